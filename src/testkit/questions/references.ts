/**
 * Questions that name the thing in a body about another: foreign keys, names that are taken, texts.
 */
import type { Question } from '../Probe.js'
import { typical } from '../variations/bodies.js'
import { byKind, forms, keysOf, phrases, relations, under } from './forms.js'
import { aboveOf, below, idOf, kindOf, nameOf, parentOf, pluralOf } from './places.js'
import { json, question, sharedJson } from './request.js'
import { textsOf } from './texts.js'

const mend =
  'a body names the hidden thing, and the answer tells: decide on each thing that a request names'

const others = [
  ...['comments', 'shares', 'links', 'favorites', 'invitations', 'reports', 'tasks', 'messages'],
  ...['attachments', 'subscriptions', 'permissions', 'exports', 'jobs', 'webhooks', 'likes'],
  ...['access-requests', 'transfers', 'reviews', 'events', 'orders', 'bookmarks', 'stars'],
  ...['follows', 'notifications', 'reminders', 'copies'],
  ...['relations', 'redirects', 'drafts', 'uploads', 'grants', 'subscribe'],
  ...['search', 'export', 'share', 'move', 'report'],
]

/** The thing under each name, in a body that has all else that may be wanted. */
const ofOthers = sharedJson((path) => ({
  ...typical,
  ...textsOf(path),
  ...under([...relations.flatMap(keysOf), ...phrases, 'id', 'query'], nameOf(path)),
  ...under([pluralOf(path), `${kindOf(path)}Ids`, 'ids', 'resources'], [nameOf(path)]),
  ...byKind(path),
}))

/** Bodies that name the thing as what another refers to. */
export const references: ReadonlyArray<Question> = [
  ...others.map((other) =>
    question(
      `POST of a reference to ${other}`,
      (path) => ({
        method: 'POST',
        path: below(aboveOf(path), other),
        ...ofOthers(path),
      }),
      mend,
    ),
  ),
  ...forms.map(([form, body]) =>
    question(
      `POST of a reference to the parent${form}`,
      (path) => ({
        method: 'POST',
        path: parentOf(path),
        ...json({ title: 'x', name: 'x', text: 'x', ...body(path) }),
      }),
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
