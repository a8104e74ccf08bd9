/**
 * Another status for a refusal, whatever its words.
 */
import { drop, readOrThrow, type Faults } from '../domain/Fault.js'
import { isPlainObject, own } from '../lib/read.js'
import { isStatus, type Renderer, type Rendering } from '../wire/render.js'
import { aRenderer, codes, membersAt, type Code, type PerCode } from './words.js'

/** One status for every refusal, or one for each of the codes that are named. */
export type Statuses = number | Partial<PerCode<number>>

/**
 * A renderer in the same words, with another status: 200 for all, or 409 for `not-found`. A code that
 * is not named keeps the status of the renderer.
 *
 * It looks at the code alone, so hidden and missing get the same status. A 401 may become another
 * status. Its challenge stays, although clients look for one on a 401 alone.
 *
 * @param renderer - Any renderer.
 * @param statuses - A status from 200 to 599, but not 204, 205, 206 or 304. 401 only for a code whose
 *   refusal is one.
 * @returns A renderer. It looks at what the given one looks at.
 * @throws TypeError for a code that is unknown, a status that may not be sent, and no renderer.
 * @example
 * render(unavailable, withStatus(envelope(), { unavailable: 500 })).status // → 500
 */
export const withStatus = <Q>(renderer: Renderer<Q>, statuses: Statuses): Renderer<Q> => {
  const of = readOrThrow('withStatus', (faults) => {
    if (!aRenderer.is(renderer)) drop(faults, 'renderer', aRenderer.expected, renderer)
    return readStatuses(faults, statuses)
  })
  return (refusal, request) => {
    const [rendering, status] = [renderer(refusal, request), own(of, refusal.code)]
    // what is no rendering stays as it is, so that `render` can say what is wrong
    if (status === undefined || !isPlainObject(rendering)) return rendering
    return { ...(rendering as Rendering), status: status as number }
  }
}

/** Those of the refusals themselves. */
const usual: PerCode<401 | 403 | 404 | 503> = {
  'authentication-required': 401,
  'invalid-credentials': 401,
  'step-up-required': 401,
  'insufficient-scope': 403,
  'not-found': 404,
  forbidden: 403,
  'does-not-exist': 404,
  'permission-denied': 403,
  unavailable: 503,
}

const readStatuses = (faults: Faults, u: unknown): Partial<PerCode<number>> => {
  const check = (path: string, code: Code, status: unknown): boolean => {
    if (isStatus(status, { status: usual[code] })) return true
    drop(faults, path, 'a status that may be sent', status)
    return false
  }
  if (typeof u === 'number')
    return codes.every((code) => check('statuses', code, u))
      ? Object.fromEntries(codes.map((code) => [code, u]))
      : {}
  const given = membersAt(faults, 'statuses', 'code', u, codes) ?? {}
  const named = codes.filter((code) => given[code] !== undefined)
  for (const code of named) check(`statuses.${code}`, code, given[code])
  return Object.freeze(Object.fromEntries(named.map((code) => [code, given[code]])))
}
