/**
 * A leak as a person reads it.
 */
import { report, type Leak, type Observation } from 'glomar/testkit'
import { leaks } from 'glomar/testkit'
import { expect, test } from 'vitest'

const said = async (
  hidden: Partial<Observation>,
  missing: Partial<Observation> = {},
): Promise<string> => {
  const answer = { status: 404, headers: [] }
  return report(
    await leaks({
      hidden: '/documents/johns-document',
      missing: '/documents/johns-document',
      send: (_, world) => ({ ...answer, ...(world === 'hidden' ? hidden : missing) }),
    }),
  )
}

const leak = (request: string, says: string): Leak => {
  const seen: Observation = { status: 404, reason: '', headers: [], trailers: [], body: '' }
  return {
    request,
    probe: { method: 'GET', path: '/', headers: {} },
    hidden: seen,
    missing: seen,
    differences: [{ channel: 'body', says }],
    mend: 'change this',
  }
}

test('the report of no leaks is empty', () => {
  expect(report([])).toBe('')
})

test('a report has the request, what differs, which other requests show it, and both answers', async () => {
  const hidden = {
    status: 403,
    reason: 'Forbidden',
    headers: [
      ['etag', '"7"'],
      ['vary', 'a'],
      ['vary', 'b'],
    ],
    body: '{"no":1}\n',
    trailers: [['x-end', '1']],
  } as const
  const missing = {
    reason: 'Not Found',
    headers: [
      ['vary', 'a'],
      ['Date', 'now'],
      ['vary', 'b'],
    ],
    body: '{"no":2}\n',
    trailers: [['x-end', '1']],
  } as const
  expect((await said(hidden, missing)).split('\n')).toEqual([
    'A caller who may not know can tell a hidden thing from a missing one, by 756 of the requests that were tried.',
    '',
    'GET',
    '  GET /documents/johns-document',
    '',
    '  status 403 against 404',
    '  reason phrase "Forbidden" against "Not Found"',
    '  header `etag` only when it exists',
    '  header `date` only when it does not',
    '  body (9 bytes): "{\\"no\\":1}\\n" against "{\\"no\\":2}\\n"',
    '  and the same by: OPTIONS; a preflight; TRACE; PROPFIND; QUERY; SEARCH; REPORT; GET …/exists; and 744 more',
    '  → Hidden and missing are refused in two places: answer both by one refusal, before anything else is said of the thing.',
    '',
    '    hidden                                                    missing',
    '    ------                                                    -------',
    '  ≠ 403 Forbidden                                             404 Not Found',
    '  ≠ etag: "7"',
    '    vary: a                                                   vary: a',
    '    vary: b                                                   vary: b',
    '  ≠                                                           date: …',
    '',
    '  ≠ {"no":1}                                                  {"no":2}',
    '',
    '    x-end: 1                                                  x-end: 1',
    '',
    'HEAD',
    '  HEAD /documents/johns-document',
    '',
    '  status 403 against 404',
    '  reason phrase "Forbidden" against "Not Found"',
    '  header `etag` only when it exists',
    '  header `date` only when it does not',
    '  and the same by: HEAD the parent; HEAD of a filter by id',
    '  → Hidden and missing are refused in two places: answer both by one refusal, before anything else is said of the thing.',
    '',
    '    hidden                                                    missing',
    '    ------                                                    -------',
    '  ≠ 403 Forbidden                                             404 Not Found',
    '  ≠ etag: "7"',
    '    vary: a                                                   vary: a',
    '    vary: b                                                   vary: b',
    '  ≠                                                           date: …',
    '',
    '    (no body)                                                 (no body)',
    '    x-end: 1                                                  x-end: 1',
    '',
    'Of 1081 questions, 756 were asked and compared.',
    '',
  ])
})

test('a report has the request as it was sent, with its fields and its body', async () => {
  const found = await leaks({
    hidden: '/documents/johns-document',
    missing: '/documents/johns-document',
    send: ({ method, body }, world) => ({
      status: method === 'PUT' && body === '{"a":' && world === 'hidden' ? 400 : 404,
      headers: {},
    }),
  })
  expect(report(found).split('\n').slice(2, 6)).toEqual([
    'PUT with a body that is not JSON',
    '  PUT /documents/johns-document',
    '  content-type: application/json',
    '  {"a":',
  ])
})

test('a report shows the place where long lines differ, and text in UTF-8 as text', async () => {
  const long = (end: string): { body: string } => ({ body: `größer ${'x'.repeat(60)}${end}` })
  const text = await said(long('ä'), long('ö'))
  expect(text).toContain(`  ≠ …${'x'.repeat(10)}ä${' '.repeat(46)}…${'x'.repeat(10)}ö`)
  expect(text).toContain(`body (71 bytes): "${'x'.repeat(9)}`)
  expect(await said({ body: `a${'y'.repeat(80)}` }, { body: `b${'y'.repeat(80)}` })).toContain(
    `  ≠ a${'y'.repeat(54)}…  b${'y'.repeat(54)}…`,
  )
})

test('lines as wide as a column are shown whole, and a trailer is no header', async () => {
  const wide = 'x'.repeat(56)
  const fields = { headers: [['x-sum', '1']] } as const
  const text = await said(
    { ...fields, body: `${wide}\nb`, trailers: [['x-sum', '1']] },
    { ...fields, body: wide, trailers: [['x-sum', '2']] },
  )
  expect(text).toContain(`    ${wide}  ${wide}`)
  expect(text).toContain('\n  ≠ b\n')
  expect(text).toContain(`\n    ${'x-sum: 1'.padEnd(56)}  x-sum: 1\n`)
  expect(text).toContain(`\n  ≠ ${'x-sum: 1'.padEnd(56)}  x-sum: 2\n`)
})

test('a report shows five kinds of leak, and names the others', () => {
  const many = ['1', '2', '3', '4', '5', '6', '7'].map((n) =>
    leak(`request ${n}`, `difference ${n}`),
  )
  const text = report(many)
  expect(text).toContain('by 7 of the requests')
  expect(text).toContain('difference 5')
  expect(text).not.toContain('difference 6')
  expect(text.endsWith('\n\nAnd otherwise by: request 6; request 7\n')).toBe(true)
  expect(report(many.slice(0, 5))).not.toContain('And otherwise')
})

test('a body may have fewer lines than the other, on either side', async () => {
  const both = [{ body: 'a' }, { body: 'a\nb' }] as const
  expect((await said(both[0], both[1])).split('\n').slice(-5, -3)).toEqual([
    '    a                                                         a',
    '  ≠                                                           b',
  ])
  expect((await said(both[1], both[0])).split('\n').slice(-5, -3)).toEqual([
    '    a                                                         a',
    '  ≠ b',
  ])
})

test('a report ends with what was asked, what could tell nothing, and what was learnt', async () => {
  let count = 0
  const found = await leaks({
    hidden: '/documents/johns-document',
    missing: '/documents/no-such-record',
    send: ({ method }, world) => {
      if (['TRACE', 'REPORT'].includes(method)) throw new Error('not supported')
      const status = method === 'LOCK' ? 503 : method === 'HEAD' && world === 'hidden' ? 403 : 404
      return { status, headers: { 'x-count': String((count += 1)), 'x-id': `r${String(count)}` } }
    },
  })
  const { asked, planned } = found.survey
  expect(report(found).split('\n').slice(-6)).toEqual([
    '',
    `Of ${String(planned)} questions, ${String(asked)} were asked and compared.`,
    '3 could tell nothing (not sent or not answered: not supported): TRACE; REPORT; REPORT of the parent.',
    '1 could tell nothing (answered 503, which is never compared): LOCK.',
    'Two missing things differ as well, so this was taken away: the value of `x-count` varies; the value of `x-id` varies.',
    '',
  ])
})

test('a body that is too large is cut, and up to eight names are listed', () => {
  const named = (n: number) =>
    report(Array.from({ length: n }, (_, i) => leak(`request ${String(i)}`, 'the same')))
  expect(named(9)).toContain(
    'the same by: request 1; request 2; request 3; request 4; request 5; request 6; request 7; request 8\n',
  )
  expect(named(10)).toContain('request 8; and 1 more\n')
  expect(named(1)).not.toContain('the same by')
  const [first] = [leak('PUT', 'x')]
  const large = { ...first, probe: { ...first.probe, body: 'x'.repeat(100) } }
  expect(report([large])).toContain(`\n  ${'x'.repeat(55)}…\n`)
})
