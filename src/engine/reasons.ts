/**
 * The rows of the table in words, and what each rests on: for the audit log and for people. No answer is made of it.
 */
import type { Row } from './table.js'

export interface Reason {
  /** The condition, in words. */
  readonly reads: string
  /** What the row rests on. */
  readonly cites: ReadonlyArray<string>
}

export const reasons: Readonly<Record<Row['id'], Reason>> = {
  1: { reads: 'credentials rejected', cites: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1', 'RFC 9449 §7.1'] },
  2: { reads: 'authenticated, but weaker than the route requires', cites: ['RFC 9470 §3'] },
  3: { reads: 'authenticated, but a scope of the route is missing', cites: ['RFC 6750 §3.1'] },
  4: { reads: 'granted, and the state is one that the request expects', cites: [] },
  '5a': { reads: 'not entitled; anonymous and denied, under `anonymous: challenge`', cites: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1'] },
  '5b': { reads: 'not entitled; a GET of a collection, under `list: empty`', cites: [] },
  '5c': { reads: 'not entitled, under `concealAs: forbidden`', cites: ['RFC 9110 §15.5.4', 'AIP-211'] },
  '5d': { reads: 'not entitled, under `concealAs: not-found`', cites: ['RFC 9110 §15.5.4', 'RFC 9110 §15.5.5'] },
  6: { reads: 'entitled, not present where presence was expected', cites: ['RFC 9110 §15.5.5', 'RFC 9457 §3.1.1'] },
  7: { reads: 'entitled, granted, present where absence was expected', cites: ['RFC 9110 §15.5.10', 'RFC 9110 §15.5.13'] },
  8: { reads: 'entitled, denied, anonymous', cites: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1'] },
  '9a': { reads: 'entitled, denied, and a stronger authentication is all that is missing', cites: ['RFC 9470 §3', 'RFC 9470 §9'] },
  '9b': { reads: 'entitled, denied', cites: ['RFC 9110 §15.5.4'] },
}
