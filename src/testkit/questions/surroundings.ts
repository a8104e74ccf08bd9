/**
 * Questions about what stands around: pages that gather what is elsewhere.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, idOf, kindOf, query } from './places.js'
import { question } from './request.js'

const mend =
  'a list, a search or a count saw what this caller may not: filter by permission before anything is counted or cut'

/** Pages at the root. */
const roots = [
  ...['search', '', 'sitemap.xml', 'feed', 'stats', 'metrics', 'recent', 'rss', 'feed.xml'],
  ...['export.csv'],
]

/** Pages that are asked about one thing, by a parameter. */
const gatherings = [
  ...['activity', 'audit', 'notifications', 'events', 'history', 'changes', 'trash', 'shared'],
  ...['comments', 'shares', 'links', 'permissions', 'versions', 'attachments', 'tasks', 'reports'],
  ...['exports', 'favorites', 'tags', 'usage', 'search', 'suggest', 'me', 'dashboard'],
  ...['view', 'download', 'print', 'thumbnail', 'export', 'compare', 'diff'],
  ...['check', 'access', 'can', 'exists', 'status', 'stream', 'subscribe', 'subscriptions'],
  ...['backlinks', 'mentions', 'access-requests', 'invitations', 'reviews'],
  ...['stats', 'sync', 'export.csv'],
]

/** What the parameter may be called. */
const namesOf = (kind: string): ReadonlyArray<string> => [
  ...['q', 'id', kind, `${kind}Id`, `${kind}_id`, 'parent', 'target', 'resource', 'ids', 'item'],
  ...['topic', 'channel', 'subject', 'object', 'ref', 'since', 'from', 'left', 'right', 'a', 'b'],
]

const gathering = (page: (kind: string) => string, name: string): Question =>
  question(
    `GET ${name} of the thing`,
    (path) => {
      const kind = kindOf(path)
      return {
        method: 'GET',
        path: below(aboveOf(path), `${page(kind)}?${query(namesOf(kind), idOf(path))}`),
      }
    },
    mend,
  )

/** What stands around. */
export const surroundings: ReadonlyArray<Question> = [
  ...roots.map((page) =>
    question(`GET /${page}`, (path) => ({ method: 'GET', path: `/${page}?q=${idOf(path)}` }), mend),
  ),
  ...gatherings.map((page) => gathering(() => page, page)),
  gathering((kind) => kind, 'a page by its kind'),
]
