/**
 * The forms in which a body refers to another thing: by which names, as what.
 */
import { kindOf, nameOf, pluralOf } from './places.js'
import { textsOf } from './texts.js'

/** What a body may call another thing. */
export const relations = [
  ...['parent', 'related', 'reference', 'ref', 'source', 'target', 'subject', 'object', 'item'],
  ...['resource', 'entity', 'original', 'template', 'container', 'folder', 'thread', 'root'],
  ...['context', 'attachment', 'link', 'previous'],
]

/** The same, of people. */
const people = ['owner', 'user', 'recipient', 'assignee']

/** The same as phrases. */
export const phrases = [
  ...['relatedTo', 'related_to', 'replyTo', 'inReplyTo', 'in_reply_to', 'linkTo', 'linkedTo'],
  ...['dependsOn', 'depends_on', 'blockedBy', 'duplicateOf', 'copyOf', 'copyFrom', 'copiedFrom'],
  ...['forkOf', 'forkedFrom', 'basedOn', 'derivedFrom', 'createFrom', 'belongsTo', 'partOf'],
  ...['replaces', 'supersedes', 'about', 'cites', 'refersTo', 'pointsTo', 'destination', 'to'],
]

/** One value under several names. */
export const under = (
  names: ReadonlyArray<string>,
  value: unknown,
): Readonly<Record<string, unknown>> => Object.fromEntries(names.map((name) => [name, value]))

/** The names of a reference. */
export const keysOf = (name: string): ReadonlyArray<string> => [name, `${name}Id`, `${name}_id`]

/** The thing under what it is called. */
export const byKind = (path: string): Readonly<Record<string, unknown>> =>
  under(keysOf(kindOf(path)), nameOf(path))

/** A form of reference, and the body that has it under each name that is likely. */
export const forms: ReadonlyArray<readonly [name: string, body: (path: string) => object]> = [
  [', by its kind', byKind],
  [
    ', by ids',
    (path) =>
      under(
        [...relations, ...people].flatMap((name) => [`${name}Id`, `${name}_id`]),
        nameOf(path),
      ),
  ],
  ['', (path) => under([...relations, ...people], nameOf(path))],
  [', by phrases', (path) => under(phrases, nameOf(path))],
  [
    ', in lists',
    (path) =>
      under(
        [
          ...[pluralOf(path), `${kindOf(path)}Ids`, `${kindOf(path)}_ids`, 'ids', 'refs'],
          ...['references', 'links', 'related', 'parents', 'children', 'items', 'members'],
          ...['attachments', 'targets', 'sources', 'dependencies', 'recipients', 'relations'],
        ],
        [nameOf(path)],
      ),
  ],
  [
    ', in objects',
    (path) =>
      under([kindOf(path), ...relations, ...people, 'relatedTo', 'inReplyTo'], {
        id: nameOf(path),
        type: kindOf(path),
      }),
  ],
  [
    ', in lists of objects',
    (path) =>
      under(
        ['references', 'links', 'related', 'items', 'attachments', 'relations', 'members'],
        [{ id: nameOf(path), type: kindOf(path), href: path, target: nameOf(path) }],
      ),
  ],
  [
    ', by paths',
    (path) =>
      under(
        [kindOf(path), ...relations, ...people, ...phrases, 'url', 'uri', 'href', 'self'],
        path,
      ),
  ],
  [
    ', by relationships',
    (path) => ({
      data: {
        type: pluralOf(path),
        relationships: under([kindOf(path), 'parent', 'related', 'target'], {
          data: { type: pluralOf(path), id: nameOf(path) },
        }),
      },
    }),
  ],
  [', in a text', textsOf],
]
