/**
 * One application in two worlds: in the one a call stands that only Emma may know of, in the other nothing does. Asked over sockets.
 */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { leaks, type Leak, type Probe, type Question, type World } from 'glomar/testkit'
import type { Calls } from './calls.js'
import { client, type Heard } from './socket.js'

export type Application = (calls: Calls) => Server | Promise<Server>

// long enough to be compressed
const title = 'A call with a lawyer. '.repeat(100)
const hidden = { owner: 'emma', title, etag: '"v7"', modified: 'Fri, 02 May 2025 09:00:00 GMT' }
const other = { owner: 'tara', title: 'Home', etag: '"v1"', modified: 'Thu, 01 May 2025 09:00:00 GMT' }
const worlds: Readonly<Record<World, Calls>> = {
  hidden: new Map([
    ['Bnwgab', hidden],
    ['Qx81Lf', other],
  ]),
  missing: new Map([['Qx81Lf', other]]),
}

export const path = '/calls/Bnwgab'

const questions: ReadonlyArray<Question> = [
  // a body that every validation lets through
  {
    name: 'PUT of a title',
    at: (path) => ({ method: 'PUT', path, headers: { 'content-type': 'application/json' }, body: '{"title":"Mine"}' }),
  },
  {
    name: 'a preflight',
    at: (path) => ({ method: 'OPTIONS', path, headers: { 'access-control-request-method': 'PUT' } }),
  },
  // methods that the kit does not ask by itself: known to the parser of Node, and of no route
  ...['TRACE', 'PROPFIND'].map((method) => ({ name: method, at: (path: string) => ({ method, path, headers: {} }) })),
]

export const callers = { tara: 'Bearer tara', anonymous: undefined, expired: 'Bearer expired' } as const
export type Caller = keyof typeof callers

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
  readonly leaks: (caller: Caller) => Promise<ReadonlyArray<Leak>>
  /** How many requests were answered. */
  readonly asked: () => number
  readonly close: () => void
}

export const run = async (application: Application): Promise<Running> => {
  const start = async (calls: Calls) => {
    const server = await application(calls)
    // however long another test takes meanwhile
    server.keepAliveTimeout = 300_000
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { send, close } = client((server.address() as AddressInfo).port)
    return {
      send,
      close: (): void => {
        close()
        server.close()
        server.closeAllConnections()
      },
    }
  }
  const started = { hidden: await start(worlds.hidden), missing: await start(worlds.missing) }
  let asked = 0
  const ask: Running['ask'] = (world, authorization, probe) => {
    asked += 1
    return started[world].send(as(authorization, probe))
  }
  return {
    ask,
    leaks: (caller) =>
      leaks({
        hidden: path,
        missing: path,
        send: (probe, world) => ask(world, callers[caller], probe),
        sendAsEntitled: (probe, world) => ask(world, 'Bearer emma', probe),
        questions,
        volatile: [id],
      }),
    asked: () => asked,
    close: () => {
      started.hidden.close()
      started.missing.close()
    },
  }
}
