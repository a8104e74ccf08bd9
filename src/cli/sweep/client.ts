/**
 * The one way out: it asks the named service and nobody else, follows no redirect, and is no faster
 * than it may be.
 */
import type { Probe } from '../../testkit/Probe.js'
import type { Exchange, Reply } from './exchange.js'

/** The time, which tests make up. */
export interface Clock {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** Asks the service. */
export type Ask = (probe: Probe) => Promise<Reply>

/** Requests in a second, unless a person says otherwise. A machine of one's own bears more. */
export const paceOf = (server: string): number =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(server).hostname) ? 1_000 : 50

/** Resolves when the next request may go out. */
const paced = (perSecond: number, { now, sleep }: Clock): (() => Promise<void>) => {
  let next = 0
  return async () => {
    const at = Math.max(now(), next)
    next = at + 1_000 / perSecond
    if (at > now()) await sleep(at - now())
  }
}

/** A client of the service at an address. */
export const clientOf = (
  server: string,
  perSecond: number,
  clock: Clock,
  exchange: Exchange,
): Ask => {
  const { origin } = new URL(server)
  const turn = paced(perSecond, clock)
  return async (probe) => {
    if (!probe.path.startsWith('/')) throw new Error(`${origin}${probe.path} is not at ${origin}`)
    await turn()
    return exchange(origin, probe)
  }
}

/** The address that a request is sent to. */
export const addressOf = (server: string, { path }: Pick<Probe, 'path'>): string =>
  new URL(`${new URL(server).origin}${path}`).href

/** What all paths of the service begin with. */
export const baseOf = (server: string): string => new URL(server).pathname.replace(/\/+$/, '')
