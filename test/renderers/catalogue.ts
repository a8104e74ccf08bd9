/**
 * Every renderer of the catalogue, with options of its own and without, and requests of any kind.
 */
import * as fc from 'fast-check'
import type { Renderer } from 'glomar'
import {
  byAccept,
  byLanguage,
  envelope,
  graphQl,
  html,
  jsonApi,
  jsonRpc,
  plain,
  problem,
  texts,
  toLogin,
  withStatus,
  type PerCode,
  type WithBody,
  type WithHeaders,
  type WithUrl,
} from 'glomar/renderers'

/** What a request carried, for whichever renderer. */
export interface Sent extends WithHeaders, WithUrl, WithBody {}

export const german: PerCode<string> = {
  'authentication-required': 'Bitte melden Sie sich an',
  'invalid-credentials': 'Die Anmeldung wurde nicht angenommen',
  'step-up-required': 'Eine stärkere Anmeldung ist nötig',
  'insufficient-scope': 'Dem Token fehlt ein Recht',
  'not-found': 'Nicht gefunden',
  forbidden: 'Kein Zugriff, oder es gibt nichts',
  'does-not-exist': 'Das gibt es nicht',
  'permission-denied': 'Kein Zugriff',
  unavailable: 'Der Dienst ist gestört',
}

export const types = Object.fromEntries(
  Object.keys(texts).map((code) => [code, `https://api.example/problems#${code}`]),
) as PerCode<string>

const page = byAccept({ 'text/html': html(), 'text/plain': plain() })

export const catalogue: Readonly<Record<string, Renderer<Sent>>> = {
  envelope: envelope(),
  'envelope of its own words': envelope({
    members: { error: 'fault', code: 'reason', message: 'text', details: 'more' },
    codes: { ...texts, 'not-found': 404 },
    texts: german,
  }),
  jsonApi: jsonApi({ texts: german }),
  problem: problem({ types, texts: german }),
  html: html({ lang: 'de', texts: german }),
  plain: plain(),
  toLogin: toLogin({
    page: '/login',
    returnTo: 'next',
    on: ['not-found', 'authentication-required'],
  }),
  graphQl: graphQl(),
  jsonRpc: jsonRpc(),
  'withStatus 200': withStatus(envelope(), 200),
  'withStatus of one code': withStatus(problem(), { 'not-found': 409 }),
  byAccept: page,
  byLanguage: byLanguage({ en: problem(), de: problem({ texts: german }) }),
  'a login for browsers, in two languages': byLanguage({
    en: byAccept({
      'text/html': toLogin({ page: '/login', returnTo: 'next', otherwise: html() }),
      'application/json': envelope(),
    }),
    'de-CH': page,
  }),
}

const field = (...known: ReadonlyArray<string>) =>
  fc.oneof(
    fc.constantFrom(undefined, ...known),
    fc.string({ unit: 'binary' }),
    fc.array(fc.string()),
  )

/** Any request, with fields that are well-formed or not. */
export const requests: fc.Arbitrary<Sent> = fc.record(
  {
    url: fc.oneof(
      fc.webPath(),
      fc.webUrl({ withQueryParameters: true }),
      fc.string({ unit: 'binary' }),
    ),
    headers: fc.record({
      accept: field('text/plain', 'text/*;q=0.1, application/json', 'text/html;q=x', '*/*'),
      'accept-language': field('de', 'de-CH, en;q=0.5', 'fr', '*;q=0', 'en-GB;q=0.1'),
    }),
    body: fc.oneof(fc.constant({ jsonrpc: '2.0', id: 7 }), fc.jsonValue()),
  },
  { requiredKeys: ['headers'] },
)
