/**
 * Every renderer of the catalogue keeps the law of renderers, and a renderer that breaks it is found
 * inside of those that choose or change.
 */
import * as fc from 'fast-check'
import { render, type Refusal, type Renderer, type Unavailable } from 'glomar'
import { byAccept, byLanguage, html, toLogin, withStatus } from 'glomar/renderers'
import { rendererFaults } from 'glomar/testkit'
import { rendersAlike } from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import { catalogue, requests, type Sent } from './catalogue.js'
import { refusals } from './refusals.js'

const request: Sent = { url: '/documents/7', headers: { accept: '*/*' } }
const all: ReadonlyArray<Refusal | Unavailable> = Object.values(refusals)

describe.each(Object.entries(catalogue))('%s', (_, renderer) => {
  test('answers alike for hidden and missing, at any time, whatever the request carried', async () => {
    const via = (refusal: Refusal | Unavailable, sent: Sent) => render(refusal, renderer, sent)
    await fc.assert(rendersAlike(via, requests), runs(200))
  })

  test('fits each refusal, also where there is no request', () => {
    for (const refusal of all) {
      expect(render(refusal, renderer, request).faults).toEqual([])
      expect(render(refusal, renderer).faults).toEqual([])
    }
  })

  test('keeps what a refusal says beyond its code, except where it leads to a login page', () => {
    const { body } = render(refusals['permission-denied'], renderer, request)
    expect(body).toMatch(/documents:(?:<|&lt;)read(?:>|&gt;)/)
    expect(body).toMatch(/\/access-requests\?for=a&(?:amp;)?by=b/)
  })
})

describe('a renderer that breaks the law is found', () => {
  const wrapped: Readonly<Record<string, (renderer: Renderer<Sent>) => Renderer<Sent>>> = {
    withStatus: (renderer) => withStatus(renderer, { 'not-found': 409 }),
    byAccept: (renderer) => byAccept({ 'text/html': renderer }),
    byLanguage: (renderer) => byLanguage({ en: renderer }),
    toLogin: (renderer) => toLogin({ page: '/login', otherwise: renderer }),
    'the layout of a page': (renderer) =>
      html({ layout: () => String(renderer(refusals['not-found'], request).body) }),
  }
  let count = 0
  const planted: Readonly<Record<string, Renderer<Sent>>> = {
    'counts its answers': () => ({ body: `answer ${String(++count)}` }),
    'reads a clock': () => ({ body: new Date().toISOString() }),
  }
  const cases = Object.entries(wrapped).flatMap(([name, wrap]) =>
    Object.entries(planted).map(([what, renderer]) => [name, what, wrap(renderer)] as const),
  )
  test.each(cases)('within %s: one that %s', async (_name, _what, renderer) => {
    const via = (refusal: Refusal | Unavailable, sent: Sent) => render(refusal, renderer, sent)
    expect(await rendererFaults(via, refusals['not-found'], request)).toHaveLength(1)
  })

  test('one that looks into a store', async () => {
    const stores = { hidden: html({ lang: 'en' }), missing: html({ lang: 'de' }) }
    const faults = await rendererFaults(
      (refusal, sent: Sent, world) =>
        render(refusal, byAccept({ 'text/html': stores[world] }), sent),
      refusals['not-found'],
      request,
    )
    expect(faults).toEqual([expect.stringContaining('it tells hidden from missing')])
  })

  const misfits: Readonly<Record<string, unknown>> = {
    'answers with a promise': Promise.resolve({}),
    'gives no object': 'text',
    'gives header fields that are none': { headers: 'etag' },
    'sets what no denial has': { headers: { ETag: '"7"' } },
    'sets a `Vary` that is no text': { headers: { Vary: 7 } },
  }
  const fitting = Object.entries(wrapped).slice(0, 4)
  test.each(
    fitting.flatMap(([name, wrap]) =>
      Object.entries(misfits).map(([what, u]) => [name, what, wrap(() => u as object)] as const),
    ),
  )('within %s: one that %s', (_name, _what, renderer) => {
    const { faults, body } = render(refusals['not-found'], renderer, request)
    expect(faults).toHaveLength(1)
    expect(body).toBe(JSON.stringify(refusals['not-found'].body))
  })
})
