/**
 * Questions in which the thing is one of several: batches, and actions on the collection.
 */
import type { Question } from '../Probe.js'
import { typical } from '../variations/bodies.js'
import { below, idOf, kindOf, nameOf, parentOf, pluralOf } from './places.js'
import { unique } from './references.js'
import { json, question, sharedJson } from './request.js'

const ofItems =
  'an item of a batch is a request of its own: give each the verdict that it would get alone'

const ofNames =
  'a name that is taken by a hidden thing was answered in another way: decide on every thing that the body names, or let the server choose ids'

const helpers = [
  ...['batch', 'validate', 'check', 'search', 'bulk', '_bulk', 'lookup', 'exists', 'available'],
  ...['export', 'compare', 'merge', 'download', 'bulk-delete', 'archive', 'delete', 'restore'],
  ...['move', 'copy', 'tag', 'share', 'publish', 'import', 'sort', 'reorder', 'query', 'count'],
  ...['status', 'titles', 'versions', 'diff', 'permissions', 'sync', '_mget', '_search', 'get'],
  ...['bulk-archive', 'batch-get', 'unarchive'],
  ...['read', 'duplicate', 'resolve', 'preview'],
]

/** The thing under all names that a body may have for several, and what an action wants. */
const several = sharedJson((path) => {
  const [id, kind] = [nameOf(path), kindOf(path)]
  return {
    ...typical,
    ids: [id],
    items: [{ id }],
    q: id,
    ...unique(path),
    ...{ [pluralOf(path)]: [id], [`${kind}Ids`]: [id], [`${kind}_ids`]: [id] },
    ...{ query: id, filter: { id }, where: { id }, order: [id], docs: [{ _id: id }] },
    ...{ from: id, a: id, b: id, left: id, right: id, source: id, target: id },
  }
})

const ofCollections: ReadonlyArray<Question> = [
  ...helpers.map((helper) =>
    question(
      `POST …/${helper} of the parent`,
      (path) => ({
        method: 'POST',
        path: below(parentOf(path), helper),
        ...several(path),
      }),
      ofNames,
    ),
  ),
]

const ofServers: ReadonlyArray<Question> = [
  ...['batch', '$batch', 'bulk'].map((name) =>
    question(
      `POST /${name}`,
      (path) => ({
        method: 'POST',
        path: `/${name}`,
        ...json({
          requests: [{ id: '1', method: 'GET', url: path, path }],
          operations: [{ id: '1', method: 'GET', url: path, path }],
          ids: [nameOf(path)],
        }),
      }),
      ofItems,
    ),
  ),
]

/** The thing as one of several. */
export const batches: ReadonlyArray<Question> = [...ofCollections, ...ofServers]

/** A change of several things. */
export const changeOfSeveral: Question = question(
  'PATCH of the parent',
  (path) => ({
    method: 'PATCH',
    path: parentOf(path),
    ...json({ ids: [nameOf(path)], items: [{ id: nameOf(path) }] }),
  }),
  ofItems,
)

/** A removal of several things. It may remove the caller's own, and comes last of all. */
export const removalOfSeveral: Question = question(
  'DELETE of several of the parent',
  (path) => ({
    method: 'DELETE',
    path: `${parentOf(path)}?ids=${idOf(path)}&id=${idOf(path)}`,
    ...json({ ids: [nameOf(path)] }),
  }),
  ofItems,
)
