/**
 * The handlers, as an application writes them: look up, state the facts, send what the verdict
 * says. Preconditions and bodies are looked at after `Ok` and never before. `Ok` on a route that
 * expects presence means that the row is there.
 */
import { Facts, Permission, Route, type Authn, type decide, type Refusal } from 'glomar'
import type { Account, AccountRecord, Call, Database, Person } from './database.js'
import type { AppPolicy } from './policies.js'

/** An answer of the application itself. */
export interface Reply {
  readonly _tag: 'Reply'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Exchange {
  readonly method: string
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

/** A refusal goes out as it is. */
export type Handler = (x: Exchange) => Promise<Reply | Refusal>

export const reply = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Reply => ({ _tag: 'Reply', status, headers, body })

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  reply(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(body))

const badRequest = reply(
  400,
  { 'content-type': 'application/problem+json' },
  JSON.stringify({ type: 'about:blank', title: 'Bad Request', status: 400 }),
)

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The text under a key of a JSON body, or `undefined`. */
const field = (body: string, key: string): string | undefined => {
  const value = parse(body)
  const text: unknown =
    typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined
  return typeof text === 'string' ? text : undefined
}

// ---------------------------------------------------------------- the call recorder

const read = { scopes: ['calls:read'] }
const write = { scopes: ['calls:write'] }

const routes = {
  listCalls: Route.of({ method: 'GET', resource: 'calls', shape: 'collection', requires: read }),
  hearCall: Route.of({ method: 'GET', resource: 'call', requires: read }),
  replaceCall: Route.of({ method: 'PUT', resource: 'call', requires: write }),
  deleteCall: Route.of({ method: 'DELETE', resource: 'call', requires: write }),
  listRequests: Route.of({
    method: 'GET',
    resource: 'access-requests',
    shape: 'collection',
    requires: read,
  }),
  fileRequest: Route.of({
    method: 'POST',
    resource: 'access-requests',
    shape: 'collection',
    requires: read,
  }),
}

/** A denial that says where to ask. It reaches those whom the policy entitles, and nobody else. */
const askFor = (target: string): Permission.Permission =>
  Permission.deny({
    mayKnow: false,
    missingPermissions: ['calls.listen'],
    requestAccess: `/access-requests?for=${target}`,
  })

const mayList = (user: string | null) => (person: Person) =>
  person.phone === user || person.shared
    ? Permission.grant()
    : askFor(`/users/${person.phone}/calls`)

/** The owner may do anything with a call. Those whom the owner shares it with may listen. */
const mayListen = (user: string | null) => (call: Call) =>
  call.owner === user || call.shared ? Permission.grant() : askFor(`/calls/${call.id}`)

const mayChange = (user: string | null) => (call: Call) => {
  if (call.owner === user) return Permission.grant()
  return call.shared
    ? Permission.deny({ mayKnow: true, missingPermissions: ['calls.change'] })
    : askFor(`/calls/${call.id}`)
}

export const listCalls: Handler = async ({ params, authn, user, db, policy, decide }) => {
  const { phone = '' } = params
  const person = await db.person(phone, user)
  const facts = Facts.of(person, mayList(user))
  const verdict = decide(routes.listCalls, authn, ...facts, policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.callsOf(phone))
}

const etag = ({ title }: Call): string => `"${Buffer.from(title).toString('base64url')}"`

const sound = (call: Call, ifNoneMatch: string | undefined): Reply =>
  ifNoneMatch === etag(call)
    ? reply(304, { etag: etag(call) })
    : json(200, { title: call.title, audio: call.audio }, { etag: etag(call) })

export const hearCall: Handler = async ({ params, headers, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const call = await db.call(id, user)
  const facts = Facts.of(call, mayListen(user))
  const verdict = decide(routes.hearCall, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return sound(call as Call, headers['if-none-match'])
}

/** A person is passed by those who may list their calls. Where to ask is said by the call. */
const mayPass = (user: string | null) => (person: Person) =>
  person.phone === user || person.shared ? Permission.grant() : Permission.deny()

/** The same call under its owner. The owner is an ancestor, which may block the caller. */
export const hearCallOf: Handler = async ({ params, headers, authn, user, db, policy, decide }) => {
  const { phone = '', id = '' } = params
  const [person, call] = await Promise.all([db.person(phone, user), db.call(id, user)])
  const facts = Facts.of(call?.owner === phone ? call : undefined, mayListen(user), {
    ancestors: [{ resource: 'user', facts: Facts.of(person, mayPass(user)) }],
  })
  const verdict = decide(routes.hearCall, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return sound(call as Call, headers['if-none-match'])
}

export const replaceCall: Handler = async (x) => {
  const { params, headers, body, authn, user, db, policy, decide } = x
  const { id = '' } = params
  const call = await db.call(id, user)
  const facts = Facts.of(call, mayChange(user))
  const verdict = decide(routes.replaceCall, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  if (isStale(headers, call as Call)) return reply(412)
  const title = field(body, 'title')
  if (title === undefined) return badRequest
  await db.rename(id, title)
  return reply(204)
}

export const deleteCall: Handler = async ({ params, headers, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const call = await db.call(id, user)
  const facts = Facts.of(call, mayChange(user))
  const verdict = decide(routes.deleteCall, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  if (isStale(headers, call as Call)) return reply(412)
  await db.remove(id)
  return reply(204)
}

const isStale = (headers: Exchange['headers'], call: Call): boolean =>
  headers['if-match'] !== undefined && headers['if-match'] !== etag(call)

/** The requests that the caller was sent. There is always such a list. */
export const listRequests: Handler = async ({ authn, user, db, policy, decide }) => {
  const facts = Facts.of('the list', () => Permission.grant())
  const verdict = decide(routes.listRequests, authn, ...facts, policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.requestsTo(user ?? ''))
}

/** Takes a request for access to anything, and says the same of what exists and what does not. */
export const fileRequest: Handler = async ({ query, authn, user, db, policy, decide }) => {
  const facts = Facts.of('the list', () => Permission.grant())
  const verdict = decide(routes.fileRequest, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  await db.file(user ?? '', query.get('for') ?? '')
  return json(202, { message: 'If it exists, its owner has been asked.' })
}

// ---------------------------------------------------------------- accounts

const readAccounts = { scopes: ['accounts:read'] }
const writeAccounts = { scopes: ['accounts:write'] }

const accountRoutes = {
  get: Route.of({ method: 'GET', resource: 'account', requires: readAccounts }),
  listRecords: Route.of({
    method: 'GET',
    resource: 'records',
    shape: 'collection',
    requires: readAccounts,
  }),
  getRecord: Route.of({ method: 'GET', resource: 'record', requires: readAccounts }),
  changeRecord: Route.of({ method: 'PUT', resource: 'record', requires: writeAccounts }),
  listUsers: Route.of({
    method: 'GET',
    resource: 'record-users',
    shape: 'collection',
    requires: readAccounts,
  }),
  getIdentityProvider: Route.of({
    method: 'GET',
    resource: 'identity-provider',
    requires: readAccounts,
  }),
}

const isMember = ({ member }: Account) => (member ? Permission.grant() : Permission.deny())

export const getAccount: Handler = async ({ params, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const account = await db.account(id, user)
  const verdict = decide(accountRoutes.get, authn, ...Facts.of(account, isMember), policy)
  if (verdict._tag !== 'Ok') return verdict
  return json(200, { id, name: account?.name })
}

export const listRecords: Handler = async ({ params, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const account = await db.account(id, user)
  const verdict = decide(accountRoutes.listRecords, authn, ...Facts.of(account, isMember), policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.recordsOf(id))
}

/** A caller with a role in a record may read it. An admin may change it and list its users. */
const mayRead = (role: string | undefined) => () =>
  role === undefined ? Permission.deny() : Permission.grant()

const mayAdminister = (role: string | undefined) => () => {
  if (role === undefined) return Permission.deny()
  return role === 'admin'
    ? Permission.grant()
    : Permission.deny({ mayKnow: true, missingPermissions: ['records.update'] })
}

/**
 * The record and the caller's role in it. Both are asked for, always. So a service that is down
 * looks the same for records that exist and for those that do not.
 */
const recordAndRole = (db: Database, id: string, user: string | null) =>
  Promise.all([db.record(id), db.roleIn(id, user)])

export const getRecord: Handler = async ({ params, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const [record, role] = await recordAndRole(db, id, user)
  const facts = Facts.of(record, mayRead(role))
  const verdict = decide(accountRoutes.getRecord, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return json(200, record satisfies AccountRecord | undefined)
}

export const changeRecord: Handler = async ({ params, body, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const [record, role] = await recordAndRole(db, id, user)
  const facts = Facts.of(record, mayAdminister(role))
  const verdict = decide(accountRoutes.changeRecord, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  const name = field(body, 'name')
  if (name === undefined) return badRequest
  await db.renameRecord(id, name)
  return reply(204)
}

export const listUsers: Handler = async ({ params, authn, user, db, policy, decide }) => {
  const { id = '' } = params
  const [record, role] = await recordAndRole(db, id, user)
  const facts = Facts.of(record, mayAdminister(role), {
    ancestors: [{ resource: 'record', facts: Facts.of(record, mayRead(role)) }],
  })
  const verdict = decide(accountRoutes.listUsers, authn, ...facts, policy)
  if (verdict._tag === 'Empty') return json(200, [])
  if (verdict._tag !== 'Ok') return verdict
  return json(200, await db.usersOf(id))
}

/** Every caller may have the identity provider of every domain, so they may know which is free. */
export const getIdentityProvider: Handler = async ({ params, authn, db, policy, decide }) => {
  const found = await db.identityProvider(params['domain'] ?? '')
  const facts = Facts.of(found, () => Permission.grant(), { whenAbsent: Permission.grant() })
  const verdict = decide(accountRoutes.getIdentityProvider, authn, ...facts, policy)
  if (verdict._tag !== 'Ok') return verdict
  return json(200, found)
}
