/**
 * Questions about what stands around: pages that gather what is elsewhere, and other routes to the
 * thing.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, idOf, kindOf, query } from './places.js'
import { question } from './request.js'

const ofPages =
  'a list, a search or a count saw what this caller may not: filter by permission before anything is counted or cut'

const ofRoutes = 'another route leads to the thing: give it the same verdict'

/** Pages that gather what is elsewhere. */
const roots = ['search', '', 'sitemap.xml', 'feed', 'stats', 'metrics', 'recent']

const gatherings = [
  ...['activity', 'audit', 'notifications', 'events', 'history', 'changes', 'trash', 'shared'],
  ...['comments', 'shares', 'links', 'permissions', 'versions', 'attachments', 'tasks', 'reports'],
  ...['exports', 'favorites', 'tags', 'usage', 'search', 'suggest', 'me', 'dashboard'],
]

const pages: ReadonlyArray<Question> = [
  ...roots.map((page) =>
    question(
      `GET /${page}`,
      (path) => ({ method: 'GET', path: `/${page}?q=${idOf(path)}` }),
      ofPages,
    ),
  ),
  ...gatherings.map((page) =>
    question(
      `GET ${page} of the thing`,
      (path) => {
        const kind = kindOf(path)
        const names = ['q', 'id', kind, `${kind}Id`, `${kind}_id`, 'parent', 'target', 'resource']
        return {
          method: 'GET',
          path: below(aboveOf(path), `${page}?${query(names, idOf(path))}`),
        }
      },
      ofPages,
    ),
  ),
]

/** The caller's own. */
const own = ['me/favorites', 'me/subscriptions', 'user/starred']

/** Before the id. */
const instead = [
  ...['exports', 'thumbnails', 'previews', 'comments', 'permissions', 'history', 'locks', 'status'],
  ...['shared', 'embed', 'download', 'go', 's', 'usernames', 'slugs'],
  ...own,
]

/** Before the collection and the id. */
const before = ['public', 'admin', 'internal', 'api', 'v2', 'archive']

const routes: ReadonlyArray<Question> = [
  ...instead.map((name) =>
    question(
      `GET ${name}/…`,
      (path) => ({ method: 'GET', path: below(aboveOf(path), `${name}/${idOf(path)}`) }),
      ofRoutes,
    ),
  ),
  ...before.map((name) =>
    question(
      `GET ${name} before the path`,
      (path) => ({ method: 'GET', path: `/${name}${path}` }),
      ofRoutes,
    ),
  ),
  question(
    'GET / with x-original-url',
    (path) => ({
      method: 'GET',
      path: '/',
      headers: { 'x-original-url': path, 'x-rewrite-url': path },
    }),
    'a field of the request chose another path: take such fields from your own proxy alone',
  ),
]

/** What stands around. */
export const surroundings: ReadonlyArray<Question> = [...pages, ...routes]

/** Relations of the caller to the thing, set and taken back. */
export const relations: ReadonlyArray<Question> = [
  ...['PUT', 'DELETE'].flatMap((method) =>
    own.map((name) =>
      question(
        `${method} ${name}/…`,
        (path) => ({ method, path: below(aboveOf(path), `${name}/${idOf(path)}`) }),
        ofRoutes,
      ),
    ),
  ),
]
