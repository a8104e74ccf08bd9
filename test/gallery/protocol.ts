/**
 * A field of the request is acted on before the verdict.
 */
import { Authn, decide, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ report: {} })

const readReport = Route.of({ method: 'GET', resource: 'report' })
const queryReport = Route.of({ method: 'QUERY', resource: 'report' })
const changeReport = Route.of({ method: 'PATCH', resource: 'report' })
const removeReport = Route.of({ method: 'DELETE', resource: 'report' })

const notFound = (): Response => json(404, { message: 'not found' })

type Reports = ReadonlyMap<string, Owned>

/** The verdict first, and then what `ok` does. */
const decided =
  (
    route: Route.Route<'report', string, 'item', 'present'>,
    ok: (request: Request) => Response = () => json(200, { pages: 7 }),
  ) =>
  (request: Request, reports: Reports, id = ''): Response => {
    const verdict = decide(route, authn(request), ...facts(request, reports.get(id)), policy)
    return verdict._tag === 'Ok' ? ok(request) : send(verdict)
  }

/** Something is done first with a report that is there, whoever asks for it. */
const early =
  (first: (request: Request) => Response | undefined) =>
  (request: Request, reports: Reports, id = ''): Response => {
    const row = reports.get(id)
    if (row === undefined) return notFound()
    return first(request) ?? (isOwner(request, row) ? json(200, { pages: 7 }) : notFound())
  }

const report = {
  path: '/reports/emmas-audit',
  stranger: 'tara',
  store: rows<Owned>({ 'emmas-audit': { owner: 'emma' } }),
  entitled: ask('GET /reports/emmas-audit'),
} as const

const has = (request: Request, name: string, value: RegExp): boolean =>
  value.test(request.headers.get(name) ?? '')

const outOfRange = (request: Request): Response | undefined =>
  has(request, 'range', /^bytes=9/)
    ? json(416, { message: 'too far' }, { 'content-range': 'bytes */4096' })
    : undefined

const unchanged = (request: Request): Response | undefined =>
  has(request, 'if-modified-since', / 2100 /) ? new Response(null, { status: 304 }) : undefined

const upgraded = (request: Request): Response | undefined =>
  has(request, 'upgrade', /websocket/)
    ? json(426, { message: 'another version' }, { upgrade: 'websocket' })
    : undefined

const later = (request: Request): Response | undefined =>
  has(request, 'prefer', /respond-async/)
    ? json(202, { message: 'it is being made' }, { 'preference-applied': 'respond-async' })
    : undefined

const coded = (request: Request): Response | undefined =>
  request.headers.has('content-encoding') ? json(415, { message: 'unknown coding' }) : undefined

const cors = { 'access-control-allow-origin': '*' }

/** Credentials that are no name of a user are rejected. */
const isKnown = (request: Request): boolean => [undefined, 'emma', 'tara'].includes(caller(request))

export const protocol: ReadonlyArray<Exhibit> = [
  exhibit({
    ...report,
    title: 'A preflight that looks at the thing',
    cases: ['solid/specification#188'],
    visible: `
      A preflight has no credentials. An answer that allows the methods of what is stored there tells
      anybody what that is.
    `,
    closed: 'A preflight is answered for the route, without a look at what is there.',
    stranger: 'anonymous',
    askedBy: 'a preflight',
    tells: { channel: 'header', field: 'access-control-allow-methods' },
    leaky: {
      'GET /reports/:id': decided(readReport),
      'OPTIONS /reports/:id': (request, reports, id = '') => {
        if (!request.headers.has('access-control-request-method'))
          return new Response(null, { status: 204 })
        const methods = reports.has(id) ? 'GET, PATCH, DELETE' : 'PUT'
        const headers = { ...cors, 'access-control-allow-methods': methods }
        return new Response(null, { status: 204, headers })
      },
    },
    mended: {
      'GET /reports/:id': decided(readReport),
      'OPTIONS /reports/:id': () => {
        const headers = { ...cors, 'access-control-allow-methods': 'GET, PATCH, PUT, DELETE' }
        return new Response(null, { status: 204, headers })
      },
    },
  }),
  exhibit({
    ...report,
    title: 'A range that is too far',
    cases: [],
    visible: `
      A range behind the end is a 416, with the length of the report. It was looked at before the
      permission.
    `,
    closed: 'A range is looked at behind `Ok`, as preconditions are.',
    askedBy: 'GET with range: bytes=99999-',
    tells: { channel: 'status' },
    leaky: { 'GET /reports/:id': early(outOfRange) },
    mended: {
      'GET /reports/:id': decided(readReport, (request) => outOfRange(request) ?? json(200, {})),
    },
  }),
  exhibit({
    ...report,
    title: 'A date that is never reached',
    cases: ['linkeddata/gold#77'],
    visible: `
      The access is to be checked before a 304. A date long ago shows no 304, and one that is far
      ahead does.
    `,
    closed: 'Preconditions are looked at behind `Ok`.',
    askedBy: 'GET with if-modified-since: Fri, 01 Jan 2100 00:00:00 GMT',
    tells: { channel: 'status' },
    leaky: { 'GET /reports/:id': early(unchanged) },
    mended: {
      'GET /reports/:id': decided(readReport, (request) => unchanged(request) ?? json(200, {})),
    },
  }),
  exhibit({
    ...report,
    title: 'An upgrade before the permission',
    cases: [],
    visible:
      'A report that exists may be watched over a WebSocket, and the handshake knew it first.',
    closed: 'The handshake is a GET, which is decided on as any GET.',
    askedBy: 'GET with connection: upgrade and upgrade: websocket',
    tells: { channel: 'status' },
    leaky: { 'GET /reports/:id': early(upgraded) },
    mended: {
      'GET /reports/:id': decided(readReport, (request) => upgraded(request) ?? json(200, {})),
    },
  }),
  exhibit({
    ...report,
    title: 'A job that is begun for anybody',
    cases: [],
    visible: `
      Whoever prefers an answer later gets a 202. The permission was checked by the job, and whether
      the report exists was checked before.
    `,
    closed: 'The verdict comes first, and the job is begun behind `Ok`.',
    askedBy: 'GET with prefer: respond-async',
    tells: { channel: 'status' },
    leaky: { 'GET /reports/:id': early(later) },
    mended: {
      'GET /reports/:id': decided(readReport, (request) => later(request) ?? json(200, {})),
    },
  }),
  exhibit({
    ...report,
    title: 'A method in a field',
    cases: [],
    visible: `
      The method was taken from \`X-HTTP-Method\` once the report was found. The rule for DELETE was
      another than that for POST.
    `,
    closed: 'The method is read first. The route of that method is decided on.',
    askedBy: 'POST with x-http-method: DELETE',
    tells: { channel: 'status' },
    leaky: {
      'GET /reports/:id': decided(readReport),
      'POST /reports/:id': (request, reports, id = '') => {
        const row = reports.get(id)
        if (row === undefined || request.headers.get('x-http-method') !== 'DELETE')
          return notFound()
        return isOwner(request, row) ? json(200, {}) : json(403, { message: 'only the owner' })
      },
    },
    mended: {
      'GET /reports/:id': decided(readReport),
      'POST /reports/:id': (request, reports, id) =>
        request.headers.get('x-http-method') === 'DELETE'
          ? decided(removeReport)(request, reports, id)
          : notFound(),
    },
  }),
  exhibit({
    ...report,
    title: 'Another method that a field overrides',
    cases: [],
    visible: `
      Middleware let \`X-HTTP-Method-Override\` turn a POST into a PATCH. The handler of PATCH was the
      only one that did not conceal.
    `,
    closed: 'Each method that may be reached is decided on, whichever way it is reached.',
    askedBy: 'POST with x-http-method-override: PATCH',
    tells: { channel: 'status' },
    leaky: {
      'GET /reports/:id': decided(readReport),
      'POST /reports/:id': (request, reports, id = '') => {
        const row = reports.get(id)
        const method = request.headers.get('x-http-method-override')
        if (row === undefined || method !== 'PATCH') return notFound()
        return isOwner(request, row) ? json(200, {}) : json(403, { message: 'only the owner' })
      },
    },
    mended: {
      'GET /reports/:id': decided(readReport),
      'POST /reports/:id': (request, reports, id) =>
        request.headers.get('x-http-method-override') === 'PATCH'
          ? decided(changeReport)(request, reports, id)
          : notFound(),
    },
  }),
  exhibit({
    ...report,
    title: 'A coding that nobody knows',
    cases: [],
    visible: `
      The body of a PATCH was decoded once the report was found. A coding that the server does not
      know is a 415.
    `,
    closed: 'A body is decoded before the look-up, or behind `Ok`.',
    askedBy: 'PATCH with a body in a coding that nobody knows',
    tells: { channel: 'status' },
    leaky: { 'GET /reports/:id': decided(readReport), 'PATCH /reports/:id': early(coded) },
    mended: {
      'GET /reports/:id': decided(readReport),
      'PATCH /reports/:id': decided(changeReport, (request) => coded(request) ?? json(200, {})),
    },
  }),
  exhibit({
    ...report,
    title: 'A query with a body',
    cases: [],
    visible: 'A new method came with a handler of its own, which answered 403 for what exists.',
    closed: 'QUERY is decided as every method of the report is.',
    askedBy: 'QUERY',
    tells: { channel: 'status' },
    leaky: {
      'GET /reports/:id': decided(readReport),
      'QUERY /reports/:id': (request, reports, id = '') => {
        const row = reports.get(id)
        if (row === undefined) return notFound()
        return isOwner(request, row) ? json(200, {}) : json(403, { message: 'forbidden' })
      },
    },
    mended: { 'GET /reports/:id': decided(readReport), 'QUERY /reports/:id': decided(queryReport) },
  }),
  exhibit({
    ...report,
    title: 'A bad token that is read last',
    cases: [],
    visible: `
      The token was verified when the permission was checked, and so only for a report that exists.
      Without a token, all was a 404.
    `,
    closed: 'Rejected credentials are a 401 in the first row, whatever is there.',
    stranger: 'anonymous',
    askedBy: 'GET with a token that nobody issued',
    tells: { channel: 'status' },
    leaky: {
      'GET /reports/:id': early((request) =>
        isKnown(request) ? undefined : json(401, { message: 'bad token' }),
      ),
    },
    mended: {
      'GET /reports/:id': (request, reports, id = '') => {
        const who = isKnown(request) ? authn(request) : Authn.rejected('invalid', 'Bearer')
        const verdict = decide(readReport, who, ...facts(request, reports.get(id)), policy)
        return verdict._tag === 'Ok' ? json(200, { pages: 7 }) : send(verdict)
      },
    },
  }),
  exhibit({
    ...report,
    title: 'An id for the log, of denials alone',
    cases: [],
    visible: `
      A denial was logged under an id, which was sent in a field. Its value differs each time, and so
      it was left out of tests. That the field is there tells.
    `,
    closed: 'Each answer has an id of its request, or none has.',
    arranged: { volatile: ['x-request-id'] },
    askedBy: 'GET',
    tells: { channel: 'header', field: 'x-request-id' },
    leaky: {
      'GET /reports/:id': (request, reports, id = '') => {
        const row = reports.get(id)
        if (row !== undefined && isOwner(request, row)) return json(200, { pages: 7 })
        const logged = { 'x-request-id': crypto.randomUUID() }
        return json(404, { message: 'not found' }, row === undefined ? {} : logged)
      },
    },
    mended: { 'GET /reports/:id': decided(readReport) },
  }),
]
