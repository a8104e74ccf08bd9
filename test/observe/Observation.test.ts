/**
 * What a caller can tell apart, and in which words that is said.
 */
import fc from 'fast-check'
import { Authn, decide, Permission, Policy, render, unavailable, type Verdict } from 'glomar'
import type { AnyFacts, Decide, Setting } from 'glomar/testkit'
import { arbitrary } from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  differences,
  Eq,
  keyOf,
  latin1,
  ofRefusal,
  ofRendered,
  ofVerdict,
  without,
  type Observation,
} from '../../src/observe/Observation.js'
import { runs } from '../runs.js'

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

const says = (
  other: Partial<Observation>,
  volatile?: ReadonlyArray<string>,
): ReadonlyArray<string> =>
  differences(answer, { ...answer, ...other }, volatile).map(
    ({ channel, says }) => `${channel}: ${says}`,
  )

describe('two answers are told apart by', () => {
  test.each<[string, Partial<Observation>, string]>([
    ['the status', { status: 403 }, 'status: status 404 against 403'],
    ['the reason phrase', { reason: 'Nope' }, 'reason: reason phrase "Not Found" against "Nope"'],
    [
      'a header of the second',
      { headers: [...answer.headers, ['ETag', '"7"']] },
      'header: header `etag` only in the second',
    ],
    [
      'a header of the first',
      { headers: answer.headers.slice(1) },
      'header: header `content-type` only in the first',
    ],
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
    [
      'one of several values',
      { headers: [...answer.headers, ['date', 'x'], ['date', 'y']] },
      'header: header `date`: "Sat, 21 Nov 2026 20:24:00 GMT" against "Sat, 21 Nov 2026 20:24:00 GMT", "x", "y"',
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

test('of several values of a field, each counts, and so does their order', () => {
  const both = (...values: ReadonlyArray<string>): Observation => ({
    ...answer,
    headers: values.map((value) => ['vary', value]),
  })
  expect(differences(both('a', 'b'), both('a', 'c')).map(({ says }) => says)).toEqual([
    'header `vary`: "a", "b" against "a", "c"',
  ])
  expect(differences(both('a', 'b'), both('b', 'a'))).toHaveLength(1)
  expect(differences(both('a', 'b'), both('a', 'b'))).toEqual([])
})

test('the fields of a difference name the field where there is one', () => {
  expect(
    differences(answer, { ...answer, status: 403, headers: answer.headers.slice(1), body: '' }),
  ).toEqual([
    { channel: 'status', says: 'status 404 against 403' },
    { channel: 'header', field: 'content-type', says: 'header `content-type` only in the first' },
    { channel: 'body', says: 'body (2 against 0 bytes): "{}" against ""' },
  ])
})

describe('of long texts, so much is shown that the difference can be seen', () => {
  const value = (text: string): Observation => ({ ...answer, headers: [['etag', text]] })
  const body = (text: string): Observation => ({ ...answer, body: text })

  test('of a value, its start', () => {
    const [fits, long] = ['x'.repeat(60), 'x'.repeat(61)]
    expect(differences(value(fits), value(long))[0]?.says).toBe(
      `header \`etag\`: "${fits}" against "${fits}…"`,
    )
  })

  test('of a body, from ten characters before the difference', () => {
    const [x, y] = ['X', 'Y'].map((at) => `${'a'.repeat(30)}${at}${'b'.repeat(80)}`) as [
      string,
      string,
    ]
    const shown = (at: string): string => `"${'a'.repeat(10)}${at}${'b'.repeat(49)}…"`
    expect(differences(body(x), body(y))[0]?.says).toBe(
      `body (111 bytes): ${shown('X')} against ${shown('Y')}`,
    )
  })

  test('of a body that goes on where the other ends, what it goes on with', () => {
    const start = '0123456789abcdef'
    expect(differences(body(start), body(`${start}!`))[0]?.says).toBe(
      `body (16 against 17 bytes): "6789abcdef" against "6789abcdef!"`,
    )
    expect(differences(body(`${start}!`), body(start))[0]?.says).toBe(
      `body (17 against 16 bytes): "6789abcdef!" against "6789abcdef"`,
    )
  })
})

test('the value of what was declared volatile is left out, and that it is there, and how often, counts', () => {
  const trailers = [
    ['DATE', 'now'],
    ['X-Check', '1'],
  ] as const
  expect(without({ ...answer, trailers }, ['Date'])).toEqual({
    status: 404,
    reason: 'Not Found',
    headers: [
      ['content-type', 'application/json'],
      ['date', '…'],
    ],
    trailers: [
      ['date', '…'],
      ['x-check', '1'],
    ],
    body: '{}',
  })
  const dated = (...dates: ReadonlyArray<string>): Observation => ({
    ...answer,
    headers: dates.map((date) => ['date', date]),
  })
  const told = (x: Observation, y: Observation) =>
    differences(x, y, ['date']).map(({ says }) => says)
  expect(told(dated('now'), dated('later'))).toEqual([])
  expect(told(dated('now'), dated())).toEqual(['header `date` only in the first'])
  expect(told(dated('now'), dated('now', 'later'))).toEqual(['header `date`: "…" against "…", "…"'])
})

describe('beside the final answer, a caller observes', () => {
  const hints = (link: string): Observation => ({
    ...answer,
    interim: [{ status: 103, headers: [['Link', link]] }],
  })
  const told = (x: Observation, y: Observation, volatile: ReadonlyArray<string> = []) =>
    differences(x, y, volatile).map(({ channel, says }) => `${channel}: ${says}`)
  test('the answers that came before it', () => {
    expect(told(answer, hints('</a.css>'))).toEqual([
      'interim: interim answers: none against 103 link: </a.css>',
    ])
    expect(told(hints('</a>'), hints('</b>'))).toHaveLength(1)
    expect(told(hints('</a>'), hints('</b>'), ['link'])).toEqual([])
    const twice = { ...answer, interim: [100, 102].map((status) => ({ status, headers: [] })) }
    expect(told(twice, { ...answer, interim: [] })).toEqual([
      'interim: interim answers: 100, 102 against none',
    ])
  })
  test('that the server closed the connection', () => {
    expect(told({ ...answer, closed: true }, answer)).toEqual([
      'connection: the connection is closed against kept',
    ])
    expect(told({ ...answer, closed: false }, answer)).toEqual([])
  })
})

test('a pattern that was declared volatile stands for what varies, wherever and however often, whatever its flags', () => {
  const seen: Observation = {
    ...answer,
    headers: [['link', '/a/R-1 /a/r-2']],
    trailers: [['x', 'r-3']],
    body: 'r-4 R-5 s',
  }
  const [one, some] = [bytesOf('…'), bytesOf('… … s')]
  const stable = { headers: [['link', '/a/… /a/…']], trailers: [['x', '…']], body: some }
  expect(without(seen, [/r-\d/i])).toMatchObject(stable)
  expect(without(seen, [/r-\d/gi])).toMatchObject(stable)
  expect(without(seen, [/r-\d/])).toMatchObject({ body: `${one} R-5 s` })
  expect(differences(seen, { ...seen, body: 'r-9 R-9 s' }, [/r-\d/i])).toEqual([])
})

describe('of a verdict', () => {
  const policy = Policy.of(
    { document: {}, memo: { concealAs: 'forbidden' } },
    { schemes: ['Basic'] },
  )
  const emma = Authn.authenticated()
  const about = (authn: Authn.Authn, resource: 'document' | 'memo'): Verdict =>
    decide({ method: 'GET', resource }, authn, 'absent', Permission.deny(), policy)
  const constant = [
    ['content-type', 'application/problem+json'],
    ['cache-control', 'no-store'],
  ]
  const uniform =
    '{"type":"about:blank","title":"Forbidden","status":403,' +
    '"detail":"Permission denied on this resource (or it might not exist)."}'

  test.each([
    [
      about(emma, 'document'),
      404,
      'Not Found',
      constant,
      '{"type":"about:blank","title":"Not Found","status":404}',
    ],
    [about(emma, 'memo'), 403, 'Forbidden', constant, uniform],
    [
      about(Authn.anonymous, 'document'),
      401,
      'Unauthorized',
      [...constant, ['www-authenticate', 'Basic realm="api"']],
      '{"type":"about:blank","title":"Unauthorized","status":401}',
    ],
  ])('a refusal is seen as it is sent: %#', (verdict, status, reason, headers, body) => {
    expect(ofVerdict(verdict, 'absent')).toStrictEqual({
      status,
      reason,
      headers,
      trailers: [],
      body,
    })
  })

  const unsent = { headers: [], trailers: [], body: '' }

  test.each(['Ok', 'Conflict'] as const)(
    '%s shows the state, since the handler acts on it',
    (_tag) => {
      for (const state of ['present', 'absent'])
        expect(ofVerdict({ _tag }, state)).toStrictEqual({
          status: 0,
          reason: `${_tag} on ${state}`,
          ...unsent,
        })
    },
  )

  test('an empty list and an unresolved reference show nothing but themselves', () => {
    for (const state of ['present', 'absent']) {
      const empty = { status: 200, reason: 'Empty', ...unsent }
      expect(ofVerdict({ _tag: 'Empty' }, state)).toStrictEqual(empty)
      const unresolved = { status: 0, reason: 'UnresolvedReference', ...unsent }
      expect(ofVerdict({ _tag: 'UnresolvedReference' }, state)).toStrictEqual(unresolved)
    }
  })
})

describe('of a refusal that was rendered', () => {
  test('the status, the fields and the bytes of the body are seen', () => {
    const rendered = render(unavailable, () => ({
      status: 418,
      headers: { 'Content-Type': 'text/plain', 'retry-after': '9' },
      body: 'größer',
    }))
    expect(ofRendered(rendered)).toStrictEqual({
      status: 418,
      reason: '',
      headers: [
        ['content-type', 'text/plain'],
        ['cache-control', 'no-store'],
        ['retry-after', '9'],
      ],
      trailers: [],
      body: bytesOf('größer'),
    })
  })

  test('the default rendering is what is seen of a refusal', () => {
    expect(ofRefusal(unavailable)).toStrictEqual(ofRendered(render(unavailable)))
    expect(ofRefusal(unavailable)).toMatchObject({ status: 503, reason: 'Service Unavailable' })
  })
})

test('a body is compared byte by byte', () => {
  expect(bytesOf('é')).toBe('\u00c3\u00a9')
  expect(latin1(Uint8Array.of(0, 65, 255))).toBe('\u0000A\u00ff')
})

test('the code of a refusal is part of its key, since a renderer may write it', () => {
  const key = keyOf(unavailable, 'present')
  expect(keyOf(unavailable, 'absent')).toBe(key)
  expect(keyOf({ ...unavailable, code: 'other' as never }, 'present')).not.toBe(key)
})

test('two verdicts have one key exactly where their observations are equal', () => {
  const seen = { alike: 0, apart: 0 }
  const { setting, facts } = arbitrary
  const answer = (
    { request, authn, policy }: Setting,
    [state, permission]: AnyFacts,
  ): { readonly verdict: Verdict; readonly state: string } => {
    const asDecide: Decide = decide
    return { verdict: asDecide(request, authn, state, permission, policy), state }
  }
  fc.assert(
    fc.property(setting, facts, facts, (world, one, other) => {
      const [x, y] = [answer(world, one), answer(world, other)]
      const alike = Eq.equals(ofVerdict(x.verdict, x.state), ofVerdict(y.verdict, y.state))
      seen[alike ? 'alike' : 'apart'] += 1
      expect(keyOf(x.verdict, x.state) === keyOf(y.verdict, y.state)).toBe(alike)
    }),
    runs(2_000),
  )
  expect(Math.min(seen.alike, seen.apart)).toBeGreaterThan((seen.alike + seen.apart) / 10)
})
