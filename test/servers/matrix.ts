/**
 * One application in two worlds, asked over sockets. In the one, there is a document that only Emma
 * may know of. In the other, there is none.
 */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { leaks, type Findings, type Probe, type Question, type World } from 'glomar/testkit'
import type { Documents } from './documents.js'
import { client, type Heard } from './socket.js'

export type Application = (documents: Documents) => Server | Promise<Server>

// long enough to be compressed
const title = 'A letter to a lawyer. '.repeat(100)
const hidden = { owner: 'emma', title, etag: '"v7"', modified: 'Fri, 02 May 2025 09:00:00 GMT' }
const other = {
  owner: 'tara',
  title: 'Home',
  etag: '"v1"',
  modified: 'Thu, 01 May 2025 09:00:00 GMT',
}
export const worlds: Readonly<Record<World, Documents>> = {
  hidden: new Map([
    ['emmas-document', hidden],
    ['taras-document', other],
  ]),
  missing: new Map([['taras-document', other]]),
}

export const path = '/documents/emmas-document'

const questions: ReadonlyArray<Question> = [
  // a body that every validation lets through
  {
    name: 'PUT of a title',
    at: (path) => ({
      method: 'PUT',
      path,
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Mine"}',
    }),
  },
]

export const callers = {
  tara: 'Bearer tara',
  anonymous: undefined,
  expired: 'Bearer expired',
} as const
export type Caller = keyof typeof callers

/** Those to whom a hidden thing is shown as missing, or who are asked to sign in. */
export type Stranger = Exclude<Caller, 'expired'>

/** As browsers do, so that compression and CORS have something to do. */
const as = (authorization: string | undefined, probe: Probe): Probe => ({
  ...probe,
  headers: {
    'accept-encoding': 'gzip, deflate, br',
    origin: 'https://app.example',
    ...(authorization !== undefined && { authorization }),
    ...probe.headers,
  },
})

/** The id that the server gives to each request. */
const id = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/

export interface Running {
  readonly ask: (world: World, authorization: string | undefined, probe: Probe) => Promise<Heard>
  /** Asks as a stranger. Beside whoever sends no token, one is asked whose token has expired. */
  readonly leaks: (stranger: Stranger) => Promise<Findings>
  /** How many requests were answered. */
  readonly asked: () => number
  readonly close: () => void
}

/** `at` is where the document is, for an application that has other paths. */
export const run = async (application: Application, at = path): Promise<Running> => {
  const start = async (documents: Documents) => {
    const server = await application(documents)
    // however long another test takes meanwhile
    server.keepAliveTimeout = 300_000
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  const servers = { hidden: await start(worlds.hidden), missing: await start(worlds.missing) }
  const portOf = (server: Server): number => (server.address() as AddressInfo).port
  const asking = askAt({ hidden: portOf(servers.hidden), missing: portOf(servers.missing) }, at)
  return {
    ...asking,
    close: () => {
      asking.close()
      for (const server of Object.values(servers)) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

/** Asks what listens at these ports, whatever it is. */
export const askAt = (ports: Readonly<Record<World, number>>, at = path): Running => {
  const clients = { hidden: client(ports.hidden), missing: client(ports.missing) }
  let asked = 0
  const ask: Running['ask'] = (world, authorization, probe) => {
    asked += 1
    return clients[world].send(as(authorization, probe))
  }
  return {
    ask,
    leaks: (stranger) =>
      leaks({
        hidden: at,
        missing: at,
        send: (probe, world) => ask(world, callers[stranger], probe),
        ...(stranger === 'anonymous' && {
          sendAs: { expired: (probe, world) => ask(world, callers.expired, probe) },
        }),
        sendAsEntitled: (probe, world) => ask(world, 'Bearer emma', probe),
        questions,
        volatile: [id],
      }),
    asked: () => asked,
    close: () => {
      clients.hidden.close()
      clients.missing.close()
    },
  }
}
