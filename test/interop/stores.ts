/**
 * Where rows and objects are, on loopback: PostgREST over a real PostgreSQL, S3, and a service of
 * somebody else's.
 */
import type { PGlite } from '@electric-sql/pglite'
import { Authn, decide, Facts, Permission, Policy, Route } from 'glomar'
import { send } from 'glomar/http/node'
import { listening } from './fakes.js'

/**
 * `GET /documents?select=…&id=eq.…`, as PostgREST 14 answers it: the token is the name of the
 * caller, `revoked` is a role without a grant, and the rest is the database's.
 */
export const postgrestServer = (database: PGlite): Promise<string> =>
  listening((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const columns = (url.searchParams.get('select') ?? '')
      .split(',')
      .map((column) => (column === 'may_change' ? 'may_change(documents)' : column))
    const id = url.searchParams.get('id')?.replace('eq.', '')
    const user = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const role = user === 'revoked' ? 'revoked' : 'member'
    const asCaller = database.transaction(async (tx) => {
      await tx.query(
        "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)",
        [role, JSON.stringify({ sub: user })],
      )
      return tx.query(`select ${columns.join(', ')} from documents where id = $1`, [id])
    })
    const answer = (status: number, body: unknown): unknown =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    asCaller.then(
      ({ rows }) => answer(200, rows),
      (error: unknown) => {
        const { code, message } = error as { readonly code: string; readonly message: string }
        answer(code === '42501' ? 403 : 400, { code, message, details: null, hint: null })
      },
    )
  })

/** `GET /bucket/key`: the service may get objects, and lists only what is below `emma/`. */
export const s3Server = (): Promise<string> =>
  listening((request, response) => {
    const key = decodeURIComponent(request.url ?? '').replace(/^\/[^/]*\/|\?.*$/g, '')
    const isUnknown = request.headers.authorization?.includes('Credential=unknown') === true
    const failure = (status: number, code: string): unknown =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>x</Message></Error>`)
    if (isUnknown) failure(403, 'InvalidAccessKeyId')
    else if (['emma/letter', 'john/letter'].includes(key)) response.writeHead(200).end('Dear Tara')
    else if (key.startsWith('emma/')) failure(404, 'NoSuchKey')
    else failure(403, 'AccessDenied')
  })

/** `GET /documents/{id}` of a service that decides with this library. */
export const upstreamServer = (): Promise<string> => {
  const policy = Policy.of({ document: { existence: 'if-may-know' } })
  const route = Route.of({ method: 'GET', resource: 'document' })
  const rows = new Map([
    ['emmas-document', Permission.grant()],
    ['johns-shared-document', Permission.deny({ mayKnow: true })],
    ['johns-document', Permission.deny()],
  ])
  return listening((request, response) => {
    const id = (request.url ?? '').replace('/documents/', '')
    const isAdmin = request.headers.authorization === 'Bearer admin'
    const whenAbsent = isAdmin ? Permission.grant() : Permission.deny()
    const facts = Facts.of(rows.get(id), (may) => (isAdmin ? Permission.grant() : may), {
      whenAbsent,
    })
    const verdict = decide(route, Authn.authenticated(), ...facts, policy)
    if (id === 'broken') response.writeHead(500).end()
    else if (verdict._tag !== 'Ok') send(verdict, response)
    else response.end('Dear Tara')
  })
}
