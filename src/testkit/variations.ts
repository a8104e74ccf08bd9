/**
 * One departure from a plain request each: a header field, another spelling of the path, a body that
 * is not what is wanted. Each says what to change in a handler whose answer it alters.
 */
import { decoded } from './names.js'
import type { Probe, Question } from './Probe.js'

/** One departure from the plain request. */
interface Variation {
  /** In words, for the report. */
  readonly name: string
  readonly mend: string
  readonly apply: (probe: Probe) => Probe
}

const fields = (added: Readonly<Record<string, string>>, mend: string): Variation => ({
  name: Object.entries(added)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' and '),
  mend,
  apply: (probe) => ({ ...probe, headers: { ...probe.headers, ...added } }),
})

const body = (name: string, type: string, text: string): Variation => ({
  name,
  mend: 'the body was looked at before the verdict: move its check behind `Ok`, or before the look-up',
  apply: (probe) => ({ ...probe, headers: { ...probe.headers, 'content-type': type }, body: text }),
})

const ofPaths =
  'the path is spelt in another way and finds the thing on another route: give every route the same verdict'

/** A change of the path, which leaves a query alone. */
const path = (name: string, change: (path: string) => string): Variation => ({
  name,
  mend: ofPaths,
  apply: (probe) => ({ ...probe, path: probe.path.replace(/^[^?]*/, change) }),
})

const lastSegment = (name: string, change: (segment: string) => string): Variation =>
  path(name, (each) => each.replace(/[^/]+(?=\/?$)/, change))

const query = (name: string, added: string): Variation => ({
  name,
  mend: 'a parameter of the query was looked at before the verdict: move it behind `Ok`',
  apply: (probe) => ({
    ...probe,
    path: `${probe.path}${probe.path.includes('?') ? '&' : '?'}${added}`,
  }),
})

const preconditions =
  'a precondition was looked at before the verdict: move the conditional fields behind `Ok`'
const ranges = 'a range was looked at before the verdict: move it behind `Ok`'
const negotiation =
  'the kind of answer was chosen from the thing: negotiate it from the request alone, or behind `Ok`'
const overrides =
  'the method was changed after the look-up: change it first, and decide on the route of that method'
const credentials =
  'rejected credentials were looked at after the thing: reject them first, whatever is there'
const protocol = 'the field was acted on before the verdict: move it behind `Ok`'

/** A date before everything, and one after. */
const [longAgo, farAhead] = ['Sat, 01 Jan 2000 00:00:00 GMT', 'Fri, 01 Jan 2100 00:00:00 GMT']

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** The spelling in ISO 8859-1, which old clients send. */
const inLatin1 = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code > 0x7f && code <= 0xff ? percent(code) : encodeURIComponent(character)
  }).join('')

/** The claims of a token that expired in 2001, signed by nobody. */
const expired = [
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
  'eyJzdWIiOiJ0YXJhIiwiZXhwIjoxMDAwMDAwMDAwfQ',
  'c2lnbmVkLWJ5LW5vYm9keQ',
].join('.')

/** Variations that any request may have. */
export const ofAny: ReadonlyArray<Variation> = [
  fields({ 'if-none-match': '*' }, preconditions),
  fields({ 'if-none-match': '"0"' }, preconditions),
  fields({ 'if-match': '*' }, preconditions),
  fields({ 'if-match': '"0"' }, preconditions),
  fields({ 'if-modified-since': longAgo }, preconditions),
  fields({ 'if-modified-since': farAhead }, preconditions),
  fields({ 'if-unmodified-since': longAgo }, preconditions),
  fields({ range: 'bytes=0-0' }, ranges),
  fields({ range: 'bytes=99999-' }, ranges),
  fields({ range: 'bytes=0-0', 'if-range': '"0"' }, ranges),
  fields({ accept: 'text/html' }, negotiation),
  fields({ accept: 'application/x-unheard-of' }, negotiation),
  fields({ 'accept-language': 'x-none' }, negotiation),
  fields({ 'accept-encoding': 'identity;q=0' }, negotiation),
  fields({ 'accept-encoding': 'gzip' }, negotiation),
  fields({ 'accept-datetime': longAgo }, negotiation),
  fields({ 'want-content-digest': 'sha-256=1' }, protocol),
  fields({ 'cache-control': 'only-if-cached' }, protocol),
  fields({ te: 'trailers' }, protocol),
  fields({ 'x-http-method-override': 'DELETE' }, overrides),
  fields({ 'x-http-method-override': 'PATCH' }, overrides),
  fields({ 'x-http-method': 'DELETE' }, overrides),
  fields(
    { origin: 'https://elsewhere.example' },
    'the fields for other origins depend on the thing: set them before the look-up, for every answer',
  ),
  fields({ connection: 'upgrade', upgrade: 'websocket' }, protocol),
  fields({ prefer: 'return=minimal' }, protocol),
  fields({ prefer: 'respond-async' }, protocol),
  fields({ expect: '100-continue' }, protocol),
  {
    ...fields({ authorization: 'Bearer not-a-token' }, credentials),
    name: 'a token that nobody issued',
  },
  {
    ...fields({ authorization: `Bearer ${expired}` }, credentials),
    name: 'a token that has expired',
  },
  fields({ 'x-requested-with': 'XMLHttpRequest' }, negotiation),
  path('a trailing slash', (each) => `${each}/`),
  lastSegment('the path in upper case', (segment) => segment.toUpperCase()),
  lastSegment('the first character percent-encoded', (segment) =>
    segment.replace(/^[^%]/, (first) => percent(first.charCodeAt(0))),
  ),
  lastSegment('the first character percent-encoded twice', (segment) =>
    segment.replace(/^[^%]/, (first) => `%25${percent(first.charCodeAt(0)).slice(1)}`),
  ),
  lastSegment('a dot segment', (segment) => `./${segment}`),
  lastSegment('an empty segment', (segment) => `/${segment}`),
  path('a parameter of the path', (each) => `${each};v=1`),
  path('a space at the end', (each) => `${each}%20`),
  path('a zero byte at the end', (each) => `${each}%00`),
  lastSegment('the id in composed characters', (segment) =>
    encodeURIComponent(decoded(segment).normalize('NFC')),
  ),
  lastSegment('the id in decomposed characters', (segment) =>
    encodeURIComponent(decoded(segment).normalize('NFD')),
  ),
  lastSegment('the id in wide characters', (segment) =>
    encodeURIComponent(
      decoded(segment).replaceAll(/[!-~]/g, (each) =>
        String.fromCharCode(each.charCodeAt(0) + 0xfee0),
      ),
    ),
  ),
  lastSegment('the id in ISO 8859-1', (segment) => inLatin1(decoded(segment))),
  query('a query', 'fields=id&_method=DELETE'),
  query('another version', 'version=99999'),
  query('everything included', 'include=*&expand=*&deleted=true&debug=true'),
  query('another form', 'format=html&lang=de&raw=true&redirect=true'),
  query('a dry run', 'dry_run=true'),
  query('a callback', 'callback=f'),
  query('a page far behind', 'page=99999&limit=1'),
  path('a suffix', (each) => `${each}.json`),
]

/** More than servers take by default. */
const tooLarge = JSON.stringify({ text: 'x'.repeat(1_100_000) })

const json = 'application/json'

/** Variations of requests that have a body. */
export const ofBodies: ReadonlyArray<Variation> = [
  body('a body that is not JSON', json, '{"a":'),
  body('a body that is not valid', json, '{"unheard-of":true}'),
  body('a body of members of the wrong type', json, '{"id":[],"name":0,"title":0}'),
  body('a body that is a list', json, '[]'),
  body('a body that is null', json, 'null'),
  body('an empty body', json, ''),
  body('a body of an old version', json, '{"version":0,"etag":"0"}'),
  body(
    'a patch that tests what is there',
    'application/json-patch+json',
    '[{"op":"test","path":"/id","value":"x"}]',
  ),
  body('a body of a form', 'application/x-www-form-urlencoded', 'a=1'),
  body('a body of an unknown type', 'application/x-unheard-of', 'x'),
  {
    ...body('a body in a coding that nobody knows', json, '{}'),
    apply: (probe) => ({
      ...probe,
      headers: { ...probe.headers, 'content-type': json, 'content-encoding': 'x-unheard-of' },
      body: '{}',
    }),
  },
]

/** It comes last, because a server may close the connection. */
export const tooLargeBody: Variation = body('a body that is too large', json, tooLarge)

const varied = (question: Question, { name, mend, apply }: Variation): Question => ({
  name: `${question.name} with ${name}`,
  at: (each) => apply(question.at(each)),
  mend,
})

/** Where the variation changes nothing of the request, it is not worth asking. */
const differs = (plain: Probe, probe: Probe): boolean =>
  JSON.stringify(plain) !== JSON.stringify(probe)

/**
 * The question with one variation at a time, as far as they suit its method.
 *
 * @param path - The path of the hidden thing: a variation that leaves it alone is left out.
 */
export const variationsOf = (question: Question, path = '/x'): ReadonlyArray<Question> => {
  const plain = question.at(path)
  const all = plain.body === undefined ? ofAny : [...ofAny, ...ofBodies, tooLargeBody]
  return all
    .filter(({ apply }) => differs(plain, apply(plain)))
    .map((variation) => varied(question, variation))
}

/** The question with the bodies that a check would stop. */
export const bodiesOf = (question: Question): ReadonlyArray<Question> =>
  ofBodies.slice(0, 2).map((variation) => varied(question, variation))
