/**
 * What was answered to the plain question about each route: it says whether the thing was reached.
 */
import type { Probe, Question } from '../../testkit/Probe.js'

/** Answers that come before a look at the thing: of validation, of negotiation, of a broken server. */
const before = [400, 405, 406, 411, 413, 414, 415, 422, 428, 501]

/** The statuses of the answers to one question. */
export class Heard {
  readonly #questions = new WeakMap<Probe, string>()
  readonly #statuses = new Map<string, Set<number>>()

  /** The question, with its requests marked. */
  marked(question: Question): Question {
    return {
      ...question,
      at: (path) => {
        const probe = question.at(path)
        this.#questions.set(probe, question.name)
        return probe
      },
    }
  }

  /** Notes an answer, if the request is a marked one. */
  note(probe: Probe, status: number): void {
    const name = this.#questions.get(probe)
    if (name === undefined) return
    const all = this.#statuses.get(name) ?? new Set()
    this.#statuses.set(name, all.add(status))
  }

  /** The statuses of the answers to a question. */
  statusesOf(name: string): ReadonlyArray<number> {
    return [...(this.#statuses.get(name) ?? [])]
  }
}

/** Why an answer says nothing about the thing; `undefined` where it may. */
export const maskOf = (
  statuses: ReadonlyArray<number>,
  isSignedIn: boolean,
): string | undefined => {
  const [status] = statuses
  if (status === undefined || statuses.length > 1) return undefined
  if (status === 401 && isSignedIn)
    return 'answered 401 to a caller who is signed in: are the credentials right?'
  if (before.includes(status) || status >= 500)
    return `answered ${String(status)}, before anybody looks at the thing: give it a request that passes`
  return undefined
}
