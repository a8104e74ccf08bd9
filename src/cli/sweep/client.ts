/**
 * The one way out: it asks the named service and nobody else, follows no redirect, and is no faster
 * than it may be.
 */
import type { Probe } from '../../testkit/Probe.js'

/** The time, which tests make up. */
export interface Clock {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** An answer, as fetch gives it. */
export type Ask = (probe: Probe) => Promise<Response>

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
  fetcher: typeof fetch,
): Ask => {
  const { origin } = new URL(server)
  const turn = paced(perSecond, clock)
  return async ({ method, path, headers, body }) => {
    // joined as texts: as a reference, `//elsewhere.example` would be another host
    const url = `${origin}${path}`
    if (!path.startsWith('/') || new URL(url).origin !== origin)
      throw new Error(`${url} is not at ${origin}`)
    await turn()
    return fetcher(url, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    })
  }
}

/** The address that a request is sent to. */
export const addressOf = (server: string, { path }: Pick<Probe, 'path'>): string =>
  new URL(`${new URL(server).origin}${path}`).href

/** What all paths of the service begin with. */
export const baseOf = (server: string): string => new URL(server).pathname.replace(/\/+$/, '')
