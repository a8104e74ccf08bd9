/**
 * A configuration that does not fit: one message that says where, what was expected and how to mend
 * it; the exit code 2; and no request that could change data, but for the logins.
 */
import { describe, expect, test } from 'vitest'
import { glomar, type Files } from '../world.js'
import { served } from './service.js'

const document = {
  entitled: ['emma'],
  in: ['/documents/{id}'],
  hidden: 'emmas-document',
  missing: 'nicks-document',
  spare: 'ninas-document',
}

const config = {
  version: 1,
  server: 'http://127.0.0.1:9',
  routes: ['GET /documents/{id}', 'POST /documents', 'DELETE /documents/{id}'],
  identities: {
    emma: { headers: { authorization: 'Bearer ${EMMA}' } },
    tara: { headers: { authorization: 'Bearer ${TARA}' } },
  },
  types: { document },
  questions: 'declared',
}

type Handle = (request: Request) => Response

const is = (request: Request, name: string): boolean =>
  request.headers.get('authorization') === `Bearer token-of-${name}`

const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(status < 300 ? 'a text' : '', { status, headers })

/** Emma has one document. */
const good: Handle = (request) =>
  answer(is(request, 'emma') && request.url.endsWith('/emmas-document') ? 200 : 404)

/** What a case has of its own. */
interface Case {
  readonly more?: object
  readonly type?: object
  readonly files?: Files
  readonly args?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
  readonly handle?: Handle
  /** The address in the configuration, made of that of the service. */
  readonly server?: (origin: string) => string
  /** Does nobody listen at the address? */
  readonly isClosed?: boolean
}

const env = { EMMA: 'token-of-emma', TARA: 'token-of-tara' }

const run = async ({ more, type, files = {}, args = ['a.json'], handle = good, ...rest }: Case) => {
  const { origin, close, requests } = await served(handle)
  const types = { document: { ...document, ...type } }
  const made = { ...config, server: (rest.server ?? ((url) => url))(origin), types, ...more }
  if (rest.isClosed === true) close()
  const own = { 'a.json': JSON.stringify(made), ...files }
  const { code, out, err } = await glomar(['sweep', ...args], own, { env: rest.env ?? env })
  close()
  return {
    code,
    out,
    err: err
      // as it depends on the network, and on the version of TLS
      .replace('EAI_AGAIN', 'ENOTFOUND')
      .replaceAll(origin, 'ORIGIN')
      .replaceAll(origin.replace('http://', ''), 'HOST')
      .replace(/^(glomar: a\.json:1):\d+/gm, '$1:N')
      .split('\n')
      .filter((line) => line !== ''),
    changing: requests.filter((line) => !/^(?:GET|HEAD|OPTIONS) /.test(line)),
    sent: requests.length,
  }
}

const api = (text: string): Case => ({
  more: { routes: undefined, api: 'api.yaml' },
  files: { 'api.yaml': text },
})

const withIdentity = (emma: object) => ({ identities: { ...config.identities, emma } })

const login = { method: 'POST', path: '/login', body: { user: 'emma', password: '${EMMA}' } }

const openapi = (paths: string): string => `openapi: 3.1.0\npaths:\n  ${paths}\n`

/** Nothing is asked. */
const before: ReadonlyArray<readonly [string, Case, string | ReadonlyArray<string>]> = [
  [
    'a file that is missing',
    { args: ['b.json'] },
    'glomar: b.json does not exist. Check the path: it starts from the current folder.',
  ],
  [
    'an option that nobody knows',
    { args: ['a.json', '--fast'] },
    ["glomar: unknown option '--fast'", '(glomar sweep --help shows its arguments and options)'],
  ],
  [
    'a second configuration',
    { args: ['a.json', 'b.json'] },
    [
      "glomar: too many arguments for 'sweep'. Expected 1 argument but got 2.",
      '(glomar sweep --help shows its arguments and options)',
    ],
  ],
  [
    'broken JSON',
    { files: { 'a.json': '{ "version": 1' } },
    'glomar: a.json:1:N: A closing } is missing. Mend the JSON or YAML there.',
  ],
  [
    'broken YAML',
    { args: ['a.yaml'], files: { 'a.yaml': 'version: 1\n\tserver: x\n' } },
    'glomar: a.yaml:2:1: Tabs are not allowed as indentation. Mend the JSON or YAML there.',
  ],
  [
    'an empty file',
    { files: { 'a.json': '' } },
    'glomar: a.json is empty. Write a first one with: glomar sweep --init openapi.json',
  ],
  [
    'a list',
    { files: { 'a.json': '[]' } },
    'glomar: a.json:1:N: (the value itself): expected a plain object, got a list. Write a first one with: glomar sweep --init openapi.json',
  ],
  [
    'a member that is missing',
    { more: { identities: undefined } },
    'glomar: a.json:1:N: identities: expected a plain object, got undefined',
  ],
  [
    'an id that is missing',
    { type: { missing: undefined } },
    'glomar: a.json:1:N: types.document.missing: expected the id of nothing, got undefined',
  ],
  [
    'an id that is a number',
    { type: { hidden: 7 } },
    'glomar: a.json:1:N: types.document.hidden: expected an id, in quotes, got 7',
  ],
  [
    'ids of different lengths',
    { type: { missing: 'none' } },
    'glomar: a.json:1:N: types.document.missing: expected an id as long as `hidden` (14), got 4 characters; choose one of that length',
  ],
  [
    'a missing id that is the hidden one',
    { type: { missing: 'emmas-document' } },
    'glomar: a.json:1:N: types.document.missing: expected another id than that of `hidden`; choose one that is free',
  ],
  [
    'a spare id that is the missing one',
    { type: { spare: 'nicks-document' } },
    'glomar: a.json:1:N: types.document.spare: expected another id than that of `missing`; choose one that is free',
  ],
  [
    'an unknown identity',
    { type: { entitled: ['ema'] } },
    'glomar: a.json:1:N: types.document.entitled[0]: expected an identity, got "ema"; did you mean emma?',
  ],
  [
    'everybody entitled, and nobody else',
    { type: { entitled: ['emma', 'nick'] } },
    'glomar: a.json:1:N: types.document.entitled[1]: expected an identity, got "nick"; there are emma, tara',
  ],
  [
    'a variable that is not set',
    { env: { TARA: 't' } },
    'glomar: a.json:1:N: identities.emma.headers.authorization: expected the variable EMMA in the environment, got none; set it',
  ],
  [
    'a variable that is not set, beside that of another caller',
    {
      env: { EMMA_TOKEN: 'token-of-emma' },
      more: {
        identities: {
          emma: { headers: { authorization: 'Bearer ${EMMA_TOKEN}' } },
          tara: { headers: { authorization: 'Bearer ${TARA_TOKEN}' } },
        },
      },
    },
    'glomar: a.json:1:N: identities.tara.headers.authorization: expected the variable TARA_TOKEN in the environment, got none; set it',
  ],
  [
    'a variable that is empty',
    { env: { EMMA: '', TARA: 't' } },
    'glomar: a.json:1:N: identities.emma.headers.authorization: expected the variable EMMA in the environment, got none; set it',
  ],
  [
    'a variable with a character of no field',
    { env: { EMMA: 'a\u0007b', TARA: 't' } },
    'glomar: a.json:1:N: identities.emma.headers.authorization: expected what a header field may hold, got other characters; check the variable',
  ],
  [
    'an address of no host',
    { more: { server: 'api.example' } },
    'glomar: a.json:1:N: server: expected an address such as https://api.example, got "api.example"',
  ],
  [
    'an address with a query',
    { more: { server: 'https://api.example?a=b' } },
    'glomar: a.json:1:N: server: expected an address without a query, a fragment and a user, got "https://api.example?a=b"',
  ],
  [
    'an address with a user',
    { more: { server: 'https://a:b@api.example' } },
    'glomar: a.json:1:N: server: expected an address without a query, a fragment and a user, got "https://…@api.example"',
  ],
  [
    'a route that is none',
    { more: { routes: ['/documents/{id}'] } },
    'glomar: a.json:1:N: routes[0]: expected a route such as GET /documents/{id}, got "/documents/{id}"',
  ],
  [
    'no route',
    { more: { routes: [] } },
    'glomar: a.json:1:N: types.document.in[0]: expected a place in a route of the API, got "/documents/{id}"; correct it, or take it out',
  ],
  [
    'neither document nor routes',
    { more: { routes: undefined } },
    'glomar: a.json:1:N: api: expected either `api` or `routes`',
  ],
  [
    'a place that is none',
    { type: { in: ['documents/{id}'] } },
    'glomar: a.json:1:N: types.document.in[0]: expected a place such as /documents/{id}, document_id or "/moves target", got "documents/{id}"',
  ],
  [
    'a place in no route',
    { type: { in: ['/document/{id}'] } },
    'glomar: a.json:1:N: types.document.in[0]: expected a place in a route of the API, got "/document/{id}"; correct it, or take it out',
  ],
  [
    'a place in no route, beside one',
    { type: { in: ['/documents/{id}', 'doc_id'] } },
    'glomar: a.json:1:N: types.document.in[1]: expected a place in a route of the API, got "doc_id"; correct it, or take it out',
  ],
  [
    'a type in `with` that is unknown',
    { type: { with: { folder: 'a' } } },
    'glomar: a.json:1:N: types.document.with.folder: expected a resource type, got "folder"; there are document',
  ],
  [
    'a caller in `own` who is unknown',
    { type: { own: { nick: 'a' } } },
    'glomar: a.json:1:N: types.document.own.nick: expected an identity, got "nick"; there are emma, tara',
  ],
  [
    '`skip` of no route',
    { more: { skip: ['GET /document/{id}'] } },
    'glomar: a.json:1:N: skip[0]: expected a route of the API, got "GET /document/{id}"; did you mean GET /documents/{id}?',
  ],
  [
    '`skip` that is malformed',
    { more: { skip: ['documents'] } },
    'glomar: a.json:1:N: skip[0]: expected a route such as GET /documents/{id}, got "documents"',
  ],
  [
    '`include` of no route',
    { more: { include: ['POST /elsewhere'] } },
    'glomar: a.json:1:N: include[0]: expected a route of the API, got "POST /elsewhere"; correct it, or take it out',
  ],
  [
    '`include` that is malformed',
    { more: { include: 'GET /documents/{id}' } },
    'glomar: a.json:1:N: include: expected a list, got "GET /documents/{id}"',
  ],
  [
    'a value of no parameter',
    { more: { values: { lang: 'en' } } },
    'glomar: a.json:1:N: values.lang: expected a parameter of a route; correct the name, or take it out',
  ],
  [
    '`accept` by a route',
    { more: { accept: [{ fingerprint: 'GET /a', reason: 'b' }] } },
    'glomar: a.json:1:N: accept[0].fingerprint: expected a fingerprint as a report prints it, 16 digits from 0 to f, got "GET /a"',
  ],
  [
    '`accept` without a reason',
    { more: { accept: [{ fingerprint: '0123456789abcdef' }] } },
    'glomar: a.json:1:N: accept[0].reason: expected text, got undefined',
  ],
  [
    'a pace of nothing',
    { more: { limits: { perSecond: 0 } } },
    'glomar: a.json:1:N: limits.perSecond: expected a number from 0.1 to 1000, got 0',
  ],
  [
    '`create` alone',
    { type: { hidden: undefined, create: login } },
    [
      'glomar: a.json:1:N: types.document.create: expected `create` and `remove` together',
      'glomar: a.json:1:N: types.document.create.take: expected `id`, such as { id: body.id }',
    ],
  ],
  [
    'a login that takes from nowhere',
    { more: withIdentity({ login: [{ ...login, take: { a: 'token' } }] }) },
    'glomar: a.json:1:N: identities.emma.login[0].take.a: expected a place in an answer, such as body.token, header.etag, cookie.session or location, got "token"',
  ],
  [
    'an OpenAPI document that is missing',
    { more: { routes: undefined, api: 'b.yaml' } },
    'glomar: b.yaml does not exist. Check the path: it starts from the current folder.',
  ],
  [
    'an OpenAPI document that is broken',
    api('openapi: "3.1.0'),
    'glomar: api.yaml:1:16: A closing quote is missing. Mend the JSON or YAML there.',
  ],
  [
    'an OpenAPI document that is none',
    api('name: a\n'),
    'glomar: api.yaml: openapi: expected a version from 3.0 on, got undefined; name another document, or list `routes`',
  ],
  [
    'an OpenAPI document that is empty',
    api(''),
    'glomar: api.yaml is empty. Name an OpenAPI document, or list `routes`.',
  ],
  [
    'Swagger 2',
    api('swagger: "2.0"\npaths: {}\n'),
    'glomar: api.yaml: swagger: expected an OpenAPI document from 3.0 on, got Swagger "2.0"; convert it first',
  ],
  [
    'an OpenAPI document without paths',
    api('openapi: 3.1.0\n'),
    'glomar: api.yaml: paths: expected a plain object, got undefined; name another document, or list `routes`',
  ],
  [
    'an OpenAPI document without operations',
    api('openapi: 3.1.0\npaths: {}\n'),
    'glomar: api.yaml: paths: expected at least one operation, got none; name another document, or list `routes`',
  ],
  [
    'an OpenAPI document of other paths',
    api(openapi('/notes/{id}: { get: {} }')),
    'glomar: a.json:1:N: types.document.in[0]: expected a place in a route of the API, got "/documents/{id}"; correct it, or take it out',
  ],
  [
    'a baseline that is missing',
    { args: ['a.json', '--baseline', 'b.json'] },
    'glomar: b.json does not exist. Check the path: it starts from the current folder.',
  ],
  [
    'a baseline that is no result',
    { args: ['a.json', '--baseline', 'b.json'], files: { 'b.json': '{}' } },
    'glomar: b.json: expected a result of `glomar sweep --json`, with `findings`.',
  ],
  [
    'a report of no form',
    { args: ['a.json', '--out', 'a.pdf'] },
    'glomar: --out a.pdf: expected a name that ends in .json, .xml, .html',
  ],
  [
    'a report into no folder',
    { args: ['a.json', '--out', 'reports/a.html'] },
    'glomar: --out reports/a.html: the folder reports does not exist. Make it first.',
  ],
  [
    'a login in a module that is missing',
    { more: withIdentity({ login: './login.js' }) },
    'glomar: the login of emma: ./login.js cannot be loaded (there is no module). Check the path.',
  ],
]

describe('before anything is asked', () => {
  test.each(before)('%s', async (_, of, message) => {
    const { code, out, err, sent } = await run(of)
    expect({ code, out, err, sent }).toEqual({
      code: 2,
      out: '',
      err: typeof message === 'string' ? [message] : message,
      sent: 0,
    })
  })
})

const at =
  (path: string, response: () => Response, otherwise: Handle = good): Handle =>
  (request) =>
    request.url.includes(path) ? response() : otherwise(request)

/** The service shows that the configuration does not fit it. */
const byAnswers: ReadonlyArray<readonly [string, Case, string | ReadonlyArray<string>]> = [
  [
    'nobody at the address',
    { isClosed: true },
    'glomar: a.json:1:N: server: expected a service at ORIGIN, got no answer (connect ECONNREFUSED HOST); start it, or correct the address',
  ],
  [
    'a host that does not exist',
    { more: { server: 'http://nowhere.invalid' } },
    'glomar: a.json:1:N: server: expected a service at http://nowhere.invalid, got no answer (getaddrinfo ENOTFOUND nowhere.invalid); start it, or correct the address',
  ],
  [
    'callers that are swapped, where a leak lets both tell',
    {
      type: { entitled: ['tara'] },
      more: { routes: [...config.routes, 'GET /documents/{id}/comments'] },
      handle: (request) =>
        request.url.endsWith('/comments')
          ? answer(request.url.includes('/emmas-document') ? 403 : 404)
          : good(request),
    },
    'glomar: a.json:1:N: types.document.entitled: expected those who may know, got tara, who is answered 404 by GET /documents/{id}, and not emma, who is answered 200; correct it, or the credentials of both',
  ],
  [
    'an id that a list writes in another way',
    {
      type: { hidden: 'emmas-documenT' },
      more: { routes: [...config.routes, 'GET /documents'] },
      handle: (request) =>
        request.url.endsWith('/documents')
          ? new Response(is(request, 'emma') ? 'emmas-document' : '')
          : good(request),
    },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 404 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
  [
    'a service without TLS',
    { server: (origin) => origin.replace('http:', 'https:') },
    'glomar: a.json:1:N: server: expected a service at https://HOST, got no answer (EPROTO); start it, or correct the address',
  ],
  [
    'a service that redirects',
    { handle: () => answer(302, { location: 'https://b.example/login?a=b' }) },
    'glomar: a.json:1:N: server: expected an answer, got a redirect to https://b.example/login (302) by GET /documents/{id} for hidden and missing things; name the address that answers, or sign emma in',
  ],
  [
    'a service that fails',
    { handle: () => answer(500) },
    'glomar: a.json:1:N: server: expected a service that works, got 500 by GET /documents/{id} for hidden and missing things; mend it first',
  ],
  [
    'a service that is busy',
    { handle: () => answer(429) },
    'glomar: a.json:1:N: limits.perSecond: expected a pace that the service allows, got 429 by GET /documents/{id}; lower it, or raise the limit of the service',
  ],
  [
    'a path that is wrong',
    { handle: () => answer(404) },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 404 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
  [
    'a service that says yes to everything',
    { handle: () => answer(200) },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma can tell from a missing one, got 200 by GET /documents/{id} for both; name one id of something, and one of nothing',
  ],
  [
    'a wrong token of the entitled',
    {
      env: { ...env, EMMA: 'wrong' },
      handle: (request) => (is(request, 'tara') ? answer(404) : answer(401)),
    },
    'glomar: a.json:1:N: identities.emma: expected credentials that the service accepts, got 401 by GET /documents/{id}; renew them',
  ],
  [
    'a wrong token of another',
    {
      env: { ...env, TARA: 'wrong' },
      handle: (request) => (is(request, 'emma') ? good(request) : answer(401)),
    },
    'glomar: a.json:1:N: identities.tara: expected credentials that the service accepts, got 401 by GET /documents/{id}; renew them',
  ],
  [
    'a token of somebody who may not',
    { env: { ...env, EMMA: 'token-of-tara' } },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 404 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
  [
    'a hidden thing that is not there, as the service says in a text of its own',
    { handle: at('emmas-document', () => answer(404, { 'x-a': 'b' })) },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 404 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
  [
    'a hidden and a missing thing that are exchanged',
    { type: { hidden: 'nicks-document', missing: 'emmas-document' } },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 404 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
  [
    'a missing thing that is there, with a text of its own',
    { handle: at('nicks-document', () => Response.json({ text: 'of nick' })) },
    'glomar: a.json:1:N: types.document.missing: expected the id of nothing, got 200 by GET /documents/{id} as emma; choose an id that is free',
  ],
  [
    'a missing and a spare thing that are there',
    {
      handle: (request) =>
        Response.json({
          url: request.url,
          text: request.url.includes('nina') ? 'hello' : 'none of your business',
        }),
    },
    'glomar: a.json:1:N: types.document.missing: expected the id of nothing, got 200 by GET /documents/{id} as emma; choose an id that is free',
  ],
  [
    'a hidden thing that is gone',
    { handle: at('emmas-document', () => answer(410)) },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 410 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
  [
    'a hidden thing that is open',
    { handle: (request) => answer(request.url.includes('emmas-document') ? 200 : 404) },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that is hidden from somebody, got one that everybody is served by GET /documents/{id}, without credentials as well; name another, or mend the route',
  ],
  [
    'a missing thing that is there',
    { handle: at('nicks-document', () => answer(200)) },
    'glomar: a.json:1:N: types.document.missing: expected the id of nothing, got 200 by GET /documents/{id} as emma; choose an id that is free',
  ],
  [
    'a missing thing that is there, without a spare one',
    { type: { spare: undefined }, handle: at('nicks-document', () => answer(200)) },
    'glomar: a.json:1:N: types.document.missing: expected the id of nothing, got 200 by GET /documents/{id} as emma; choose an id that is free',
  ],
  [
    'a spare thing that is there',
    { handle: at('ninas-document', () => answer(200)) },
    'glomar: a.json:1:N: types.document.spare: expected the id of nothing, got 200 by GET /documents/{id} as emma; choose an id that is free',
  ],
  [
    'two types of which nothing is right',
    {
      more: {
        routes: [...config.routes, 'GET /notes/{id}'],
        types: { document, note: { ...document, in: ['/notes/{id}'] } },
      },
      handle: at(
        'nicks-document',
        () => answer(200),
        (request) => (request.url.includes('notes') ? answer(404) : good(request)),
      ),
    },
    [
      'glomar: a.json:1:N: types.document.missing: expected the id of nothing, got 200 by GET /documents/{id} as emma; choose an id that is free',
      'glomar: a.json:1:N: types.note.hidden: expected a thing that emma may see, got 404 by GET /notes/{id}; name one that exists, or somebody who may under `entitled`',
    ],
  ],
  [
    'a login that is refused',
    { more: withIdentity({ login: [login] }), handle: at('/login', () => answer(403)) },
    'glomar: the login of emma: POST /login was answered 403. Check what it sends. It is not tried again.',
  ],
  [
    'a login without what is taken',
    {
      more: withIdentity({ login: [{ ...login, take: { token: 'body.token' } }] }),
      handle: at('/login', () => Response.json({})),
    },
    'glomar: the login of emma: POST /login has no body.token in its answer (200). Check `take`.',
  ],
  [
    'a login at an address of nobody',
    { more: withIdentity({ login: [login] }), isClosed: true },
    'glomar: the login of emma: POST /login was not answered (connect ECONNREFUSED HOST). Is the service there?',
  ],
  [
    'a login in which nothing is taken, and that gives no cookie',
    { more: withIdentity({ login: [login] }), handle: at('/login', () => answer(200)) },
    'glomar: a.json:1:N: types.document.hidden: expected a thing that emma may see, got 404 by GET /documents/{id}; name one that exists, or somebody who may under `entitled`',
  ],
]

describe('by the first answers', () => {
  test.each(byAnswers)('%s', async (_, of, message) => {
    const { code, out, err, changing } = await run(of)
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: typeof message === 'string' ? [message] : message,
    })
    const logins = changing.filter((line) => line === 'POST /login as nobody')
    expect(logins.length).toBeLessThan(2)
    expect(changing).toEqual(logins)
  })
})
