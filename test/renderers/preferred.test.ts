/**
 * What the caller prefers: `Accept` and `Accept-Language`, held against negotiator.
 */
import * as fc from 'fast-check'
import { createRequire } from 'node:module'
import { render, type Renderer } from 'glomar'
import { byAccept, byLanguage, type Fields } from 'glomar/renderers'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import { refusals } from './refusals.js'

type Offers = readonly [string, ...ReadonlyArray<string>]

const saying =
  (body: string): Renderer =>
  () => ({ body })

/** The name of the renderer that is taken, for fields of a request. */
const taken =
  (by: typeof byAccept | typeof byLanguage) =>
  (offers: Offers, headers: Fields | null | undefined): string => {
    const renderers = Object.fromEntries(offers.map((offer) => [offer, saying(offer)]))
    const { body, faults } = render(refusals['not-found'], by(renderers), { headers })
    expect(faults).toEqual([])
    return body
  }
const type = taken(byAccept)
const tag = taken(byLanguage)

const page: Offers = ['text/html', 'text/plain']
const api: Offers = ['application/problem+json', 'text/html', 'application/json']

describe('Accept', () => {
  test.each<[Offers, string | undefined, string]>([
    [page, undefined, 'text/html'],
    [page, '', 'text/html'],
    [page, 'text/plain', 'text/plain'],
    [page, 'TEXT/PLAIN', 'text/plain'],
    [page, '*/*', 'text/html'],
    [page, 'image/png', 'text/html'],
    [page, 'text/html;q=0.1, text/plain;q=0.2', 'text/plain'],
    [page, 'text/html ; Q=0.1 , text/plain ; q=0.2', 'text/plain'],
    // the closest range counts, whatever it is worth
    [page, 'text/*, text/html;q=0.1', 'text/plain'],
    [page, 'text/html;q=0, */*;q=0.1', 'text/plain'],
    [page, 'text/html;q=0', 'text/html'],
    [page, 'text/html;q=0, text/plain;q=0.000', 'text/html'],
    // alike: what came first
    [api, 'application/json, text/plain, */*', 'application/json'],
    // of a browser
    [api, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    // with parameters, as clients of GraphQL send them
    [api, 'application/json; charset=utf-8', 'application/json'],
    [page, 'text/html;level=1;q=0, text/html', 'text/html'],
    [page, 'text/plain;a="x,y;q=0", text/html;q=0.5', 'text/plain'],
    [page, 'text/plain;a="\\",text/html', 'text/plain'],
    // malformed: as far as it goes
    [page, 'text/plain;q=2', 'text/html'],
    [page, 'text/plain;q=', 'text/html'],
    [page, 'text/plain;q=-1, text/html;q=0.1', 'text/html'],
    [page, ',,;;,text/plain', 'text/plain'],
    [page, 'text', 'text/html'],
    [page, '/', 'text/html'],
    [page, '"', 'text/html'],
    [page, '\u0000', 'text/html'],
  ])('of %j, %j takes %s', (offers, accept, expected) => {
    expect(type(offers, { accept })).toBe(expected)
  })

  test('is read in any spelling, from a list, and from a Headers', () => {
    expect(type(page, { Accept: 'text/plain' })).toBe('text/plain')
    expect(type(page, { accept: ['image/png', 'text/plain'] })).toBe('text/plain')
    expect(type(page, new Headers({ accept: 'text/plain' }))).toBe('text/plain')
    expect(type(page, new Headers())).toBe('text/html')
    expect(type(page, null)).toBe('text/html')
    expect(type(page, undefined)).toBe('text/html')
    expect(type(page, { accept: 7 as never })).toBe('text/html')
    expect(type(page, Object.create({ accept: 'text/plain' }) as Fields)).toBe('text/html')
  })
})

describe('Accept-Language', () => {
  const offers: Offers = ['en', 'de', 'zh-Hant']
  test.each<[Offers, string | undefined, string]>([
    [offers, undefined, 'en'],
    [offers, '*', 'en'],
    [offers, 'fr', 'en'],
    [offers, 'de', 'de'],
    [offers, 'DE-ch', 'de'],
    [offers, 'ZH-HANT-TW, en;q=0.5', 'zh-Hant'],
    [offers, 'zh', 'zh-Hant'],
    [offers, 'zh-Hans', 'en'],
    // alike: what came first, and not what fits best
    [offers, 'de-CH, en', 'de'],
    [offers, 'de;q=0.1, en;q=0.9', 'en'],
    [offers, 'de-CH, de;q=0.1, en;q=0.9', 'en'],
    [offers, 'en;q=0, *', 'de'],
    // Swiss German is not wanted, and German was not spoken of
    [['de', 'en'], 'de-CH;q=0, *;q=0.5', 'de'],
    [['de-CH', 'en'], 'de;q=0, *;q=0.5', 'en'],
    [['de-CH', 'de'], 'de', 'de'],
    [['zh', 'zh-Hant-TW'], 'zh;q=0.1, zh-Hant;q=0.9', 'zh-Hant-TW'],
    [['den', 'en'], 'de', 'den'],
    [['en', 'de'], 'd', 'en'],
    [['en', 'de'], 'de;q=1.5', 'en'],
  ])('of %j, %j takes %s', (offers, field, expected) => {
    expect(tag(offers, { 'accept-language': field })).toBe(expected)
  })
})

describe('negotiator, of another hand,', () => {
  interface Negotiator {
    readonly mediaType: (offers: Offers) => string | undefined
    readonly language: (offers: Offers) => string | undefined
  }
  const negotiator = createRequire(import.meta.url)('negotiator') as (request: {
    readonly headers: object
  }) => Negotiator

  /** Ranges that differ in their weights, since it breaks ties otherwise. */
  const fields = (ranges: ReadonlyArray<string>) =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...ranges), fc.integer({ min: 1, max: 1_000 })), {
        selector: ([, weight]) => weight,
        minLength: 1,
        maxLength: 5,
      })
      .map((all) => all.map(([range, weight]) => `${range};q=${(weight / 1_000).toFixed(3)}`))
      .map((all) => all.join(', '))
  const offersOf = (...names: ReadonlyArray<string>) =>
    fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }) as unknown as fc.Arbitrary<Offers>

  test('takes the same media type', () => {
    const names = ['text/html', 'text/plain', 'application/json', 'application/problem+json']
    fc.assert(
      fc.property(
        offersOf(...names),
        fields([...names, 'text/*', 'application/*', '*/*', 'image/png']),
        (offers, accept) => {
          const other = negotiator({ headers: { accept } }).mediaType(offers) ?? offers[0]
          expect(type(offers, { accept })).toBe(other)
        },
      ),
      runs(1_000),
    )
  })

  test('takes the same language', () => {
    const names = ['en', 'de', 'en-GB', 'de-CH', 'fr']
    fc.assert(
      fc.property(offersOf(...names), fields([...names, 'de-AT', '*']), (offers, language) => {
        const headers = { 'accept-language': language }
        const other = negotiator({ headers }).language(offers) ?? offers[0]
        expect(tag(offers, headers)).toBe(other)
      }),
      runs(1_000),
    )
  })
})
