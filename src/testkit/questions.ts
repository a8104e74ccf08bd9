/**
 * The plain questions, the simplest first. What may change or remove something comes last.
 */
import { decoded } from './names.js'
import type { Probe, Question } from './Probe.js'
import { bodiesOf, variationsOf } from './variations.js'

/** A question, and what is varied in it. */
export interface Planned {
  readonly plain: Question
  /** The same with one variation at a time, asked where the plain one tells nothing. */
  readonly varied: ReadonlyArray<Question>
}

type Request = Omit<Probe, 'headers'> & Partial<Pick<Probe, 'headers'>>

const question = (name: string, request: (path: string) => Request, mend?: string): Question => ({
  name,
  at: (path) => ({ headers: {}, ...request(path) }),
  ...(mend !== undefined && { mend }),
})

const json = (value: unknown): Pick<Probe, 'headers' | 'body'> => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

const withoutQuery = (path: string): string => path.replace(/[?#].*$/, '').replace(/\/$/, '')

/** The path of the collection. */
const parentOf = (path: string): string => withoutQuery(path).replace(/\/[^/]*$/, '') || '/'

/** The last segment, as it is in the path. */
const idOf = (path: string): string => withoutQuery(path).replace(/^.*\//, '')

const below = (path: string, name: string): string => `${path === '/' ? '' : path}/${name}`

// ---------------------------------------------------------------- of the thing

const get = question('GET', (path) => ({ method: 'GET', path }))

/** The first question, by which an arrangement is judged. */
export const first: Question = get

const plainMethod = (method: string, mend?: string): Question =>
  question(method, (path) => ({ method, path }), mend)

const withBody = (method: string): Question =>
  question(method, (path) => ({ method, path, ...json({}) }))

const preflight = question(
  'a preflight',
  (path) => ({
    method: 'OPTIONS',
    path,
    headers: {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type',
    },
  }),
  'a preflight has no credentials: answer it for the route, without a look at what is there',
)

/** Helpers are routes of their own, and are often forgotten. */
export const helpers: ReadonlyArray<string> = [
  ...['exists', 'edit', 'export', 'history', 'versions', 'versions/1', 'comments', 'comments/1'],
  ...['members', 'permissions', 'acl', 'settings', 'owner', 'download', 'raw', 'preview'],
  ...['thumbnail', 'status', 'activity', 'events', 'children', 'metadata'],
]

/** Sub-actions and dry runs are gates of their own, too. */
export const subActions: ReadonlyArray<string> = [
  ...['star', 'share', 'restore', 'validate', 'copy', 'move', 'archive', 'publish', 'subscribe'],
  ...[
    'follow',
    'like',
    'join',
    'invite',
    'transfer',
    'report',
    'comments',
    'request-access',
    'lock',
  ],
]

const ofHelpers =
  'a route below the thing has a gate of its own: give it the verdict about the thing first'

// ---------------------------------------------------------------- of the collection

const ofLists =
  'a list, a search or a count saw what this caller may not: filter by permission before anything is counted or cut'

const ofNames =
  'a name that is taken by a hidden thing was answered in another way: decide on every thing that the body names, or let the server choose ids'

/** Three characters of the id: less than a name, and enough for a search. */
const startOf = (path: string): string => encodeURIComponent(decoded(idOf(path)).slice(0, 3))

const list = (name: string, suffix: (path: string) => string, method = 'GET'): Question =>
  question(name, (path) => ({ method, path: `${parentOf(path)}${suffix(path)}` }), ofLists)

const searches = [
  ...['search', 'count', 'exists', 'check', 'suggest', 'autocomplete', 'export', 'stats', 'recent'],
]

/** Pages that gather what is elsewhere. */
const pages = ['search', '', 'sitemap.xml', 'feed', 'stats', 'metrics', 'recent']

const lists: ReadonlyArray<Question> = [
  list('GET the parent', () => ''),
  list('HEAD the parent', () => '', 'HEAD'),
  list('GET the parent with everything', () => '?limit=1000&include=*&count=true&deleted=true'),
  list('search by id', (path) => `?q=${idOf(path)}&search=${idOf(path)}&query=${idOf(path)}`),
  list('filter by id', (path) => `?id=${idOf(path)}&name=${idOf(path)}&slug=${idOf(path)}`),
  list('several ids', (path) => `?ids=${idOf(path)}`),
  list(
    'a cursor',
    (path) => `?after=${idOf(path)}&cursor=${idOf(path)}&starting_after=${idOf(path)}`,
  ),
  ...searches.map((helper) =>
    question(
      `GET …/${helper} of the parent`,
      (path) => ({
        method: 'GET',
        path: `${below(parentOf(path), helper)}?q=${idOf(path)}&id=${idOf(path)}&name=${idOf(path)}`,
      }),
      ofLists,
    ),
  ),
  list('OPTIONS of the parent', () => '', 'OPTIONS'),
  list('PROPFIND of the parent', () => '', 'PROPFIND'),
  question(
    'GET above the parent',
    (path) => ({ method: 'GET', path: parentOf(parentOf(path)) }),
    ofLists,
  ),
  ...pages.map((page) =>
    question(
      `GET /${page}`,
      (path) => ({ method: 'GET', path: `/${page}?q=${idOf(path)}` }),
      ofLists,
    ),
  ),
  question(
    'GET / with x-original-url',
    (path) => ({ method: 'GET', path: '/', headers: { 'x-original-url': path } }),
    'a field of the request chose another path: take such fields from your own proxy alone',
  ),
]

/** The same for both worlds, so that what it finds is a mention. */
const byStart = (hidden: string): Question =>
  question(
    'search by the start of the id',
    () => ({
      method: 'GET',
      path: `${parentOf(hidden)}?q=${startOf(hidden)}&prefix=${startOf(hidden)}`,
    }),
    ofLists,
  )

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '')

/** What a thing of the collection is called. */
const nameOf = (path: string): string => singular(decoded(idOf(parentOf(path)))) || 'item'

const ofReferences =
  'a body names the hidden thing, and the answer tells: decide on each thing that a request names'

/** The id wherever a body may name another thing. */
const references = (path: string): Readonly<Record<string, unknown>> => {
  const id = decoded(idOf(path))
  const name = nameOf(path)
  return {
    ...Object.fromEntries([name, `${name}Id`, `${name}_id`].map((key) => [key, id])),
    ...{ parent: id, parentId: id, parent_id: id, source: id, target: id, destination: id },
  }
}

const unique = (path: string): Readonly<Record<string, unknown>> => {
  const id = decoded(idOf(path))
  return { id, name: id, slug: id, key: id, title: id, username: id, email: id }
}

const posts: ReadonlyArray<Question> = [
  ...['batch', 'validate', 'check', 'search'].map((helper) =>
    question(
      `POST …/${helper} of the parent`,
      (path) => ({
        method: 'POST',
        path: below(parentOf(path), helper),
        ...json({ ids: [decoded(idOf(path))], q: decoded(idOf(path)), ...unique(path) }),
      }),
      ofNames,
    ),
  ),
  ...['comments', 'shares', 'links', 'favorites', 'invitations', 'reports', 'tasks'].map((other) =>
    question(
      `POST of a reference to ${other}`,
      (path) => ({
        method: 'POST',
        path: below(parentOf(parentOf(path)), other),
        ...json(references(path)),
      }),
      ofReferences,
    ),
  ),
  question(
    'POST /batch',
    (path) => ({
      method: 'POST',
      path: '/batch',
      ...json({
        requests: [{ id: '1', method: 'GET', url: path, path }],
        ids: [decoded(idOf(path))],
      }),
    }),
    'an item of a batch is a request of its own: give each the verdict that it would get alone',
  ),
  question(
    'POST /graphql',
    (path) => ({
      method: 'POST',
      path: '/graphql',
      ...json({ query: `{ ${nameOf(path)}(id: ${JSON.stringify(decoded(idOf(path)))}) { id } }` }),
    }),
    'a resolver answers hidden and missing in two ways: let both be null, with the same errors',
  ),
  question(
    'POST of a reference to the parent',
    (path) => ({ method: 'POST', path: parentOf(path), ...json(references(path)) }),
    ofReferences,
  ),
  question(
    'POST of a taken name to the parent',
    (path) => ({ method: 'POST', path: parentOf(path), ...json(unique(path)) }),
    ofNames,
  ),
]

// ---------------------------------------------------------------- WebDAV and its kin

const copies = ['COPY', 'MOVE'].map((method) =>
  question(
    method,
    (path) => ({
      method,
      path,
      headers: { destination: `${withoutQuery(path)}-elsewhere`, overwrite: 'F' },
    }),
    'the method has a gate of its own: give it the verdict about the thing, and one about the destination',
  ),
)

const lock = question(
  'LOCK',
  (path) => ({
    method: 'LOCK',
    path,
    headers: { 'content-type': 'application/xml', timeout: 'Second-1' },
    body: '<lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><write/></locktype></lockinfo>',
  }),
  'a lock on a name that is free makes a thing: decide before the lock',
)

const collection = question(
  'MKCOL',
  (path) => ({ method: 'MKCOL', path }),
  'a name that is taken was answered in another way: decide before you look whether it is free',
)

const alone = (plain: Question): Planned => ({ plain, varied: [] })

/**
 * The plan: what is asked, in this order.
 *
 * @param own - Questions of your own, which are asked first.
 * @param path - The path of the hidden thing.
 */
export const planOf = (own: ReadonlyArray<Question>, path: string): ReadonlyArray<Planned> => {
  const whole = (plain: Question): Planned => ({ plain, varied: variationsOf(plain, path) })
  const checked = (plain: Question): Planned => ({ plain, varied: bodiesOf(plain) })
  return [
    ...own.map(whole),
    whole(get),
    alone(plainMethod('HEAD')),
    alone(plainMethod('OPTIONS')),
    alone(preflight),
    ...['TRACE', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT'].map((method) =>
      alone(plainMethod(method)),
    ),
    ...helpers.map((name) =>
      alone(
        question(
          `GET …/${name}`,
          (each) => ({ method: 'GET', path: `${each}/${name}` }),
          ofHelpers,
        ),
      ),
    ),
    ...lists.map(alone),
    alone(byStart(path)),
    ...subActions.map((name) =>
      checked(
        question(
          `POST …/${name}`,
          (each) => ({ method: 'POST', path: `${each}/${name}`, ...json({}) }),
          ofHelpers,
        ),
      ),
    ),
    alone(lock),
    alone(collection),
    whole(withBody('POST')),
    whole(withBody('PATCH')),
    whole(withBody('PUT')),
    ...copies.map(alone),
    whole(plainMethod('DELETE')),
    ...posts.map(alone),
  ]
}
