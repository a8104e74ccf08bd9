import { describe, expect, test } from 'vitest'
import { leaks, report, type Arrangement, type Probe, type Recorded } from 'glomar/testkit'

const arrange = (send: (probe: Probe) => Recorded): Arrangement => ({ hidden: '/calls/7', missing: '/calls/8', send })
const notFound: Recorded = { status: 404, headers: { 'content-type': 'application/json' }, body: '{}' }

test('a handler that answers alike passes', async () => {
  expect(await leaks(arrange(() => notFound))).toEqual([])
})

test('an answer may repeat the path it was asked for', async () => {
  expect(
    await leaks(arrange(({ path }) => ({ ...notFound, body: JSON.stringify({ asked: path, encoded: encodeURIComponent(path) }) }))),
  ).toEqual([])
})

describe('a leak is found by the smallest request that shows it', () => {
  test('a status', async () => {
    const found = await leaks(arrange(({ path }) => (path.includes('7') ? { ...notFound, status: 403 } : notFound)))
    expect(found.map(({ request }) => request).slice(0, 11)).toEqual([
      'GET',
      'HEAD',
      'OPTIONS',
      'PUT',
      'PATCH',
      'DELETE',
      'POST',
      'POST …/star',
      'POST …/share',
      'POST …/restore',
      'POST …/validate',
    ])
    expect(found[0]?.differences).toEqual([{ channel: 'status', says: 'status 403 against 404' }])
    expect(report(found.slice(0, 1))).toContain('status 403 against 404')
  })
  test('a header under a condition', async () => {
    const found = await leaks(
      arrange(({ path, method, headers }) =>
        path.includes('7') && method === 'GET' && headers['if-none-match'] === '*' ? { ...notFound, status: 304 } : notFound,
      ),
    )
    expect(found.map(({ request }) => request)).toEqual(['GET with if-none-match: *'])
  })
})
