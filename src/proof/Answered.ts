/**
 * How a question about a policy is answered: by counterexamples, or by a certificate that says how far it was looked; never by a
 * bare boolean.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Survey } from './survey.js'

export interface Certificate {
  /** What was found to hold. */
  readonly holds: string
  /** How many resource types have a name; the types without one were looked at as well. */
  readonly types: number
  /** How many answers were looked at and compared. */
  readonly answers: number
}

/** The types of resource that a finding is about. */
export interface Affected {
  readonly types: ReadonlyArray<string>
  /** Whether every type that the policy does not name is affected, too. */
  readonly others: boolean
}

export type Answered<Counterexample> = Either<readonly [Counterexample, ...ReadonlyArray<Counterexample>], Certificate>

export const answered = <A>(
  counterexamples: ReadonlyArray<A>,
  holds: string,
  { types, answers }: Pick<Survey<unknown>, 'types' | 'answers'>,
): Answered<A> => {
  const [first, ...rest] = counterexamples
  return first === undefined ? { _tag: 'Right', right: { holds, types, answers } } : { _tag: 'Left', left: [first, ...rest] }
}

/** These members and no others. */
export const affected = ({ types, others }: Affected): Affected => ({ types, others })
