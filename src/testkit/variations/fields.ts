/**
 * Header fields that are added to a request: conditions, ranges, negotiation, rejected credentials.
 */
import type { Variation } from './Variation.js'

const fields = (added: Readonly<Record<string, string>>, mend: string): Variation => ({
  name: Object.entries(added)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' and '),
  mend,
  apply: (probe) => ({ ...probe, headers: { ...probe.headers, ...added } }),
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

/** The claims of a token that expired in 2001, signed by nobody. */
const expired = [
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
  'eyJzdWIiOiJ0YXJhIiwiZXhwIjoxMDAwMDAwMDAwfQ',
  'c2lnbmVkLWJ5LW5vYm9keQ',
].join('.')

/** Of any request. */
export const fieldsOfAny: ReadonlyArray<Variation> = [
  fields({ 'if-none-match': '*' }, preconditions),
  fields({ 'if-match': '*' }, preconditions),
  fields({ 'if-match': '"0"' }, preconditions),
  fields({ 'if-unmodified-since': longAgo }, preconditions),
  fields({ accept: 'text/html' }, negotiation),
  fields({ accept: 'application/x-unheard-of' }, negotiation),
  fields({ 'x-http-method-override': 'DELETE' }, overrides),
  fields({ 'x-http-method': 'DELETE' }, overrides),
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
]

/** Of a request that reads. */
export const fieldsOfReads: ReadonlyArray<Variation> = [
  fields({ 'if-modified-since': longAgo }, preconditions),
  fields({ 'if-modified-since': farAhead }, preconditions),
  fields(
    { origin: 'https://elsewhere.example' },
    'the fields for other origins depend on the thing: set them before the look-up, for every answer',
  ),
  fields({ 'if-none-match': '"0"' }, preconditions),
  fields({ 'accept-language': 'x-none' }, negotiation),
  fields({ 'accept-encoding': 'identity;q=0' }, negotiation),
  fields({ 'cache-control': 'only-if-cached' }, protocol),
  fields({ te: 'trailers' }, protocol),
  fields({ connection: 'upgrade', upgrade: 'websocket' }, protocol),
  fields({ 'x-requested-with': 'XMLHttpRequest' }, negotiation),
  fields({ 'if-none-match': 'W/"0", "1", "2", "3", "v1", "v2", "v3"' }, preconditions),
  fields({ range: 'bytes=0-0' }, ranges),
  fields({ range: 'bytes=99999-' }, ranges),
  fields({ range: 'bytes=-1' }, ranges),
  fields({ range: 'bytes=0-0,2-2' }, ranges),
  fields({ range: 'items=0-0' }, ranges),
  fields({ range: 'bytes=0-0', 'if-range': '"0"' }, ranges),
  fields({ range: 'bytes=0-0', 'if-range': farAhead }, ranges),
  fields({ accept: 'image/*' }, negotiation),
  fields({ accept: 'text/csv' }, negotiation),
  fields({ accept: 'application/pdf' }, negotiation),
  fields({ accept: 'application/activity+json' }, negotiation),
  fields({ accept: 'text/event-stream' }, negotiation),
  fields({ accept: 'text/markdown, text/plain, application/xml, text/xml' }, negotiation),
  fields({ accept: 'application/ld+json, application/hal+json' }, negotiation),
  fields({ accept: 'application/vnd.api+json, application/vnd.api.v1+json' }, negotiation),
  fields({ 'accept-encoding': 'gzip' }, negotiation),
  fields({ 'accept-datetime': longAgo }, negotiation),
  fields({ 'accept-version': '99' }, negotiation),
  fields({ 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' }, negotiation),
  fields({ 'want-content-digest': 'sha-256=1' }, protocol),
  fields({ 'cache-control': 'no-cache' }, protocol),
  fields({ 'max-forwards': '0' }, protocol),
  fields({ 'sec-purpose': 'prefetch' }, protocol),
  fields({ 'x-debug': 'true' }, protocol),
  fields({ 'x-forwarded-host': 'elsewhere.example' }, protocol),
  fields({ 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' }, protocol),
  fields({ 'x-api-version': '1', 'api-version': '1' }, negotiation),
  fields({ 'x-include-deleted': 'true', 'x-preview': 'true', 'x-draft': 'true' }, protocol),
  {
    ...fields({ cookie: 'preview=true; draft=true; share=guess; token=guess' }, protocol),
    name: 'cookies of a preview',
  },
  {
    ...fields(
      { 'user-agent': 'Slackbot-LinkExpanding Twitterbot facebookexternalhit' },
      negotiation,
    ),
    name: 'the name of a client that shows previews',
  },
  {
    ...fields(
      { 'x-share-token': 'guess', 'x-share-key': 'guess', 'x-password': 'guess' },
      'a key to the thing was tried before the verdict: answer a wrong key as if nothing were there',
    ),
    name: 'a wrong key in a field',
  },
]

/** Of a request that may change something. */
export const fieldsOfWrites: ReadonlyArray<Variation> = [
  {
    ...fields(
      { 'dry-run': 'true', 'x-dry-run': 'true', 'x-validate-only': 'true' },
      'a dry run tells what a run would refuse to tell: give it the verdict of the run',
    ),
    name: 'a dry run by a field',
  },
  fields({ 'x-http-method-override': 'PATCH' }, overrides),
  fields({ 'x-http-method-override': 'GET' }, overrides),
  fields({ 'content-range': 'bytes 0-0/1' }, ranges),
  fields({ 'content-digest': 'sha-256=:AAAA:' }, protocol),
]
