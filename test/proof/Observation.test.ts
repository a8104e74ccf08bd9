import { Authn, decide, Permission, Policy } from 'glomar'
import fc from 'fast-check'
import { arbitrary } from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'
import { differences, Eq, keyOf, ofVerdict, type Observation } from '../../src/proof/Observation.js'

const answer: Observation = {
  status: 404,
  reason: 'Not Found',
  headers: [
    ['Content-Type', 'application/json'],
    ['Date', 'Sat, 21 Nov 2026 20:24:00 GMT'],
  ],
  trailers: [],
  body: '{}',
}

const says = (other: Partial<Observation>, volatile?: ReadonlyArray<string>): ReadonlyArray<string> =>
  differences(answer, { ...answer, ...other }, volatile).map(({ channel, says }) => `${channel}: ${says}`)

describe('two answers are told apart by', () => {
  test.each<[string, Partial<Observation>, string]>([
    ['the status', { status: 403 }, 'status: status 404 against 403'],
    ['the reason phrase', { reason: 'Nope' }, 'reason: reason phrase "Not Found" against "Nope"'],
    ['a header of the second', { headers: [...answer.headers, ['ETag', '"7"']] }, 'header: header `etag` only in the second'],
    ['a header of the first', { headers: answer.headers.slice(1) }, 'header: header `content-type` only in the first'],
    [
      'a value',
      { headers: [['content-type', 'text/html'], ...answer.headers.slice(1)] },
      'header: header `content-type`: "application/json" against "text/html"',
    ],
    [
      'a second value',
      { headers: [...answer.headers, ['date', 'x']] },
      'header: header `date`: "Sat, 21 Nov 2026 20:24:00 GMT" against "Sat, 21 Nov 2026 20:24:00 GMT", "x"',
    ],
    [
      'the order',
      { headers: [...answer.headers].reverse() },
      'order: the order of the headers: content-type, date against date, content-type',
    ],
    ['a trailer', { trailers: [['X', '1']] }, 'trailer: trailer `x` only in the second'],
    ['the body', { body: '{"a":1}' }, 'body: body (2 against 7 bytes): "{}" against "{\\"a\\":1}"'],
  ])('%s', (_by, other, expected) => {
    expect(says(other)).toEqual([expected])
  })

  test('not by the case of a field name, nor by what was declared volatile', () => {
    expect(
      says(
        {
          headers: [
            ['CONTENT-TYPE', 'application/json'],
            ['date', 'later'],
          ],
        },
        ['Date'],
      ),
    ).toEqual([])
    expect(Eq.equals(answer, { ...answer })).toBe(true)
  })
})

test('of a verdict: a refusal as it is sent; ok with the state, because the handler acts', () => {
  const policy = Policy.of({ call: {} })
  const refusal = decide({ method: 'GET', resource: 'call' }, Authn.authenticated(), 'absent', Permission.denied, policy)
  expect(ofVerdict(refusal, 'absent')).toMatchObject({
    status: 404,
    reason: 'Not Found',
    body: '{"type":"about:blank","title":"Not Found","status":404}',
  })
  expect(Eq.equals(ofVerdict({ _tag: 'Ok' }, 'present'), ofVerdict({ _tag: 'Ok' }, 'absent'))).toBe(false)
  expect(Eq.equals(ofVerdict({ _tag: 'Empty' }, 'present'), ofVerdict({ _tag: 'Empty' }, 'absent'))).toBe(true)
})

test('two verdicts have one key exactly where their observations are equal', () => {
  const seen = { alike: 0, apart: 0 }
  fc.assert(
    fc.property(arbitrary.setting, arbitrary.facts, arbitrary.facts, ({ request, authn, policy }, ...worlds) => {
      const [x, y] = worlds.map((facts) => ({ verdict: decide(request, authn, ...facts, policy), state: facts[0] }))
      if (x === undefined || y === undefined) return
      const alike = Eq.equals(ofVerdict(x.verdict, x.state), ofVerdict(y.verdict, y.state))
      seen[alike ? 'alike' : 'apart'] += 1
      expect(keyOf(x.verdict, x.state) === keyOf(y.verdict, y.state)).toBe(alike)
    }),
    { numRuns: 2_000 },
  )
  expect(Math.min(seen.alike, seen.apart)).toBeGreaterThan(200)
})
