/**
 * Questions by other routes to the thing: short links, other names of its collection, other versions
 * of the API, and what the caller has to do with the thing.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, idOf, kindOf, withoutQuery } from './places.js'
import { question } from './request.js'

const mend = 'another route leads to the thing: give it the same verdict'

/** The caller's own. */
const own = [
  ...['me/favorites', 'me/subscriptions', 'user/starred', 'favorites', 'bookmarks', 'stars'],
  ...['subscriptions', 'follows'],
]

/** Before the id, in place of the collection. */
const instead = [
  ...['exports', 'thumbnails', 'previews', 'comments', 'permissions', 'history', 'locks', 'status'],
  ...['shared', 'embed', 'download', 'usernames', 'slugs', 'downloads', 'preview', 'files'],
  ...['uploads', 'view', 'edit', 'print', 'share', 'shares', 'drafts'],
  ...['versions', 'jobs', 'tasks', 'events', 'access'],
  ...['stats', 'export', 'resolve'],
  ...own,
]

/** Before the id, at the root: links that are to be short. */
const short = ['s', 'l', 'go', 'r', 'p', 'link', 'links', 'short']

/** Other names of the collection, from the name of one of its things. */
const names: ReadonlyArray<readonly [of: string, name: (kind: string) => string]> = [
  ['one', (kind) => kind],
  ['many', (kind) => `${kind}s`],
  ['a letter', (kind) => kind.slice(0, 1)],
  ['three letters', (kind) => kind.slice(0, 3)],
  ['many in three letters', (kind) => `${kind.slice(0, 3)}s`],
]

/** Before the path, in place of its version. */
const prefixes = [
  ...['public', 'admin', 'internal', 'api', 'v1', 'v2', 'v3', 'archive', 'api/v1', 'api/v2'],
  ...['api/internal', 'api/admin', 'api/public', 'legacy', 'beta'],
  ...['embed', 'api/legacy'],
]

/** The path without what names an API, or its version. */
const bare = (path: string): string => path.replace(/^(\/api)?(\/v\d+)?(?=\/)/, '') || path

const get = (name: string, path: (path: string) => string): Question =>
  question(name, (each) => ({ method: 'GET', path: path(each) }), mend)

/** Other routes to the thing. */
export const routes: ReadonlyArray<Question> = [
  ...instead.map((name) =>
    get(`GET ${name}/…`, (path) => below(aboveOf(path), `${name}/${idOf(path)}`)),
  ),
  ...short.map((name) => get(`GET /${name}/…`, (path) => `/${name}/${idOf(path)}`)),
  ...names.map(([of, name]) =>
    get(`GET by the name of ${of}`, (path) =>
      below(aboveOf(path), `${name(kindOf(path))}/${idOf(path)}`),
    ),
  ),
  get('GET by a letter at the root', (path) => `/${kindOf(path).slice(0, 1)}/${idOf(path)}`),
  get('GET the id at the root', (path) => `/${idOf(path)}`),
  get('GET the path without a version', bare),
  ...prefixes.map((name) =>
    get(`GET ${name} before the path`, (path) => `/${name}${bare(withoutQuery(path))}`),
  ),
  get('GET api before the whole path', (path) => `/api${path}`),
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

/** Relations of the caller to the thing, set and taken back. */
export const relations: ReadonlyArray<Question> = [
  ...['PUT', 'DELETE'].flatMap((method) =>
    own.map((name) =>
      question(
        `${method} ${name}/…`,
        (path) => ({ method, path: below(aboveOf(path), `${name}/${idOf(path)}`) }),
        mend,
      ),
    ),
  ),
  ...['uploads', 'drafts', 'locks'].map((name) =>
    question(
      `PUT ${name}/…`,
      (path) => ({ method: 'PUT', path: below(aboveOf(path), `${name}/${idOf(path)}`) }),
      mend,
    ),
  ),
]
