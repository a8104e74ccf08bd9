/**
 * Everything that is asked, as it is asked.
 */
import { leaks, type Probe, type Question } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/testkit/questions.js'
import { variationsOf } from '../../src/testkit/variations.js'

const path = '/folders/a/documents/emmas-will'
const plan = planOf([], path)

const line = ({ method, path, headers, body }: Probe): string =>
  [
    `${method} ${path}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [body.length > 300 ? `${String(body.length)} characters` : body]),
  ].join(' | ')

/** What is said and sent, with `@` for the path of the hidden thing and `@..` for its parent. */
const told = (question: Question): string =>
  `${question.name} = ${line(question.at(path))}`
    .replaceAll(path, '@')
    .replaceAll('/folders/a/documents', '@..')

const plainly = plan.map(({ plain }) => told(plain))
const variedOf = (name: string): ReadonlyArray<Question> =>
  plan.find(({ plain }) => plain.name === name)?.varied ?? expect.unreachable()

test('the plain questions, what may change or remove something last', () => {
  expect(plainly).toEqual([
    'GET = GET @',
    'HEAD = HEAD @',
    'OPTIONS = OPTIONS @',
    'a preflight = OPTIONS @ | origin: https://elsewhere.example | access-control-request-method: PUT | access-control-request-headers: authorization,content-type',
    'TRACE = TRACE @',
    'PROPFIND = PROPFIND @',
    'QUERY = QUERY @',
    'SEARCH = SEARCH @',
    'REPORT = REPORT @',
    'GET …/exists = GET @/exists',
    'GET …/edit = GET @/edit',
    'GET …/export = GET @/export',
    'GET …/history = GET @/history',
    'GET …/versions = GET @/versions',
    'GET …/versions/1 = GET @/versions/1',
    'GET …/comments = GET @/comments',
    'GET …/comments/1 = GET @/comments/1',
    'GET …/members = GET @/members',
    'GET …/permissions = GET @/permissions',
    'GET …/acl = GET @/acl',
    'GET …/settings = GET @/settings',
    'GET …/owner = GET @/owner',
    'GET …/download = GET @/download',
    'GET …/raw = GET @/raw',
    'GET …/preview = GET @/preview',
    'GET …/thumbnail = GET @/thumbnail',
    'GET …/status = GET @/status',
    'GET …/activity = GET @/activity',
    'GET …/events = GET @/events',
    'GET …/children = GET @/children',
    'GET …/metadata = GET @/metadata',
    'GET the parent = GET @..',
    'HEAD the parent = HEAD @..',
    'GET the parent with everything = GET @..?limit=1000&include=*&count=true&deleted=true',
    'search by id = GET @..?q=emmas-will&search=emmas-will&query=emmas-will',
    'filter by id = GET @..?id=emmas-will&name=emmas-will&slug=emmas-will',
    'several ids = GET @..?ids=emmas-will',
    'a cursor = GET @..?after=emmas-will&cursor=emmas-will&starting_after=emmas-will',
    'GET …/search of the parent = GET @../search?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/count of the parent = GET @../count?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/exists of the parent = GET @../exists?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/check of the parent = GET @../check?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/suggest of the parent = GET @../suggest?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/autocomplete of the parent = GET @../autocomplete?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/export of the parent = GET @../export?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/stats of the parent = GET @../stats?q=emmas-will&id=emmas-will&name=emmas-will',
    'GET …/recent of the parent = GET @../recent?q=emmas-will&id=emmas-will&name=emmas-will',
    'OPTIONS of the parent = OPTIONS @..',
    'PROPFIND of the parent = PROPFIND @..',
    'GET above the parent = GET /folders/a',
    'GET /search = GET /search?q=emmas-will',
    'GET / = GET /?q=emmas-will',
    'GET /sitemap.xml = GET /sitemap.xml?q=emmas-will',
    'GET /feed = GET /feed?q=emmas-will',
    'GET /stats = GET /stats?q=emmas-will',
    'GET /metrics = GET /metrics?q=emmas-will',
    'GET /recent = GET /recent?q=emmas-will',
    'GET / with x-original-url = GET / | x-original-url: @',
    'search by the start of the id = GET @..?q=emm&prefix=emm',
    'POST …/star = POST @/star | content-type: application/json | {}',
    'POST …/share = POST @/share | content-type: application/json | {}',
    'POST …/restore = POST @/restore | content-type: application/json | {}',
    'POST …/validate = POST @/validate | content-type: application/json | {}',
    'POST …/copy = POST @/copy | content-type: application/json | {}',
    'POST …/move = POST @/move | content-type: application/json | {}',
    'POST …/archive = POST @/archive | content-type: application/json | {}',
    'POST …/publish = POST @/publish | content-type: application/json | {}',
    'POST …/subscribe = POST @/subscribe | content-type: application/json | {}',
    'POST …/follow = POST @/follow | content-type: application/json | {}',
    'POST …/like = POST @/like | content-type: application/json | {}',
    'POST …/join = POST @/join | content-type: application/json | {}',
    'POST …/invite = POST @/invite | content-type: application/json | {}',
    'POST …/transfer = POST @/transfer | content-type: application/json | {}',
    'POST …/report = POST @/report | content-type: application/json | {}',
    'POST …/comments = POST @/comments | content-type: application/json | {}',
    'POST …/request-access = POST @/request-access | content-type: application/json | {}',
    'POST …/lock = POST @/lock | content-type: application/json | {}',
    'LOCK = LOCK @ | content-type: application/xml | timeout: Second-1 | <lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><write/></locktype></lockinfo>',
    'MKCOL = MKCOL @',
    'POST = POST @ | content-type: application/json | {}',
    'PATCH = PATCH @ | content-type: application/json | {}',
    'PUT = PUT @ | content-type: application/json | {}',
    'COPY = COPY @ | destination: @-elsewhere | overwrite: F',
    'MOVE = MOVE @ | destination: @-elsewhere | overwrite: F',
    'DELETE = DELETE @',
    'POST …/batch of the parent = POST @../batch | content-type: application/json | {"ids":["emmas-will"],"q":"emmas-will","id":"emmas-will","name":"emmas-will","slug":"emmas-will","key":"emmas-will","title":"emmas-will","username":"emmas-will","email":"emmas-will"}',
    'POST …/validate of the parent = POST @../validate | content-type: application/json | {"ids":["emmas-will"],"q":"emmas-will","id":"emmas-will","name":"emmas-will","slug":"emmas-will","key":"emmas-will","title":"emmas-will","username":"emmas-will","email":"emmas-will"}',
    'POST …/check of the parent = POST @../check | content-type: application/json | {"ids":["emmas-will"],"q":"emmas-will","id":"emmas-will","name":"emmas-will","slug":"emmas-will","key":"emmas-will","title":"emmas-will","username":"emmas-will","email":"emmas-will"}',
    'POST …/search of the parent = POST @../search | content-type: application/json | {"ids":["emmas-will"],"q":"emmas-will","id":"emmas-will","name":"emmas-will","slug":"emmas-will","key":"emmas-will","title":"emmas-will","username":"emmas-will","email":"emmas-will"}',
    'POST of a reference to comments = POST /folders/a/comments | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a reference to shares = POST /folders/a/shares | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a reference to links = POST /folders/a/links | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a reference to favorites = POST /folders/a/favorites | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a reference to invitations = POST /folders/a/invitations | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a reference to reports = POST /folders/a/reports | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a reference to tasks = POST /folders/a/tasks | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST /batch = POST /batch | content-type: application/json | {"requests":[{"id":"1","method":"GET","url":"@","path":"@"}],"ids":["emmas-will"]}',
    'POST /graphql = POST /graphql | content-type: application/json | {"query":"{ document(id: \\"emmas-will\\") { id } }"}',
    'POST of a reference to the parent = POST @.. | content-type: application/json | {"document":"emmas-will","documentId":"emmas-will","document_id":"emmas-will","parent":"emmas-will","parentId":"emmas-will","parent_id":"emmas-will","source":"emmas-will","target":"emmas-will","destination":"emmas-will"}',
    'POST of a taken name to the parent = POST @.. | content-type: application/json | {"id":"emmas-will","name":"emmas-will","slug":"emmas-will","key":"emmas-will","title":"emmas-will","username":"emmas-will","email":"emmas-will"}',
  ])
})

test('a GET, with one variation at a time', () => {
  expect(variedOf('GET').map(told)).toEqual([
    'GET with if-none-match: * = GET @ | if-none-match: *',
    'GET with if-none-match: "0" = GET @ | if-none-match: "0"',
    'GET with if-match: * = GET @ | if-match: *',
    'GET with if-match: "0" = GET @ | if-match: "0"',
    'GET with if-modified-since: Sat, 01 Jan 2000 00:00:00 GMT = GET @ | if-modified-since: Sat, 01 Jan 2000 00:00:00 GMT',
    'GET with if-modified-since: Fri, 01 Jan 2100 00:00:00 GMT = GET @ | if-modified-since: Fri, 01 Jan 2100 00:00:00 GMT',
    'GET with if-unmodified-since: Sat, 01 Jan 2000 00:00:00 GMT = GET @ | if-unmodified-since: Sat, 01 Jan 2000 00:00:00 GMT',
    'GET with range: bytes=0-0 = GET @ | range: bytes=0-0',
    'GET with range: bytes=99999- = GET @ | range: bytes=99999-',
    'GET with range: bytes=0-0 and if-range: "0" = GET @ | range: bytes=0-0 | if-range: "0"',
    'GET with accept: text/html = GET @ | accept: text/html',
    'GET with accept: application/x-unheard-of = GET @ | accept: application/x-unheard-of',
    'GET with accept-language: x-none = GET @ | accept-language: x-none',
    'GET with accept-encoding: identity;q=0 = GET @ | accept-encoding: identity;q=0',
    'GET with accept-encoding: gzip = GET @ | accept-encoding: gzip',
    'GET with accept-datetime: Sat, 01 Jan 2000 00:00:00 GMT = GET @ | accept-datetime: Sat, 01 Jan 2000 00:00:00 GMT',
    'GET with want-content-digest: sha-256=1 = GET @ | want-content-digest: sha-256=1',
    'GET with cache-control: only-if-cached = GET @ | cache-control: only-if-cached',
    'GET with te: trailers = GET @ | te: trailers',
    'GET with x-http-method-override: DELETE = GET @ | x-http-method-override: DELETE',
    'GET with x-http-method-override: PATCH = GET @ | x-http-method-override: PATCH',
    'GET with x-http-method: DELETE = GET @ | x-http-method: DELETE',
    'GET with origin: https://elsewhere.example = GET @ | origin: https://elsewhere.example',
    'GET with connection: upgrade and upgrade: websocket = GET @ | connection: upgrade | upgrade: websocket',
    'GET with prefer: return=minimal = GET @ | prefer: return=minimal',
    'GET with prefer: respond-async = GET @ | prefer: respond-async',
    'GET with expect: 100-continue = GET @ | expect: 100-continue',
    'GET with a token that nobody issued = GET @ | authorization: Bearer not-a-token',
    'GET with a token that has expired = GET @ | authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0YXJhIiwiZXhwIjoxMDAwMDAwMDAwfQ.c2lnbmVkLWJ5LW5vYm9keQ',
    'GET with x-requested-with: XMLHttpRequest = GET @ | x-requested-with: XMLHttpRequest',
    'GET with a trailing slash = GET @/',
    'GET with the path in upper case = GET @../EMMAS-WILL',
    'GET with the first character percent-encoded = GET @../%65mmas-will',
    'GET with the first character percent-encoded twice = GET @../%2565mmas-will',
    'GET with a dot segment = GET @.././emmas-will',
    'GET with an empty segment = GET @..//emmas-will',
    'GET with a parameter of the path = GET @;v=1',
    'GET with a space at the end = GET @%20',
    'GET with a zero byte at the end = GET @%00',
    'GET with the id in wide characters = GET @../%EF%BD%85%EF%BD%8D%EF%BD%8D%EF%BD%81%EF%BD%93%EF%BC%8D%EF%BD%97%EF%BD%89%EF%BD%8C%EF%BD%8C',
    'GET with a query = GET @?fields=id&_method=DELETE',
    'GET with another version = GET @?version=99999',
    'GET with everything included = GET @?include=*&expand=*&deleted=true&debug=true',
    'GET with another form = GET @?format=html&lang=de&raw=true&redirect=true',
    'GET with a dry run = GET @?dry_run=true',
    'GET with a callback = GET @?callback=f',
    'GET with a page far behind = GET @?page=99999&limit=1',
    'GET with a suffix = GET @.json',
  ])
})

test('a PUT, with bodies that are not what is wanted, too', () => {
  const ofPut = variedOf('PUT').map(told)
  expect(ofPut.slice(variedOf('GET').length)).toEqual([
    'PUT with a body that is not JSON = PUT @ | content-type: application/json | {"a":',
    'PUT with a body that is not valid = PUT @ | content-type: application/json | {"unheard-of":true}',
    'PUT with a body of members of the wrong type = PUT @ | content-type: application/json | {"id":[],"name":0,"title":0}',
    'PUT with a body that is a list = PUT @ | content-type: application/json | []',
    'PUT with a body that is null = PUT @ | content-type: application/json | null',
    'PUT with an empty body = PUT @ | content-type: application/json | ',
    'PUT with a body of an old version = PUT @ | content-type: application/json | {"version":0,"etag":"0"}',
    'PUT with a patch that tests what is there = PUT @ | content-type: application/json-patch+json | [{"op":"test","path":"/id","value":"x"}]',
    'PUT with a body of a form = PUT @ | content-type: application/x-www-form-urlencoded | a=1',
    'PUT with a body of an unknown type = PUT @ | content-type: application/x-unheard-of | x',
    'PUT with a body in a coding that nobody knows = PUT @ | content-type: application/json | content-encoding: x-unheard-of | {}',
    'PUT with a body that is too large = PUT @ | content-type: application/json | 1100011 characters',
  ])
  expect(ofPut[0]).toBe(
    'PUT with if-none-match: * = PUT @ | content-type: application/json | if-none-match: * | {}',
  )
})

test('which questions have variations, and how many', () => {
  const [all, bodies] = [variedOf('GET').length, variedOf('PUT').length]
  const counts = Object.fromEntries(
    plan.flatMap(({ plain, varied }) => (varied.length > 0 ? [[plain.name, varied.length]] : [])),
  )
  expect(counts).toMatchObject({ POST: bodies, PATCH: bodies, PUT: bodies, DELETE: all, GET: all })
  expect(variedOf('POST …/star').map(({ name }) => name)).toEqual([
    'POST …/star with a body that is not JSON',
    'POST …/star with a body that is not valid',
  ])
  expect(Object.keys(counts)).toHaveLength(18 + 5)
})

test('every question that varies something says what to change', () => {
  const silent = plan.flatMap(({ varied }) => varied.filter(({ mend }) => mend === undefined))
  expect(silent).toEqual([])
  const plain = plan.filter((each) => each.plain.mend === undefined).map((each) => each.plain.name)
  expect(plain).toEqual([
    ...['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT'],
    ...['POST', 'PATCH', 'PUT', 'DELETE'],
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

describe('of the path of a thing', () => {
  const at = (name: string, path: string): string => {
    const all = planOf([], path).flatMap(({ plain, varied }) => [plain, ...varied])
    return all.find((each) => each.name === name)?.at(path).path ?? 'not asked'
  }
  test.each([
    ['GET the parent', '/inbox', '/'],
    ['GET …/search of the parent', '/inbox', '/search?q=inbox&id=inbox&name=inbox'],
    ['GET the parent', '/a/b/?v=1', '/a'],
    ['GET the parent', '/a/b#c', '/a'],
    ['search by the start of the id', '/a/b%C3%B6ren', '/a?q=b%C3%B6r&prefix=b%C3%B6r'],
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
  ])('%s at %s', (name, path, expected) => {
    expect(at(name, path)).toBe(expected)
  })
  test.each([
    ['/documents/7', 'document', 'documentId', 'document_id'],
    ['/companies/7', 'company', 'companyId', 'company_id'],
    ['/7', 'item', 'itemId', 'item_id'],
  ])('a body names what is referred to: %s', (path, ...names) => {
    const question = planOf([], path).find(
      ({ plain }) => plain.name === 'POST of a reference to the parent',
    )
    const body = JSON.parse(question?.plain.at(path).body ?? '') as object
    expect(Object.keys(body)).toEqual([
      ...names,
      ...['parent', 'parentId', 'parent_id', 'source', 'target', 'destination'],
    ])
    expect(new Set(Object.values(body))).toEqual(new Set(['7']))
  })
})

test('a question without a body is not asked with one', () => {
  const get = { name: 'GET', at: (path: string) => ({ method: 'GET', path, headers: {} }) }
  expect(variationsOf(get).some(({ at }) => at('/x').body !== undefined)).toBe(false)
})
