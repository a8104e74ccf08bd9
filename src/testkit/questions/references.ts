/**
 * Questions that name the thing in a body about another: foreign keys, names that are taken, texts.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, idOf, kindOf, nameOf, parentOf } from './places.js'
import { json, question } from './request.js'

const mend =
  'a body names the hidden thing, and the answer tells: decide on each thing that a request names'

/** What a body may call another thing. */
const relations = [
  ...['parent', 'related', 'reference', 'ref', 'source', 'target', 'subject', 'object', 'item'],
  ...['resource', 'entity', 'original', 'template', 'container', 'folder', 'thread', 'root'],
  ...['context', 'attachment', 'link', 'previous', 'owner', 'user', 'recipient', 'assignee'],
]

/** The same as phrases. */
const phrases = [
  ...['relatedTo', 'related_to', 'replyTo', 'inReplyTo', 'in_reply_to', 'linkTo', 'linkedTo'],
  ...['dependsOn', 'depends_on', 'blockedBy', 'duplicateOf', 'copyOf', 'copyFrom', 'copiedFrom'],
  ...['forkOf', 'forkedFrom', 'basedOn', 'derivedFrom', 'createFrom', 'belongsTo', 'partOf'],
  ...['replaces', 'supersedes', 'about', 'cites', 'refersTo', 'pointsTo', 'destination', 'to'],
]

const under = (names: ReadonlyArray<string>, value: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.map((name) => [name, value]))

const keysOf = (name: string): ReadonlyArray<string> => [name, `${name}Id`, `${name}_id`]

const byKind = (path: string): Readonly<Record<string, unknown>> =>
  under(keysOf(kindOf(path)), nameOf(path))

/** A form of reference, and the body that has it under each name that is likely. */
const forms: ReadonlyArray<readonly [name: string, body: (path: string) => unknown]> = [
  [', by its kind', byKind],
  [
    ', by ids',
    (path) =>
      under(
        relations.flatMap((name) => [`${name}Id`, `${name}_id`]),
        nameOf(path),
      ),
  ],
  ['', (path) => under(relations, nameOf(path))],
  [', by phrases', (path) => under(phrases, nameOf(path))],
  [
    ', in lists',
    (path) =>
      under(
        [
          ...[`${kindOf(path)}s`, `${kindOf(path)}Ids`, `${kindOf(path)}_ids`, 'ids', 'refs'],
          ...['references', 'links', 'related', 'parents', 'children', 'items', 'members'],
          ...['attachments', 'targets', 'sources', 'dependencies', 'recipients', 'relations'],
        ],
        [nameOf(path)],
      ),
  ],
  [
    ', in objects',
    (path) =>
      under([kindOf(path), ...relations, 'relatedTo', 'inReplyTo'], {
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
    (path) => under([kindOf(path), ...relations, ...phrases, 'url', 'uri', 'href', 'self'], path),
  ],
  [
    ', by relationships',
    (path) => ({
      data: {
        type: `${kindOf(path)}s`,
        relationships: under([kindOf(path), 'parent', 'related', 'target'], {
          data: { type: `${kindOf(path)}s`, id: nameOf(path) },
        }),
      },
    }),
  ],
  [
    ', in a text',
    (path) => {
      const id = nameOf(path)
      const text = `see ${path}, @${id}, #${id} and [[${id}]]`
      return { ...under(['text', 'body', 'content', 'message', 'description'], text) }
    },
  ],
]

const others = [
  ...['comments', 'shares', 'links', 'favorites', 'invitations', 'reports', 'tasks', 'messages'],
  ...['attachments', 'subscriptions', 'permissions', 'exports', 'jobs', 'webhooks', 'likes'],
  ...['access-requests', 'transfers', 'reviews', 'events', 'orders'],
]

/** Bodies that name the thing as what another refers to. */
export const references: ReadonlyArray<Question> = [
  ...others.map((other) =>
    question(
      `POST of a reference to ${other}`,
      (path) => ({
        method: 'POST',
        path: below(aboveOf(path), other),
        ...json({
          ...under([...relations.flatMap(keysOf), ...phrases], nameOf(path)),
          ...byKind(path),
        }),
      }),
      mend,
    ),
  ),
  ...forms.map(([form, body]) =>
    question(
      `POST of a reference to the parent${form}`,
      (path) => ({ method: 'POST', path: parentOf(path), ...json(body(path)) }),
      mend,
    ),
  ),
  question(
    'POST of a link to the parent',
    (path) => ({
      method: 'POST',
      path: parentOf(path),
      headers: { ...json({}).headers, link: `<${path}>; rel="related"` },
      body: '{}',
    }),
    mend,
  ),
]

/** The id as what is to be the only one. */
export const unique = (path: string): Readonly<Record<string, unknown>> =>
  under(['id', 'name', 'slug', 'key', 'title', 'username', 'email'], nameOf(path))

const ofNames =
  'a name that is taken by a hidden thing was answered in another way: decide on every thing that the body names, or let the server choose ids'

/** New things under the name of the thing. They may make what is missing, so they come last. */
export const takenNames: ReadonlyArray<Question> = [
  question(
    'POST of a taken name to the parent',
    (path) => ({ method: 'POST', path: parentOf(path), ...json(unique(path)) }),
    ofNames,
  ),
  question(
    'POST of a slug to the parent',
    (path) => ({
      method: 'POST',
      path: parentOf(path),
      headers: { ...json({}).headers, slug: idOf(path) },
      body: '{}',
    }),
    ofNames,
  ),
]
