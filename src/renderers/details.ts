/**
 * What a refusal says beyond its code. Only those who are entitled are told.
 */
import type { Problem, Refusal, Unavailable } from '../domain/Verdict.js'

/** What a refusal says beyond its code: what is missing, where to ask, what would do. */
export type Details = Omit<Problem, 'type' | 'title' | 'status' | 'detail'>

const summary = ['type', 'title', 'status', 'detail']

/**
 * What a refusal says beyond its code, for a renderer of your own: an honest 403 names what is missing
 * and where to ask. A renderer that leaves this out keeps it from those who may be told.
 *
 * @param refusal - What the renderer was handed.
 * @returns `missing_permissions`, `request_access`, `scope`, `acr_values` and `max_age`, as far as the
 *   refusal has them. `undefined` where it has none, as every refusal that conceals.
 * @example
 * detailsOf(unavailable) // → undefined
 */
export const detailsOf = ({ body }: Refusal | Unavailable): Details | undefined => {
  const others = Object.entries(body).filter(([name]) => !summary.includes(name))
  return others.length > 0 ? Object.fromEntries(others) : undefined
}
