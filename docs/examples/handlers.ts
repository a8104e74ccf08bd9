/**
 * The handlers, as an application writes them: look up, state the facts, send what the verdict says. Preconditions and bodies
 * are looked at after `Ok` and never before. `Ok` on a route that expects presence means that the row is there.
 */
import { Chain, Facts, Permission, type Authn, type decide } from 'glomar'
import type { Call, Database } from './database.js'
import type { AppPolicy } from './policies.js'

/** A refusal is one of these as it is. */
export interface Reply {
  readonly status: number
  readonly headers: object
  readonly body?: unknown
}

export interface Exchange {
  readonly method: string
  /** The path as sent. */
  readonly target: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  readonly authn: Authn.Authn
  readonly user: string | null
  readonly db: Database
  readonly policy: AppPolicy
  /** `decide`, with the truth kept for the operator. */
  readonly decide: typeof decide
}

type Handler = (x: Exchange) => Promise<Reply>

const json = (status: number, body: unknown, headers: object = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
})
const done: Reply = { status: 204, headers: {} }
const badRequest: Reply = {
  status: 400,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: 'about:blank', title: 'Bad Request', status: 400 },
}
const preconditionFailed: Reply = { status: 412, headers: {} }

const read = { scopes: ['calls:read'] }
const write = { scopes: ['calls:write'] }

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The text under a key of a JSON body, or nothing. */
const field = (body: string, key: string): string | undefined => {
  const value = parse(body)
  const text: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  return typeof text === 'string' ? text : undefined
}

// ---------------------------------------------------------------- the call recorder

const askFor = (target: string): Permission.Permission =>
  Permission.deniedWith({ missing: ['calls.listen'], ask: `/access-requests?for=${target}` })

/** The owner may do anything with a call; whoever it is shared with may listen. */
const mayListen = (user: string | null) => (call: Call) =>
  call.owner === user || call.shared ? Permission.granted : askFor(`/calls/${call.id}`)

const mayChange = (user: string | null) => (call: Call) =>
  call.owner === user
    ? Permission.granted
    : call.shared
      ? Permission.deniedKnown({ missing: ['calls.change'] })
      : askFor(`/calls/${call.id}`)

export const listCalls: Handler = async ({ method, target, params: { phone = '' }, authn, user, db, policy, decide }) => {
  const person = await db.person(phone, user)
  const facts = Facts.of(person, ({ phone, shared }) => (phone === user || shared ? Permission.granted : askFor(`/users/${phone}/calls`)))
  const verdict = decide({ method, target, resource: 'calls', shape: 'collection', requires: read }, authn, ...facts, policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.callsOf(phone))
}

const etag = ({ title }: Call): string => `"${Buffer.from(title).toString('base64url')}"`

export const hearCall: Handler = async ({ method, target, params: { id = '' }, headers, authn, user, db, policy, decide }) => {
  const call = await db.call(id, user)
  const verdict = decide({ method, target, resource: 'call', requires: read }, authn, ...Facts.of(call, mayListen(user)), policy)
  if (verdict._tag !== 'Ok') return verdict
  return sound(call as Call, headers['if-none-match'])
}

const sound = (call: Call, ifNoneMatch: string | undefined): Reply =>
  ifNoneMatch === etag(call)
    ? { status: 304, headers: { etag: etag(call) } }
    : json(200, { title: call.title, audio: call.audio }, { etag: etag(call) })

export const changeCall: Handler = async ({ method, target, params: { id = '' }, headers, body, authn, user, db, policy, decide }) => {
  const call = await db.call(id, user)
  const verdict = decide({ method, target, resource: 'call', requires: write }, authn, ...Facts.of(call, mayChange(user)), policy)
  if (verdict._tag !== 'Ok') return verdict
  if (headers['if-match'] !== undefined && headers['if-match'] !== etag(call as Call)) return preconditionFailed
  if (method === 'DELETE') return db.remove(id).then(() => done)
  const title = field(body, 'title')
  return title === undefined ? badRequest : db.rename(id, title).then(() => done)
}

/** The same call under its owner: two links, of which the first may stop the caller. */
export const hearCallOf: Handler = async ({
  method,
  target,
  params: { phone = '', id = '' },
  headers,
  authn,
  user,
  db,
  policy,
  decide,
}) => {
  const [person, call] = await Promise.all([db.person(phone, user), db.call(id, user)])
  const request = { method, target, resource: 'call', requires: read } as const
  const mayPass = Facts.of(person, ({ phone, shared }) => (phone === user || shared ? Permission.granted : askFor(target)))
  const mayHear = Facts.of(call?.owner === phone ? call : undefined, mayListen(user))
  const { facts } = Chain.reach([['user', ...mayPass]], mayHear, request, authn, policy)
  const verdict = decide(request, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return sound(call as Call, headers['if-none-match'])
}

/** Takes a request for access to whatever it names, and says the same of what exists and of what does not. */
export const fileRequest: Handler = async ({ method, target, query, authn, user, db, policy, decide }) => {
  const verdict = decide(
    { method, target, resource: 'access-requests', shape: 'collection', requires: read },
    authn,
    'present',
    Permission.granted,
    policy,
  )
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  if (method !== 'POST') return json(200, await db.requestsTo(user ?? ''))
  // what was asked for may have had a query; whom to ask is in the path
  const [path = ''] = (query.get('for') ?? '').split('?')
  await db.file(user ?? '', path)
  return json(202, { message: 'If there is such a thing, its owner has been asked.' })
}

// ---------------------------------------------------------------- accounts

const readAccounts = { scopes: ['accounts:read'] }
const writeAccounts = { scopes: ['accounts:write'] }

export const getAccount: Handler = async ({ method, target, params: { id = '' }, authn, user, db, policy, decide }) => {
  const account = await db.account(id, user)
  const facts = Facts.of(account, ({ member }) => (member ? Permission.granted : Permission.denied))
  const verdict = decide({ method, target, resource: 'account', requires: readAccounts }, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return json(200, { id, name: account?.name })
}

export const listRecords: Handler = async ({ method, target, params: { id = '' }, authn, user, db, policy, decide }) => {
  const account = await db.account(id, user)
  const facts = Facts.of(account, ({ member }) => (member ? Permission.granted : Permission.denied))
  const verdict = decide({ method, target, resource: 'records', shape: 'collection', requires: readAccounts }, authn, ...facts, policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.recordsOf(id))
}

/** Who has a role in a record may read it; only an admin may change it or see who else has one. */
const mayRead = (role: string | undefined) => () => (role === undefined ? Permission.denied : Permission.granted)

const mayAdminister = (role: string | undefined) => () =>
  role === 'admin' ? Permission.granted : role === undefined ? Permission.denied : Permission.deniedKnown({ missing: ['records.update'] })

export const getRecord: Handler = async ({ method, target, params: { id = '' }, authn, user, db, policy, decide }) => {
  // both are asked for, so that an outage of either looks the same for what exists and for what does not
  const [record, role] = await Promise.all([db.record(id), db.roleIn(id, user)])
  const verdict = decide({ method, target, resource: 'record', requires: readAccounts }, authn, ...Facts.of(record, mayRead(role)), policy)
  if (verdict._tag !== 'Ok') return verdict
  return json(200, { id, name: record?.name })
}

export const changeRecord: Handler = async ({ method, target, params: { id = '' }, body, authn, user, db, policy, decide }) => {
  const [record, role] = await Promise.all([db.record(id), db.roleIn(id, user)])
  const facts = Facts.of(record, mayAdminister(role))
  const verdict = decide({ method, target, resource: 'record', requires: writeAccounts }, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  const name = field(body, 'name')
  return name === undefined ? badRequest : db.renameRecord(id, name).then(() => done)
}

export const listUsers: Handler = async ({ method, target, params: { id = '' }, authn, user, db, policy, decide }) => {
  const [record, role] = await Promise.all([db.record(id), db.roleIn(id, user)])
  const request = { method, target, resource: 'record-users', shape: 'collection', requires: readAccounts } as const
  const links = [['record', ...Facts.of(record, mayRead(role))]] as const
  const { facts } = Chain.reach(links, Facts.of(record, mayAdminister(role)), request, authn, policy)
  const verdict = decide(request, authn, ...facts, policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.usersOf(id))
}

/** Whoever knows the domain may have it; and as that is true of every domain, they may know of one that it is free. */
export const getIdentityProvider: Handler = async ({ method, target, params: { domain = '' }, authn, db, policy, decide }) => {
  const found = await db.identityProvider(domain)
  const facts = Facts.of(found, () => Permission.granted, Permission.granted)
  const verdict = decide({ method, target, resource: 'identity-provider', requires: readAccounts }, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return json(200, found)
}
