/**
 * What is known, and may stay: by the configuration, which gives a reason, or by an earlier result.
 */
import type { Acceptance } from './Config.js'
import type { Finding } from './Result.js'

/** The findings, and what is to be said of the acceptances. */
export interface Weighed {
  readonly findings: ReadonlyArray<Finding>
  readonly notes: ReadonlyArray<string>
}

const isOver = ({ until }: Acceptance, today: string): boolean =>
  until !== undefined && until < today

/** Weighs findings. `today` is a day such as `2027-01-31`. */
export const weighed = (
  findings: ReadonlyArray<Finding>,
  acceptances: ReadonlyArray<Acceptance>,
  today: string,
): Weighed => ({
  findings: findings.map((finding): Finding => {
    const found = acceptances.find(
      (each) => each.fingerprint === finding.fingerprint && !isOver(each, today),
    )
    if (found === undefined || finding.kind === 'accepted') return finding
    return { ...finding, kind: 'accepted', of: finding.kind, reason: found.reason }
  }),
  notes: acceptances.flatMap((each) => {
    const isFound = findings.some(({ fingerprint }) => fingerprint === each.fingerprint)
    if (!isFound) return [`The acceptance of ${each.fingerprint} fits no finding: remove it.`]
    return isOver(each, today)
      ? [`The acceptance of ${each.fingerprint} expired on ${String(each.until)}.`]
      : []
  }),
})
