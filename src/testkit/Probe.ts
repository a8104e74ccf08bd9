/**
 * The requests worth trying on a thing that is hidden: every method, each with one variation at a
 * time, the simplest first.
 */

/** A request, ready for `fetch` but for the origin and the caller's credentials. */
export interface Probe {
  /** The method (RFC 9110 §9.1). */
  readonly method: string
  /** Made from the path of the hidden or of the missing thing. */
  readonly path: string
  /** The header fields, without the caller's credentials. */
  readonly headers: Readonly<Record<string, string>>
  /** The text of the body. Left out where the request has none. */
  readonly body?: string
}

/** One departure from the plain request. */
export interface Variation {
  /** In words, for the report. */
  readonly name: string
  readonly apply: (probe: Probe) => Probe
}

const header = (name: string, value: string): Variation => ({
  name: `${name}: ${value}`,
  apply: (probe) => ({ ...probe, headers: { ...probe.headers, [name]: value } }),
})

const body = (name: string, type: string, text: string): Variation => ({
  name,
  apply: (probe) => ({ ...probe, headers: { ...probe.headers, 'content-type': type }, body: text }),
})

/** A change of the path, which leaves a query alone. */
const path = (name: string, change: (path: string) => string): Variation => ({
  name,
  apply: (probe) => ({ ...probe, path: probe.path.replace(/^[^?]*/, change) }),
})

/** Sub-actions and dry runs are gates of their own, and are often forgotten. */
export const subActions: ReadonlyArray<string> = ['star', 'share', 'restore', 'validate']

const lastSegment = (change: (segment: string) => string) => (path: string) =>
  path.replace(/[^/]+(?=\/?$)/, change)

/** Variations that any request may have. */
export const anyVariations: ReadonlyArray<Variation> = [
  header('if-none-match', '*'),
  header('if-none-match', '"0"'),
  header('if-match', '*'),
  header('if-match', '"0"'),
  header('if-modified-since', 'Sat, 01 Jan 2000 00:00:00 GMT'),
  header('if-unmodified-since', 'Sat, 01 Jan 2000 00:00:00 GMT'),
  header('range', 'bytes=0-0'),
  header('accept', 'text/html'),
  header('accept', 'application/x-unheard-of'),
  header('accept-language', 'x-none'),
  header('accept-encoding', 'identity;q=0'),
  header('x-http-method-override', 'DELETE'),
  header('origin', 'https://elsewhere.example'),
  path('a trailing slash', (path) => `${path}/`),
  path(
    'the path in upper case',
    lastSegment((segment) => segment.toUpperCase()),
  ),
  path(
    'the first character percent-encoded',
    lastSegment(
      (segment) => `%${segment.charCodeAt(0).toString(16).toUpperCase()}${segment.slice(1)}`,
    ),
  ),
  path(
    'a dot segment',
    lastSegment((segment) => `./${segment}`),
  ),
  {
    name: 'a query',
    apply: (probe) => ({
      ...probe,
      path: `${probe.path}${probe.path.includes('?') ? '&' : '?'}fields=id&_method=DELETE`,
    }),
  },
  path('a suffix', (path) => `${path}.json`),
]

/** Variations of requests that have a body. */
export const bodyVariations: ReadonlyArray<Variation> = [
  body('a body that is not JSON', 'application/json', '{"a":'),
  body('a body that is not valid', 'application/json', '{"unheard-of":true}'),
  body('a body of an unknown type', 'application/x-unheard-of', 'x'),
]

const withBody = ['PUT', 'PATCH', 'POST']

/** Before the methods that may change or remove what is there. */
const safe: ReadonlyArray<string> = ['GET', 'HEAD', 'OPTIONS']
const unsafe: ReadonlyArray<string> = ['POST', 'PATCH', 'PUT', 'DELETE']

/** A request yet without a path: what is asked of both the hidden and the missing thing. */
export interface Question {
  /** The request in words: the method, and what varies. */
  readonly name: string
  /** The request about the thing at a path. */
  readonly at: (path: string) => Probe
}

const plain = (method: string, suffix = ''): Question => ({
  name: suffix === '' ? method : `${method} …${suffix}`,
  at: (path) => ({
    method,
    path: `${path}${suffix}`,
    headers: withBody.includes(method) ? { 'content-type': 'application/json' } : {},
    ...(withBody.includes(method) && { body: '{}' }),
  }),
})

/** The plain questions: every method, and the sub-actions; what may remove the thing comes last. */
export const questions: ReadonlyArray<Question> = [
  ...safe.map((method) => plain(method)),
  ...subActions.map((action) => plain('POST', `/${action}`)),
  ...unsafe.map((method) => plain(method)),
]

/** The question with one variation at a time, as far as they suit its method. */
export const variationsOf = (question: Question): ReadonlyArray<Question> =>
  [...anyVariations, ...(withBody.includes(question.at('/').method) ? bodyVariations : [])].map(
    ({ name, apply }) => ({
      name: `${question.name} with ${name}`,
      at: (path) => apply(question.at(path)),
    }),
  )
