/**
 * Everything that is sent, as it is sent.
 */
import { leaks, type Probe } from 'glomar/testkit'
import { beforeAll, expect, test } from 'vitest'
import { questions, variationsOf } from '../../src/testkit/Probe.js'

const sent: Array<Probe> = []

beforeAll(async () => {
  await leaks({
    hidden: '/folders/a/documents/b7',
    missing: '/folders/a/documents/b7',
    questions: [
      {
        name: 'a query of its own',
        at: (path) => ({ method: 'QUERY', path: `${path}/?q=1`, headers: {} }),
      },
    ],
    send: (probe, world) => {
      if (world === 'hidden') sent.push(probe)
      return { status: 404, headers: {} }
    },
  })
})

const line = ({ method, path, headers, body }: Probe): string =>
  [
    `${method} ${path}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [body]),
  ].join(' | ')

const startingWith = (start: string): ReadonlyArray<string> =>
  sent
    .map(line)
    .filter((each) => each.startsWith(start))
    .map((each) => each.slice(start.length))

test('a GET, with one variation at a time', () => {
  expect(startingWith('GET ')).toEqual([
    '/folders/a/documents/b7',
    '/folders/a/documents/b7 | if-none-match: *',
    '/folders/a/documents/b7 | if-none-match: "0"',
    '/folders/a/documents/b7 | if-match: *',
    '/folders/a/documents/b7 | if-match: "0"',
    '/folders/a/documents/b7 | if-modified-since: Sat, 01 Jan 2000 00:00:00 GMT',
    '/folders/a/documents/b7 | if-unmodified-since: Sat, 01 Jan 2000 00:00:00 GMT',
    '/folders/a/documents/b7 | range: bytes=0-0',
    '/folders/a/documents/b7 | accept: text/html',
    '/folders/a/documents/b7 | accept: application/x-unheard-of',
    '/folders/a/documents/b7 | accept-language: x-none',
    '/folders/a/documents/b7 | accept-encoding: identity;q=0',
    '/folders/a/documents/b7 | x-http-method-override: DELETE',
    '/folders/a/documents/b7 | origin: https://elsewhere.example',
    '/folders/a/documents/b7/',
    '/folders/a/documents/B7',
    '/folders/a/documents/%627',
    '/folders/a/documents/./b7',
    '/folders/a/documents/b7?fields=id&_method=DELETE',
    '/folders/a/documents/b7.json',
  ])
})

test('a PUT, with bodies that are not what is wanted, too', () => {
  const json = ' | content-type: application/json'
  const puts = startingWith('PUT /folders/a/documents/b7')
  expect(puts[0]).toBe(`${json} | {}`)
  expect(puts[1]).toBe(`${json} | if-none-match: * | {}`)
  expect(puts.slice(-3)).toEqual([
    `${json} | {"a":`,
    `${json} | {"unheard-of":true}`,
    ' | content-type: application/x-unheard-of | x',
  ])
  // and three with another path
  expect(puts).toHaveLength(1 + 22 - 3)
})

test('every method and sub-action, each plain one before its variations', () => {
  const plain = sent
    .map(line)
    .flatMap((each) => /^[A-Z]+ \/folders\/a\/documents\/b7(?:\/[a-z]+)?(?= \||$)/.exec(each) ?? [])
  expect([...new Set(plain)]).toEqual([
    'GET /folders/a/documents/b7',
    'HEAD /folders/a/documents/b7',
    'OPTIONS /folders/a/documents/b7',
    'POST /folders/a/documents/b7/star',
    'POST /folders/a/documents/b7/share',
    'POST /folders/a/documents/b7/restore',
    'POST /folders/a/documents/b7/validate',
    'POST /folders/a/documents/b7',
    'PATCH /folders/a/documents/b7',
    'PUT /folders/a/documents/b7',
    'DELETE /folders/a/documents/b7',
  ])
  expect(sent).toHaveLength(1 + 19 + 4 * (1 + 19) + 7 * (1 + 22))
})

test('of a path with a slash at its end and a query, the last segment is varied and the query kept', () => {
  expect(startingWith('QUERY /folders/a/documents/').slice(14)).toEqual([
    'b7//?q=1',
    'B7/?q=1',
    '%627/?q=1',
    './b7/?q=1',
    'b7/?q=1&fields=id&_method=DELETE',
    'b7/.json?q=1',
  ])
})

test('each variation has a name, for the report', () => {
  const put = questions.find(({ name }) => name === 'PUT') ?? expect.unreachable()
  expect(variationsOf(put).map(({ name }) => name.replace('PUT with ', ''))).toEqual([
    'if-none-match: *',
    'if-none-match: "0"',
    'if-match: *',
    'if-match: "0"',
    'if-modified-since: Sat, 01 Jan 2000 00:00:00 GMT',
    'if-unmodified-since: Sat, 01 Jan 2000 00:00:00 GMT',
    'range: bytes=0-0',
    'accept: text/html',
    'accept: application/x-unheard-of',
    'accept-language: x-none',
    'accept-encoding: identity;q=0',
    'x-http-method-override: DELETE',
    'origin: https://elsewhere.example',
    'a trailing slash',
    'the path in upper case',
    'the first character percent-encoded',
    'a dot segment',
    'a query',
    'a suffix',
    'a body that is not JSON',
    'a body that is not valid',
    'a body of an unknown type',
  ])
})

test('a character is percent-encoded in upper case (RFC 3986 §2.1)', () => {
  const get = questions[0] ?? expect.unreachable()
  expect(variationsOf(get).map(({ at }) => at('/documents/john').path)).toContain(
    '/documents/%6Aohn',
  )
})
