/**
 * One question is asked: what is no answer, and how long an answer may take.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ask, isBroken, isLimit, type Place, type Send } from '../../src/testkit/ask.js'
import { isSafe, type Question } from '../../src/testkit/Probe.js'

const place: Place = { world: 'hidden', path: '/documents/emmas-document', ids: [] }
const question: Question = { name: 'GET', at: (path) => ({ method: 'GET', path, headers: {} }) }

describe('a connection that breaks', () => {
  test.each([
    [1, false],
    [2, false],
    [3, true],
  ])('%i times is no answer: %s', async (times, broken) => {
    let asked = 0
    const send: Send = () => {
      asked += 1
      if (asked <= times) throw new Error(`broken ${String(asked)}`)
      return { status: 404, headers: {} }
    }
    const heard = await ask(question, place, send)
    expect(isBroken(heard)).toBe(broken)
    expect(asked).toBe(Math.min(times + 1, 3))
    expect(heard.cause).toEqual(broken ? new Error('broken 3') : undefined)
  })
})

describe('an answer', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  test('that never comes is no answer after 30 seconds, asked for three times', async () => {
    let asked = 0
    const answer = ask(question, place, () => {
      asked += 1
      return new Promise<never>(() => undefined)
    })
    await vi.advanceTimersByTimeAsync(89_999)
    expect(asked).toBe(3)
    await vi.advanceTimersByTimeAsync(1)
    const heard = await answer
    expect(isBroken(heard)).toBe(true)
    expect(heard.cause).toEqual(new Error('there was no answer within 30 seconds'))
  })
  test('that comes leaves no timer behind', async () => {
    await ask(question, place, () => ({ status: 404, headers: {} }))
    expect(vi.getTimerCount()).toBe(0)
  })
})

test.each([
  [404, false],
  [429, true],
  [500, false],
  [503, true],
])('the status %i is a limit: %s', async (status, limit) => {
  expect(isLimit(await ask(question, place, () => ({ status, headers: {} })))).toBe(limit)
})

test.each([
  ...['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT'].map(
    (method) => [method, true] as const,
  ),
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'LOCK', 'COPY', ''].map(
    (method) => [method, false] as const,
  ),
])('%s is safe: %s', (method, safe) => {
  expect(isSafe({ method, path: '/', headers: {} })).toBe(safe)
})
