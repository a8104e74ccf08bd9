/**
 * Everything that is asked, as it is asked.
 */
import { leaks, type Probe, type Question } from 'glomar/testkit'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/testkit/questions/plan.js'
import { variationsOf } from '../../src/testkit/variations/variationsOf.js'

const path = '/folders/a/documents/emmas-will'
const plan = planOf([], path)

const line = ({ method, path, headers, body }: Probe): string =>
  [
    `${method} ${path}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined
      ? []
      : [
          body.length > 300
            ? `${String(body.length)} characters`
            : body.replaceAll(/\r?\n/g, '\\n'),
        ]),
  ].join(' | ')

/** What is said and sent, with `@` for the path of the hidden thing and `@..` for its parent. */
const told = (question: Question): string =>
  `${question.name} = ${line(question.at(path))}`
    .replaceAll(path, '@')
    .replaceAll('/folders/a/documents', '@..')

const variedOf = (name: string): ReadonlyArray<Question> =>
  plan.find(({ plain }) => plain.name === name)?.varied ?? expect.unreachable()

/** What is asked, each with its variations below. To be read, and changed along with the questions. */
const listed = readFileSync(new URL('questions.txt', import.meta.url), 'utf8')

test('the questions are those that are listed, what may change or remove something last', () => {
  const lines = plan.flatMap(({ plain, varied }) => [
    told(plain),
    ...varied.map((question) => `  ${told(question)}`),
  ])
  expect(`${lines.join('\n')}\n`).toBe(listed)
})

/** What each says to change, with the first question that says so. To be read. */
const mends = new URL('mends.txt', import.meta.url)

test('what they say to change is listed', () => {
  const firsts = new Map<string, Array<string>>()
  for (const { name, mend } of plan.flatMap(({ plain, varied }) => [plain, ...varied])) {
    const said = mend ?? 'nothing of its own: the difference says what to change'
    firsts.set(said, [...(firsts.get(said) ?? []), name])
  }
  const lines = [...firsts].map(
    ([said, names]) => `${said}\n  ${String(names.length)}, such as ${String(names[0])}\n`,
  )
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(mends, lines.join(''))
  expect(lines.join('')).toBe(readFileSync(mends, 'utf8'))
})

test('there are no more than 1,100, so that a run stays short', () => {
  const counts = ['/documents/7', path, '/api/v1/d/b%C3%B6rsen-bericht'].map((each) =>
    planOf([], each).reduce((sum, { varied }) => sum + 1 + varied.length, 0),
  )
  expect(Math.max(...counts)).toBeLessThanOrEqual(1_100)
})

test('no two questions are one request', () => {
  for (const each of [path, '/documents/emmas-will']) {
    const requests = planOf([], each).map(({ plain }) => JSON.stringify(plain.at(each)))
    expect(new Set(requests).size).toBe(requests.length)
  }
})

test('which questions have variations, and how many', () => {
  const counts = Object.fromEntries(
    plan.flatMap(({ plain, varied }) => (varied.length > 0 ? [[plain.name, varied.length]] : [])),
  )
  const bodies = 19
  const writes = 30
  expect(counts).toMatchObject({ GET: 95, 'GET the parent': 9, DELETE: writes })
  expect(counts).toMatchObject({
    POST: writes + bodies,
    PATCH: writes + bodies,
    PUT: writes + bodies,
  })
  expect(variedOf('POST …/star').map(({ name }) => name)).toEqual([
    'POST …/star with what actions want',
  ])
  expect(Object.keys(counts)).toHaveLength(44 + 6)
})

test('every question that varies something says what to change', () => {
  const silent = plan.flatMap(({ varied }) => varied.filter(({ mend }) => mend === undefined))
  expect(silent).toEqual([])
  const plain = plan.filter((each) => each.plain.mend === undefined).map((each) => each.plain.name)
  expect(plain).toEqual([
    ...['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT'],
    ...['POST', 'PATCH', 'DELETE', 'PUT'],
  ])
})

test('a question of your own comes first, with its variations', async () => {
  const sent: Array<string> = []
  const own = { name: 'mine', at: () => ({ method: 'QUERY', path: '/q/?q=1', headers: {} }) }
  await leaks({
    hidden: path,
    missing: path,
    questions: [own],
    send: (probe, world) => {
      if (world === 'hidden') sent.push(line(probe))
      return { status: 404, headers: {} }
    },
  })
  const mine = sent.filter((each) => each.startsWith('QUERY /q'))
  expect(sent.indexOf('QUERY /q/?q=1')).toBeLessThan(sent.indexOf(`HEAD ${path}`))
  expect(mine).toContain('QUERY /q//?q=1')
  expect(sent).toContain('QUERY /%71/?q=1')
  expect(mine).toContain('QUERY /q/?q=1&version=99999')
  expect(mine).toContain('QUERY /q/;v=1?q=1')
})

const all = (value: string): string =>
  [
    ...['url', 'uri', 'resource', 'href', 'link', 'target', 'path', 'next', 'returnTo'],
    ...['return_to', 'to', 'redirect', 'continue', 'topic', 'u'],
  ]
    .map((name) => `${name}=${value}`)
    .join('&')

describe('of the path of a thing', () => {
  const at = (name: string, path: string): string => {
    const all = planOf([], path).flatMap(({ plain, varied }) => [plain, ...varied])
    return all.find((each) => each.name === name)?.at(path).path ?? 'not asked'
  }
  test.each([
    ['GET the parent', '/inbox', '/'],
    ['GET the parent', '/a/b/?v=1', '/a'],
    ['GET the parent', '/a/b#c', '/a'],
    ['search by the start of the id', '/a/b%C3%B6ren', '/a?q=b%C3%B6r&prefix=b%C3%B6r'],
    ['search by nearly the id', '/d/inbox', '/d?q=inbo&search=inbo&query=inbo'],
    ['GET /oembed of the path', '/d/7', `/oembed?${all('%2Fd%2F7')}`],
    ['GET /oembed of the address', '/d/7', `/oembed?${all('http%3A%2F%2Flocalhost%2Fd%2F7')}`],
    ['GET permissions/…', '/v1/documents/7', '/v1/permissions/7'],
    ['GET public before the path', '/documents/7', '/public/documents/7'],
    ['GET public before the path', '/api/v1/documents/7', '/public/documents/7'],
    ['GET api/v2 before the path', '/api/v1/documents/7', '/api/v2/documents/7'],
    ['GET api/v1 before the path', '/documents/7', '/api/v1/documents/7'],
    ['GET api/v1 before the path', '/apis/7', '/api/v1/apis/7'],
    ['GET the path without a version', '/v1/documents/7', '/documents/7'],
    ['GET /s/…', '/folders/a/documents/7', '/s/7'],
    ['GET by the name of one', '/v1/documents/7', '/v1/document/7'],
    ['GET by the name of a letter', '/documents/7', '/d/7'],
    ['GET by the name of many', '/document/7', '/documents/7'],
    ['GET by the name of many in three letters', '/documents/7', '/docs/7'],
    ['GET the parent with a slash', '/documents/7', '/documents/'],
    ['GET the parent with a slash', '/7', 'not asked'],
    ['POST …:archive', '/documents/7?v=1', '/documents/7:archive'],
    ['POST of a reference to tasks', '/a', '/tasks'],
    ['POST of a reference to tasks', '/v1/documents/7', '/v1/tasks'],
    ['GET with the first character percent-encoded', '/documents/john', '/documents/%6Aohn'],
    ['GET with the first character percent-encoded', '/documents/%6Aohn', 'not asked'],
    [
      'GET with the first character percent-encoded twice',
      '/documents/john',
      '/documents/%256Aohn',
    ],
    ['GET with an empty segment', '/documents/john', '/documents//john'],
    ['GET with the id in composed characters', '/d/bo%CC%88', '/d/b%C3%B6'],
    ['GET with the id in composed characters', '/d/b%C3%B6', 'not asked'],
    ['GET with the id in decomposed characters', '/d/b%C3%B6', '/d/bo%CC%88'],
    ['GET with the id in ISO 8859-1', '/d/b%C3%B6%E2%82%AC', '/d/b%F6%E2%82%AC'],
    ['GET with the id in ISO 8859-1', '/d/bo', 'not asked'],
    ['GET with the id in wide characters', '/d/b', '/d/%EF%BD%82'],
    ['GET with a letter less', '/d/emmas-document', '/d/emmas-documen'],
    ['GET with a letter more', '/d/emmas-document', '/d/emmas-documentt'],
    ['GET with another letter', '/d/emmas-document', '/d/emmas-documenq'],
    ['GET with another letter', '/d/emmas-iraq', '/d/emmas-irax'],
    ['GET with a letter less', '/d/letter-17', '/d/lette-17'],
    ['GET with a letter less', '/d/abc-17', 'not asked'],
    ['GET with a letter less', '/d/1234', 'not asked'],
    ['GET with a letter less', '/d/k%C3%B6nn%C3%B6', '/d/k%C3%B6nn'],
  ])('%s at %s', (name, path, expected) => {
    expect(at(name, path)).toBe(expected)
  })
  const bodyOf = (name: string, path: string): Record<string, unknown> => {
    const question = planOf([], path).find(({ plain }) => plain.name === name)
    return JSON.parse(question?.plain.at(path).body ?? '') as Record<string, unknown>
  }
  test.each([
    ['/documents/7', 'document', 'documentId', 'document_id'],
    ['/companies/7', 'company', 'companyId', 'company_id'],
    ['/7', 'item', 'itemId', 'item_id'],
  ])('a body names what is referred to: %s', (path, ...names) => {
    expect(bodyOf('POST of a reference to the parent, by its kind', path)).toEqual({
      title: 'x',
      name: 'x',
      text: 'x',
      ...Object.fromEntries(names.map((name) => [name, '7'])),
    })
  })
  test.each<[string, Record<string, unknown>]>([
    [', by ids', { parentId: '7', related_id: '7', userId: '7' }],
    ['', { parent: '7', reference: '7', target: '7' }],
    [', by phrases', { relatedTo: '7', in_reply_to: '7', to: '7' }],
    [', in lists', { documents: ['7'], documentIds: ['7'], links: ['7'], ids: ['7'] }],
    [', in objects', { document: { id: '7', type: 'document' }, parent: { id: '7' } }],
    [', in lists of objects', { links: [{ id: '7', href: '/documents/7', target: '7' }] }],
    [', by paths', { document: '/documents/7', relatedTo: '/documents/7', url: '/documents/7' }],
    [
      ', by relationships',
      {
        data: {
          type: 'documents',
          relationships: { document: { data: { type: 'documents', id: '7' } } },
        },
      },
    ],
  ])('a new thing refers to it%s', (form, some) => {
    expect(bodyOf(`POST of a reference to the parent${form}`, '/documents/7')).toMatchObject(some)
  })
  test.each(['/documents/7', '@7', '#7', '[[7]]', '[it](/documents/7)', 'document:7'])(
    'a text has the thing as %s',
    (form) => {
      const { text } = bodyOf('POST of a text to preview', '/documents/7')
      expect(text).toContain(form)
      expect(bodyOf('POST of a reference to the parent, in a text', '/documents/7')).toMatchObject({
        text,
      })
    },
  )
  test('a bulk action names the thing under the names of its collection, too', () => {
    expect(bodyOf('POST …/archive of the parent', '/companies/7')).toMatchObject({
      ...{ ids: ['7'], companies: ['7'], companyIds: ['7'], company_ids: ['7'] },
      items: [{ id: '7' }],
    })
  })
  test('a node of GraphQL has the id that Relay makes', () => {
    const { variables } = bodyOf('POST /graphql for a node', '/documents/7')
    expect(variables).toEqual({ id: Buffer.from('Document:7').toString('base64') })
  })
})

test('a question without a body is not asked with one', () => {
  const get = { name: 'GET', at: (path: string) => ({ method: 'GET', path, headers: {} }) }
  expect(variationsOf(get).some(({ at }) => at('/x').body !== undefined)).toBe(false)
})
