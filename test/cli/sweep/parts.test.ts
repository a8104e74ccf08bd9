/**
 * The small parts of a sweep: the way out, secrets, lines of curl, what is harmless, what is masked.
 */
import { describe, expect, test } from 'vitest'
import { clientOf } from '../../../src/cli/sweep/client.js'
import type { Exchange } from '../../../src/cli/sweep/exchange.js'
import { curlOf } from '../../../src/cli/sweep/curl.js'
import { delicateIn, isHarmless } from '../../../src/cli/sweep/harmless.js'
import { maskOf } from '../../../src/cli/sweep/heard.js'
import { hiding } from '../../../src/cli/sweep/secrets.js'

const nothing = {
  ...{ status: 200, reason: '', headers: [], trailers: [], interim: [] },
  body: new Uint8Array(),
}

const get = (path: string, headers = {}) => ({ method: 'GET', path, headers })

describe('the way out', () => {
  const clock = () => {
    let time = 0
    return {
      now: () => time,
      sleep: (milliseconds: number) => {
        time += milliseconds
        return Promise.resolve()
      },
    }
  }
  const recorded = () => {
    const urls: Array<string> = []
    const exchange: Exchange = (origin, { path }) => {
      urls.push(origin + path)
      return Promise.resolve(nothing)
    }
    return { urls, exchange }
  }

  test('is no faster than it may be', async () => {
    const time = clock()
    const ask = clientOf('https://api.example', 4, time, recorded().exchange)
    for (let i = 0; i < 9; i++) await ask(get('/'))
    expect(time.now()).toBe(2_000)
  })

  test.each([
    ['//elsewhere.example/a', 'https://api.example//elsewhere.example/a'],
    ['/a?b=//elsewhere.example', 'https://api.example/a?b=//elsewhere.example'],
    ['/\\elsewhere.example', 'https://api.example/\\elsewhere.example'],
  ])('leads %s to the named host, and follows no redirect', async (path, url) => {
    const { urls, exchange } = recorded()
    await clientOf('https://api.example/v1', 1_000, clock(), exchange)(get(path))
    expect(urls).toEqual([url])
    expect(new URL(url).host).toBe('api.example')
  })

  test.each(['@elsewhere.example/', '.elsewhere.example/', ':8080/', 'https://elsewhere.example/'])(
    'does not send %s',
    async (path) => {
      const { urls, exchange } = recorded()
      const ask = clientOf('https://api.example', 1_000, clock(), exchange)
      await expect(ask(get(path))).rejects.toThrow('is not at https://api.example')
      expect(urls).toEqual([])
    },
  )
})

describe('a line of curl', () => {
  test('has secrets as variables of the shell, and nothing that a shell reads', () => {
    const probe = { ...get("/a/it's?q=$(x)", { 'x-a': '`b`' }), method: 'POST', body: '{"a":"\'"}' }
    const written = { authorization: 'Bearer ${TOKEN}', cookie: 'a=${A}; b=c' }
    expect(curlOf('https://api.example/v1', probe, written)).toBe(
      `curl -i -X POST -H 'x-a: \`b\`' -H 'authorization: Bearer '"$TOKEN" -H 'cookie: a='"$A"'; b=c' --data-raw '{"a":"'\\''"}' 'https://api.example/a/it'\\''s?q=$(x)'`,
    )
  })
})

test('the longest secret is taken out first, and a short one stays', () => {
  const secrets = new Map([
    ['token', '$A'],
    ['token-of-emma', '$B'],
    ['e', '$C'],
  ])
  expect(hiding(secrets)('token-of-emma, token, e')).toBe('$B, $A, e')
})

describe('what does harm', () => {
  test.each([
    '/login',
    '/auth/sign-in',
    '/users/{id}/reset-password',
    '/oauth2/token',
    '/forgot',
    '/sessions',
  ])('%s by its name', (path) => {
    expect(delicateIn(path)).toBeDefined()
  })
  test.each(['/documents/{id}', '/assets/{id}', '/logins-of-today', '/settings', '/blog/{id}'])(
    'but not %s',
    (path) => {
      expect(delicateIn(path)).toBeUndefined()
    },
  )
  test.each([
    ['a method that changes something', { ...get('/a'), method: 'DELETE' }],
    ['another method in a field', get('/a', { 'x-http-method-override': 'DELETE' })],
    ['another method in the query', get('/a?b=c&_method=DELETE')],
  ])('%s', (_, probe) => {
    expect(isHarmless(probe)).toBe(false)
  })
})

describe('an answer says nothing about the thing', () => {
  test.each([
    [[415], true, true],
    [[500], true, true],
    [[401], true, true],
    [[401], false, false],
    [[404], true, false],
    [[403], false, false],
    [[400, 404], true, false],
    [[], true, false],
  ])('%j, signed in: %j → %j', (statuses, isSignedIn, isMasked) => {
    expect(maskOf(statuses, isSignedIn) !== undefined).toBe(isMasked)
  })
})
