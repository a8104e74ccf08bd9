/**
 * The redirect to a login page: which refusals lead there, and where the page may lead back to.
 */
import { render } from 'glomar'
import { html, plain, toLogin, type Code, type LoginOptions, type WithUrl } from 'glomar/renderers'
import { describe, expect, test } from 'vitest'
import { refusals } from './refusals.js'

const answer = (code: Code, options: Partial<LoginOptions> = {}, request?: WithUrl) => {
  const renderer = toLogin({ page: '/login', ...options })
  const { faults, ...rest } = render(refusals[code], renderer, request)
  expect(faults).toEqual([])
  return rest
}
const location = (url: string | undefined, options: Partial<LoginOptions> = {}) =>
  answer('authentication-required', { returnTo: 'next', ...options }, { url }).headers['location']

describe('toLogin', () => {
  test('leads whoever has not signed in to the page, without a body', () => {
    for (const code of ['authentication-required', 'invalid-credentials'] as const) {
      const { status, headers, body } = answer(code)
      expect(status).toBe(303)
      expect(headers).toMatchObject({ location: '/login', 'cache-control': 'no-store' })
      expect(headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(body).toBe('')
    }
  })

  test('leaves all others to other words', () => {
    const others = (Object.keys(refusals) as ReadonlyArray<Code>).slice(2)
    expect(others).toHaveLength(7)
    for (const code of others) {
      expect(answer(code, { otherwise: plain() })).toEqual(
        (({ faults: _, ...rest }) => rest)(render(refusals[code], plain())),
      )
      expect(answer(code).headers['content-type']).toBe('application/problem+json')
      expect(answer(code).headers['location']).toBeUndefined()
    }
  })

  test('leads there for the refusals that are named, and for no other', () => {
    const on = ['not-found', 'step-up-required'] as const
    expect(answer('not-found', { on }).status).toBe(303)
    expect(answer('step-up-required', { on }).status).toBe(303)
    expect(answer('authentication-required', { on }).status).toBe(401)
    expect(answer('not-found', { on: [] }).status).toBe(404)
  })

  test('hands the request to the other words', () => {
    const otherwise = (_: unknown, { url }: WithUrl) => ({ body: url ?? '' })
    const renderer = toLogin({ page: '/login', otherwise })
    expect(render(refusals['not-found'], renderer, { url: '/a' }).body).toBe('/a')
  })
})

describe('the way back', () => {
  test.each([
    ['/documents/7?page=2', '%2Fdocuments%2F7%3Fpage%3D2'],
    ['/', '%2F'],
    ['/a%20b', '%2Fa%2520b'],
    ['https://api.example/documents/7?page=2#top', '%2Fdocuments%2F7%3Fpage%3D2'],
    ['HTTP://api.example', '%2F'],
    ['https://api.example?a=b', '%2F%3Fa%3Db'],
    ["/a'(b)&next=//evil.example", "%2Fa'(b)%26next%3D%2F%2Fevil.example"],
    [`/${'a'.repeat(1_999)}`, `%2F${'a'.repeat(1_999)}`],
  ])('to %s is a path', (url, encoded) => {
    expect(location(url)).toBe(`/login?next=${encoded}`)
  })

  test.each([
    undefined,
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/ /evil.example',
    'https://api.example//evil.example',
    'http://http://evil.example//evil.example',
    '/\u00e9',
    '/\ud800',
    `/${'a'.repeat(2_000)}`,
  ])('is left out where it may lead elsewhere: %j', (url) => {
    expect(location(url)).toBe('/login')
  })

  test('never names another host, whatever a browser makes of it', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      '*',
      'evil.example',
      '@evil.example',
    ]) {
      const back = new URL(`https://api.example${location(url) ?? ''}`).searchParams.get('next')
      expect(new URL(back ?? '/', 'https://api.example').host).toBe('api.example')
    }
  })

  test('is the path that came, where a router took its part away', () => {
    const request = { url: '/7', originalUrl: '/documents/7' }
    const { headers } = answer('authentication-required', { returnTo: 'next' }, request)
    expect(headers['location']).toBe('/login?next=%2Fdocuments%2F7')
  })

  test('joins the parameters that the page has, under a name of any kind', () => {
    expect(location('/7', { page: '/login?by=mail', returnTo: 'a&b' })).toBe(
      '/login?by=mail&a%26b=%2F7',
    )
    expect(location('/7', { page: 'https://login.example/' })).toBe(
      'https://login.example/?next=%2F7',
    )
  })

  test('is not told without a name for it', () => {
    const request = { url: '/documents/7' }
    expect(answer('authentication-required', {}, request).headers['location']).toBe('/login')
  })

  test('is not told to a page of other words', () => {
    const request = { url: '/documents/7' }
    const { body } = answer('not-found', { returnTo: 'next', otherwise: html() }, request)
    expect(body).not.toContain('documents')
  })
})
