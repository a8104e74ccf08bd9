/**
 * An error tells: its members, its id, its text.
 */
import { Authn, decide, Permission, Policy, Route, type Renderer } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, fields, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ record: {}, recording: {} })
const accounts = Policy.of({ session: {} }, { schemes: ['Basic'] })

const getRecord = Route.of({ method: 'GET', resource: 'record' })
const getRecording = Route.of({ method: 'GET', resource: 'recording' })
const signIn = Route.of({ method: 'POST', resource: 'session' })

const forbidden = (action: string, subject?: Owned): Error =>
  Object.assign(new Error('Forbidden'), { action, subject })

/** The problem details, and the id that the request came with. */
const withInstance: Renderer<Request> = ({ body }, { headers }) => ({
  body: JSON.stringify({ ...body, instance: `/requests/${headers.get('x-request-id') ?? ''}` }),
})

export const errors: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'An error object on the wire',
    cases: ['SoftwareBrothers/adminjs#1706'],
    visible: `
      The error about a forbidden record carried the record, so that any user could read those of
      others. (Elsewhere, too, an error carries more than a message. That of CASL carries the
      ability and the subject. Those of jose about claims carry the payload of the token.)
    `,
    closed: `
      A refusal is made from the request and the policy. No error of anybody else is sent.
    `,
    path: '/records/emmas-record',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /records/emmas-record'),
    store: rows({ 'emmas-record': { owner: 'emma', title: 'Termination' } }),
    leaky: {
      'GET /records/:id': (request, records, id) => {
        try {
          const record = records.get(id)
          // the same error for both, so that they look alike
          if (record === undefined || !isOwner(request, record)) throw forbidden('read', record)
          return json(200, record)
        } catch (error) {
          return json(403, { ...(error as object) })
        }
      },
    },
    mended: {
      'GET /records/:id': (request, records, id) => {
        const record = records.get(id)
        const verdict = decide(getRecord, authn(request), ...facts(request, record), policy)
        return verdict._tag === 'Ok' ? json(200, record) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'An error id for denials only',
    cases: [],
    visible: `
      The problem details of a denial have an \`instance\`, under which it was logged. A miss is not
      logged and has none.
    `,
    closed: `
      What identifies an answer comes from the request. A renderer adds the request id to both.
    `,
    path: '/recordings/emmas-recording',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /recordings/emmas-recording'),
    store: rows({ 'emmas-recording': { owner: 'emma' } }),
    leaky: {
      'GET /recordings/:id': (request, recordings, id) => {
        const recording = recordings.get(id)
        const problem = { title: 'Not Found', status: 404 }
        if (recording === undefined) return json(404, problem)
        if (isOwner(request, recording)) return json(200, { id })
        return json(404, { ...problem, instance: `/audit/recordings/${id}` })
      },
    },
    mended: {
      'GET /recordings/:id': (request, recordings, id) => {
        const its = facts(request, recordings.get(id))
        const verdict = decide(getRecording, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict, withInstance, request)
      },
    },
  }),
  exhibit({
    title: 'A sign-in that knows the account',
    cases: ['go-gitea/gitea CVE-2025-69413 (GHSA-pc73-rj2c-wvf9)'],
    visible: `
      \`/api/v1/user\` answered a failed authentication in two ways, depending on whether the
      username exists (CWE-204, an observable discrepancy of responses).
    `,
    closed: 'Rejected credentials are one 401, whatever was wrong with them.',
    path: '/users/emma',
    askedBy: question('POST /sign-in', { user: 'emma', password: 'a guess' }),
    tells: { channel: 'body' },
    stranger: 'anonymous',
    entitled: ask('POST /sign-in', { user: 'emma', password: 'correct horse' }),
    store: rows({ emma: { password: 'correct horse' } }),
    leaky: {
      'POST /sign-in': async (request, users) => {
        const { user = '', password } = await fields(request)
        const account = users.get(user)
        if (account === undefined) return json(401, { message: 'user does not exist' })
        if (account.password !== password) return json(401, { message: 'password is invalid' })
        return json(200, { user })
      },
    },
    mended: {
      'POST /sign-in': async (request, users) => {
        const { user = '', password } = await fields(request)
        const account = users.get(user)
        const good = account !== undefined && account.password === password
        const who = good ? Authn.authenticated() : Authn.rejected('invalid', 'Basic')
        const verdict = decide(signIn, who, 'present', Permission.grant(), accounts)
        return verdict._tag === 'Ok' ? json(200, { user }) : send(verdict)
      },
    },
  }),
]
