/**
 * An error tells: by what it carries, by its id, by whom it names.
 */
import { Authn, Permission, Policy, prepare } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, fields, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ record: {}, recording: {} })

const getRecord = prepare({ method: 'GET', resource: 'record' }, policy)
const getRecording = prepare({ method: 'GET', resource: 'recording' }, policy)
const signIn = prepare({ method: 'POST', resource: 'session' }, Policy.of({ session: {} }, { schemes: ['Basic'] }))

const forbidden = (action: string, subject?: Owned): Error => Object.assign(new Error('Forbidden'), { action, subject })

export const errors: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'An error object on the wire',
    cases: ['SoftwareBrothers/adminjs#1706'],
    visible:
      'The error about a forbidden record carried the record, so that any user could read those of others. (Elsewhere, too, errors carry more than a message: that of CASL the ability and the subject, those of jose about claims the payload of the token.)',
    closed: 'A refusal is made from the request and the policy; no error of anybody else is sent.',
    path: '/records/7',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /records/7'),
    store: rows({ '7': { owner: 'emma', title: 'Termination' } }),
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
        const verdict = getRecord(authn(request), ...facts(request, record))
        return verdict._tag === 'Ok' ? json(200, record) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'An error id for denials only',
    cases: [],
    visible: 'The problem details of a denial have an `instance`, under which it was logged; a miss is not logged and has none.',
    closed: 'What identifies an answer comes from the request: the correlation id that was sent, on both.',
    path: '/recordings/7',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /recordings/7'),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'GET /recordings/:id': (request, recordings, id) => {
        const recording = recordings.get(id)
        const problem = { title: 'Not Found', status: 404 }
        if (recording === undefined) return json(404, problem)
        if (!isOwner(request, recording)) return json(404, { ...problem, instance: `/audit/recordings/${id}` })
        return json(200, { id })
      },
    },
    mended: {
      'GET /recordings/:id': (request, recordings, id) => {
        const correlationId = request.headers.get('x-request-id') ?? undefined
        const verdict = getRecording(authn(request), ...facts(request, recordings.get(id)), { correlationId })
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A sign-in that knows the account',
    cases: ['go-gitea/gitea CVE-2025-69413 (GHSA-pc73-rj2c-wvf9)'],
    visible:
      '`/api/v1/user` answered a failed authentication differently, depending on whether the username exists (CWE-204, an observable discrepancy of responses).',
    closed: 'Rejected credentials are one 401, whatever was wrong with them.',
    path: '/users/emma',
    askedBy: question('POST /sign-in', { user: 'emma', password: 'a guess' }),
    tells: { channel: 'body' },
    stranger: 'anonymous',
    entitled: ask('POST /sign-in', { user: 'emma', password: 'correct horse' }),
    store: rows({ emma: { password: 'correct horse' } }),
    leaky: {
      'POST /sign-in': async (request, accounts) => {
        const { user = '', password } = await fields(request)
        const account = accounts.get(user)
        if (account === undefined) return json(401, { message: 'user does not exist' })
        if (account.password !== password) return json(401, { message: 'password is invalid' })
        return json(200, { user })
      },
    },
    mended: {
      'POST /sign-in': async (request, accounts) => {
        const { user = '', password } = await fields(request)
        const account = accounts.get(user)
        const good = account !== undefined && account.password === password
        const verdict = signIn(good ? Authn.authenticated() : Authn.rejected('invalid', 'Basic'), 'present', Permission.granted)
        return verdict._tag === 'Ok' ? json(200, { user }) : send(verdict)
      },
    },
  }),
]
