/**
 * Questions about the thing itself: the methods of HTTP, and those of WebDAV and its kin.
 */
import type { Question } from '../Probe.js'
import { withoutQuery } from './places.js'
import { json, question } from './request.js'

/** A method, with nothing beside it. */
export const plainMethod = (method: string, mend?: string): Question =>
  question(method, (path) => ({ method, path }), mend)

/** The first question, by which an arrangement is judged. */
export const first: Question = plainMethod('GET')

/** A method with a body. */
export const withBody = (method: string): Question =>
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

/** What only reads, beside GET. */
export const reads: ReadonlyArray<Question> = [
  plainMethod('HEAD'),
  plainMethod('OPTIONS'),
  preflight,
  ...['TRACE', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT'].map((method) => plainMethod(method)),
]

const ofOthers =
  'the method has a gate of its own: give it the verdict about the thing, and one about the destination'

const ofNewNames =
  'a name that is taken was answered in another way: decide before you look whether it is free'

/** What may change the thing, beside POST, PATCH, PUT and DELETE. */
export const locks: ReadonlyArray<Question> = [
  question(
    'LOCK',
    (path) => ({
      method: 'LOCK',
      path,
      headers: { 'content-type': 'application/xml', timeout: 'Second-1' },
      body: '<lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><write/></locktype></lockinfo>',
    }),
    'a lock on a name that is free makes a thing: decide before the lock',
  ),
  question(
    'UNLOCK',
    (path) => ({ method: 'UNLOCK', path, headers: { 'lock-token': '<urn:uuid:0>' } }),
    ofOthers,
  ),
  question(
    'PROPPATCH',
    (path) => ({
      method: 'PROPPATCH',
      path,
      headers: { 'content-type': 'application/xml' },
      body: '<propertyupdate xmlns="DAV:"><remove><prop><displayname/></prop></remove></propertyupdate>',
    }),
    ofOthers,
  ),
  question(
    'LINK',
    (path) => ({ method: 'LINK', path, headers: { link: '</>; rel="related"' } }),
    ofOthers,
  ),
  plainMethod('PURGE', ofOthers),
  plainMethod('MKCOL', ofNewNames),
]

/** What puts the thing, or a copy of it, elsewhere. */
export const copies: ReadonlyArray<Question> = [
  ...['COPY', 'MOVE'].map((method) =>
    question(
      method,
      (path) => ({
        method,
        path,
        headers: { destination: `${withoutQuery(path)}-elsewhere`, overwrite: 'F' },
      }),
      ofOthers,
    ),
  ),
  question(
    'PUT of a copy',
    (path) => ({
      method: 'PUT',
      path: `${withoutQuery(path)}-elsewhere`,
      headers: { 'x-copy-source': path, 'x-amz-copy-source': path },
    }),
    ofOthers,
  ),
]
