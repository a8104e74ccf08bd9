/**
 * Servers that are noisy, and say nothing of what is there: no leak is found. A leak beside the noise is.
 */
import { createHash, randomUUID } from 'node:crypto'
import { leaks, type Arrangement, type Probe, type Recorded } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

/** Repeats what it is asked, counts, stamps, and says nothing of what is there. */
const noisy = (note: (path: string) => Partial<Recorded>): Arrangement['send'] => {
  let count = 0
  return (probe: Probe) => {
    count += 1
    const id = decodeURIComponent(
      probe.path
        .replace(/\?.*/, '')
        .replace(/.*\//, '')
        .replaceAll(/%(?:00|F6)/g, ''),
    )
    const request = randomUUID()
    const said = {
      request,
      count,
      time: new Date(1_700_000_000_000 + count * 977).toISOString(),
      url: `https://documents.example${probe.path}`,
      id,
      shouted: id.toUpperCase(),
      encoded: encodeURIComponent(id),
      base64: Buffer.from(id).toString('base64'),
      hex: Buffer.from(id).toString('hex'),
    }
    const body = JSON.stringify(said)
    return {
      status: 404,
      body,
      ...note(probe.path),
      headers: {
        'x-request-id': request,
        'x-count': String(count),
        'x-left': String(100_000 - count),
        etag: `W/"${createHash('sha1').update(body).digest('base64')}"`,
        'x-path-hash': createHash('sha256').update(probe.path).digest('hex'),
        link: `<https://documents.example${probe.path}>; rel="self"`,
        date: new Date(1_700_000_000_000 + count * 977).toUTCString(),
        'set-cookie': `session=${randomUUID()}; Path=/`,
        ...(note(probe.path).headers as object | undefined),
      },
    }
  }
}
const pair = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }

describe('a server that repeats paths, ids and hosts, counts requests and stamps times', () => {
  test.each<[string, Partial<Arrangement>]>([
    ['with a spare thing', { spare: '/documents/nothing-at-all' }],
    ['with a spare thing that the kit makes', {}],
    ['with one path in two worlds', { missing: pair.hidden }],
    [
      'with ids in which characters are not ASCII',
      { hidden: '/d/b%C3%B6rsenbericht', missing: '/d/k%C3%B6rsenbericht' },
    ],
    ['with numbers for ids', { hidden: '/d/61234', missing: '/d/69876', spare: '/d/65678' }],
  ])('raises no false alarm %s', async (_, rest) => {
    const found = await leaks({ ...pair, send: noisy(() => ({})), ...rest })
    expect(found).toEqual([])
    expect(found.survey.asked).toBe(found.survey.planned)
    expect(found.survey.learnt).toContain('the value of `etag` varies')
    expect(found.survey.learnt).toContain('words in the body vary')
  })

  const there = (path: string): boolean => path.includes('johns-document')
  test.each<[string, (path: string) => Partial<Recorded>, string]>([
    ['a status', (path) => ({ status: there(path) ? 403 : 404 }), 'status 403 against 404'],
    [
      'a field',
      (path) => ({ headers: there(path) ? { 'x-owner': 'john' } : {} }),
      'header `x-owner` only when it exists',
    ],
    [
      'a field that is missing',
      (path) => ({ headers: there(path) ? {} : { 'retry-after': '5' } }),
      'header `retry-after` only when it does not',
    ],
    [
      'a word',
      (path) => ({ headers: { 'x-note': there(path) ? 'id 9 yours' : 'id 9 none' } }),
      'header `x-note`: "id 9 yours" against "id 9 none"',
    ],
  ])('and %s still tells', async (_, note, says) => {
    const [leak] = await leaks({ ...pair, send: noisy(note) })
    expect(leak?.request).toBe('GET')
    expect(leak?.differences.map((each) => each.says)).toEqual([says])
  })
})
