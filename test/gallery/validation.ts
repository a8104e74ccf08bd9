/**
 * A check of what was sent tells: one that is made before the permission, or against what the
 * caller may not see.
 */
import { decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, fields, isOwner, json, send } from './service.js'

const policy = Policy.of({
  invoice: {},
  agent: {},
  shelf: { concealAs: 'forbidden' },
  workspace: {},
})

const updateInvoice = Route.of({ method: 'PATCH', resource: 'invoice' })
const getAgent = Route.of({ method: 'GET', resource: 'agent' })
const createAgent = Route.of({ method: 'PUT', resource: 'agent', expects: 'absent' })
const createShelf = Route.of({ method: 'PUT', resource: 'shelf', expects: 'absent' })
const getWorkspace = Route.of({ method: 'GET', resource: 'workspace' })

const isInvoice = (sent: object): boolean =>
  Object.keys(sent).every((name) => ['amount', 'due'].includes(name))

const librarian = 'emma'

const workspace = { owner: 'emma' }

const matched = (files: ReadonlyMap<string, unknown>, pattern = ''): Response =>
  json(200, files.has(pattern) ? { kind: 'ok' } : { kind: 'warning', message: 'no file matches' })

export const validation: ReadonlyArray<Exhibit> = [
  exhibit({
    title: '422 before 403',
    cases: [
      'zfcampus/zf-apigility-admin#47',
      'filiptrivan/spiderly#419',
      '4Catalyzer/flask-resty#292',
      'terminusdb/terminusdb#470',
    ],
    visible: `
      The body was validated before the permission was checked. In the last case, a body that cannot
      be parsed was a 400, and another method a 405. The reporter expected a failure of
      authentication.
    `,
    closed: 'A body that needs the thing to be validated is validated after `Ok`.',
    path: '/invoices/emmas-invoice',
    askedBy: 'PATCH with a body that is not valid',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /invoices/emmas-invoice', { due: '2025-05-01' }),
    store: rows({ 'emmas-invoice': { owner: 'emma' } }),
    leaky: {
      'PATCH /invoices/:id': async (request, invoices, id) => {
        const invoice = invoices.get(id)
        if (invoice === undefined) return json(404, { message: 'not found' })
        if (!isInvoice(await fields(request))) return json(422, { message: 'unknown field' })
        return isOwner(request, invoice) ? json(200, { id }) : json(404, { message: 'not found' })
      },
    },
    mended: {
      'PATCH /invoices/:id': async (request, invoices, id) => {
        const its = facts(request, invoices.get(id))
        const verdict = decide(updateInvoice, authn(request), ...its, policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        if (!isInvoice(await fields(request))) return json(422, { message: 'unknown field' })
        return json(200, { id })
      },
    },
  }),
  exhibit({
    title: 'A name that somebody has',
    cases: ['xorbitsai/xagent#1199'],
    visible: `
      A name that is taken in the global namespace was refused: first with a 403, after the change
      with a 409.
    `,
    closed: `
      Names are unique within what the caller can see. No policy can hide from a creator that a name
      is taken.
    `,
    path: '/agents/emmas-helper',
    askedBy: 'PUT',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /agents/emmas-helper'),
    store: { hidden: () => [{ owner: 'emma', name: 'emmas-helper' }], missing: () => [] },
    leaky: {
      'GET /agents/:name': (request, agents, name) => {
        const own = agents.some((agent) => agent.name === name && isOwner(request, agent))
        return own ? json(200, { name }) : json(404, { message: 'not found' })
      },
      'PUT /agents/:name': (request, agents, name) => {
        if (agents.some((agent) => agent.name === name))
          return json(409, { message: 'this name is not available' })
        agents.push({ owner: caller(request) ?? '', name })
        return json(201, { name })
      },
    },
    mended: {
      'GET /agents/:name': (request, agents, name) => {
        const own = agents.find((agent) => agent.name === name && isOwner(request, agent))
        const verdict = decide(getAgent, authn(request), ...facts(request, own), policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
      'PUT /agents/:name': (request, agents, name) => {
        const own = agents.find((agent) => agent.name === name && isOwner(request, agent))
        const mayCreate = Permission.grant()
        const its = Facts.of(own, () => mayCreate, { whenAbsent: mayCreate })
        const verdict = decide(createAgent, authn(request), ...its, policy)
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
    visible: `
      A violation of a unique constraint (23505) is a 409. (AIP-133 requires PERMISSION_DENIED for a
      caller who may not see what has the name.)
    `,
    closed: `
      The route expects absence. A caller who may not create gets one refusal, whether the name is
      free or taken.
    `,
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
        const mayCreate = caller(request) === librarian ? Permission.grant() : Permission.deny()
        const its = Facts.of(shelves.get(name), () => mayCreate, { whenAbsent: mayCreate })
        const verdict = decide(createShelf, authn(request), ...its, policy)
        if (verdict._tag === 'Conflict') return json(409, { code: 'ALREADY_EXISTS' })
        if (verdict._tag !== 'Ok') return send(verdict)
        shelves.set(name, { owner: librarian })
        return json(201, { name })
      },
    },
  }),
  exhibit({
    title: 'A form that checks while one types',
    cases: ['Jenkins Warnings Next Generation CVE-2021-21626 (GHSA-7j3x-xm4j-jfj7)'],
    visible: `
      The validation of a form told whether a file pattern matches the contents of a workspace,
      without a check of the permission. A sequence of requests listed them.
    `,
    closed: `
      A helper of a form passes the gate of what it looks into. A dry run passes the gate of the
      real one (AIP-163).
    `,
    path: '/job/app/ws/deploy.pem',
    askedBy: question('POST /job/app/checkPattern', { pattern: 'deploy.pem' }),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('POST /job/app/checkPattern', { pattern: 'deploy.pem' }),
    store: rows({ 'deploy.pem': { bytes: 1704 } }),
    leaky: {
      'POST /job/:job/checkPattern': async (request, files) =>
        matched(files, (await fields(request))['pattern']),
    },
    mended: {
      'POST /job/:job/checkPattern': async (request, files) => {
        const verdict = decide(getWorkspace, authn(request), ...facts(request, workspace), policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        return matched(files, (await fields(request))['pattern'])
      },
    },
  }),
]
