/**
 * A check of what was sent tells, where it is made before the permission or against what the caller may not see.
 */
import { Facts, Permission, Policy, prepare } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, fields, isOwner, json, send } from './service.js'

const policy = Policy.of({ invoice: {}, agent: {}, shelf: { concealAs: 'forbidden' }, call: {}, workspace: {} })

const updateInvoice = prepare({ method: 'PATCH', resource: 'invoice' }, policy)
const getAgent = prepare({ method: 'GET', resource: 'agent' }, policy)
const createAgent = prepare({ method: 'PUT', resource: 'agent', expects: 'absent' }, policy)
const createShelf = prepare({ method: 'PUT', resource: 'shelf', expects: 'absent' }, policy)
const getCall = prepare({ method: 'GET', resource: 'call' }, policy)
const getWorkspace = prepare({ method: 'GET', resource: 'workspace' }, policy)

const isInvoice = (sent: object): boolean => Object.keys(sent).every((name) => ['amount', 'due'].includes(name))

const librarian = 'emma'

const workspace = { owner: 'emma' }

export const validation: ReadonlyArray<Exhibit> = [
  exhibit({
    title: '422 before 403',
    cases: ['zfcampus/zf-apigility-admin#47', 'filiptrivan/spiderly#419', '4Catalyzer/flask-resty#292', 'terminusdb/terminusdb#470'],
    visible:
      'The body was validated before the permission was checked. In the last case, a body that cannot be parsed was a 400, and another method a 405, where the reporter expected a failure of authentication.',
    closed: 'A body that needs the thing to be validated is validated after `Ok`.',
    path: '/invoices/7',
    askedBy: 'PATCH with a body that is not valid',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /invoices/7', { due: '2025-05-01' }),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'PATCH /invoices/:id': async (request, invoices, id) => {
        const invoice = invoices.get(id)
        if (invoice === undefined) return json(404, { message: 'not found' })
        if (!isInvoice(await fields(request))) return json(422, { message: 'unknown field' })
        if (!isOwner(request, invoice)) return json(404, { message: 'not found' })
        return json(200, { id })
      },
    },
    mended: {
      'PATCH /invoices/:id': async (request, invoices, id) => {
        const verdict = updateInvoice(authn(request), ...facts(request, invoices.get(id)))
        if (verdict._tag !== 'Ok') return send(verdict)
        return isInvoice(await fields(request)) ? json(200, { id }) : json(422, { message: 'unknown field' })
      },
    },
  }),
  exhibit({
    title: 'A name that somebody has',
    cases: ['xorbitsai/xagent#1199'],
    visible: 'A name that is taken in the global namespace was refused: first with a 403, after the change with a 409.',
    closed: 'Names are unique within what the caller can see. No policy can hide from a creator that a name is taken.',
    path: '/agents/helper',
    askedBy: 'PUT',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /agents/helper'),
    store: { hidden: () => [{ owner: 'emma', name: 'helper' }], missing: () => [] },
    leaky: {
      'GET /agents/:name': (request, agents, name) =>
        agents.some((agent) => agent.name === name && isOwner(request, agent)) ? json(200, { name }) : json(404, { message: 'not found' }),
      'PUT /agents/:name': (request, agents, name) => {
        if (agents.some((agent) => agent.name === name)) return json(409, { message: 'this name is not available' })
        agents.push({ owner: caller(request) ?? '', name })
        return json(201, { name })
      },
    },
    mended: {
      'GET /agents/:name': (request, agents, name) => {
        const own = agents.find((agent) => agent.name === name && isOwner(request, agent))
        const verdict = getAgent(authn(request), ...facts(request, own))
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
      'PUT /agents/:name': (request, agents, name) => {
        const own = agents.find((agent) => agent.name === name && isOwner(request, agent))
        const verdict = createAgent(authn(request), ...Facts.of(own, () => Permission.granted, Permission.granted))
        if (verdict._tag === 'Conflict') return json(409, { message: 'you have one of this name' })
        if (verdict._tag !== 'Ok') return send(verdict)
        agents.push({ owner: caller(request) ?? '', name })
        return json(201, { name })
      },
    },
  }),
  exhibit({
    title: '409 before the permission to create',
    cases: ['the documentation of PostgREST'],
    visible:
      'A violation of a unique constraint (23505) is a 409. (AIP-133 requires PERMISSION_DENIED for a caller who may not see what has the name.)',
    closed: 'The route expects absence; a caller who may not create gets one refusal, whether the name is free or taken.',
    path: '/v1/shelves/bequests',
    askedBy: 'PUT',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PUT /v1/shelves/poetry'),
    store: rows({ bequests: { owner: 'emma' } }),
    leaky: {
      'PUT /v1/shelves/:name': (request, shelves, name) => {
        if (shelves.has(name)) return json(409, { code: 'ALREADY_EXISTS' })
        if (caller(request) !== librarian) return json(403, { code: 'PERMISSION_DENIED' })
        shelves.set(name, { owner: librarian })
        return json(201, { name })
      },
    },
    mended: {
      'PUT /v1/shelves/:name': (request, shelves, name) => {
        const mayCreate = caller(request) === librarian ? Permission.granted : Permission.denied
        const verdict = createShelf(authn(request), ...Facts.of(shelves.get(name), () => mayCreate, mayCreate))
        if (verdict._tag === 'Conflict') return json(409, { code: 'ALREADY_EXISTS' })
        if (verdict._tag !== 'Ok') return send(verdict)
        shelves.set(name, { owner: librarian })
        return json(201, { name })
      },
    },
  }),
  exhibit({
    title: 'A foreign key as an oracle',
    cases: ['the documentation of PostgreSQL (Row Security Policies, CREATE POLICY)', 'that of PostgREST'],
    visible:
      'Checks of unique and foreign keys always bypass row security, so that an insert which succeeds tells that the row it refers to exists; the first warns of "covert channel" leaks. In the second, a violation of a foreign key (23503) is a 409.',
    closed: 'What a body refers to is decided on like a request for it.',
    path: '/calls/7',
    askedBy: question('POST /comments', { call: '7', text: 'first' }),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /comments', { call: '7', text: 'first' }),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'POST /comments': async (request, calls) => {
        const { call = '', text } = await fields(request)
        if (!calls.has(call)) return json(409, { code: '23503', message: 'violates foreign key constraint "comments_call_fkey"' })
        return json(201, { call, text })
      },
    },
    mended: {
      'POST /comments': async (request, calls) => {
        const { call = '', text } = await fields(request)
        const verdict = getCall(authn(request), ...facts(request, calls.get(call)))
        return verdict._tag === 'Ok' ? json(201, { call, text }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A form that checks while one types',
    cases: ['Jenkins Warnings Next Generation CVE-2021-21626 (GHSA-7j3x-xm4j-jfj7)'],
    visible:
      'The validation of a form told, without a check of the permission, whether a file pattern matches the contents of a workspace; a sequence of requests listed them.',
    closed: 'A helper of a form passes the gate of what it looks into; a dry run passes the gate of the real one (AIP-163).',
    path: '/job/app/ws/deploy.pem',
    askedBy: question('POST /job/app/checkPattern', { pattern: 'deploy.pem' }),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('POST /job/app/checkPattern', { pattern: 'deploy.pem' }),
    store: rows({ 'deploy.pem': { bytes: 1704 } }),
    leaky: {
      'POST /job/:job/checkPattern': async (request, files) => {
        const { pattern = '' } = await fields(request)
        return json(200, files.has(pattern) ? { kind: 'ok' } : { kind: 'warning', message: 'no file matches' })
      },
    },
    mended: {
      'POST /job/:job/checkPattern': async (request, files) => {
        const verdict = getWorkspace(authn(request), ...facts(request, workspace))
        if (verdict._tag !== 'Ok') return send(verdict)
        const { pattern = '' } = await fields(request)
        return json(200, files.has(pattern) ? { kind: 'ok' } : { kind: 'warning', message: 'no file matches' })
      },
    },
  }),
]
