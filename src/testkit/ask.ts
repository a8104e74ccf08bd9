/**
 * Sends one question, and says what was seen of the answer. Whatever is thrown on the way is no
 * answer, and no answer is an answer, too: of a connection that breaks only when the thing exists.
 */
import type { Observation } from '../observe/Observation.js'
import { observe, type Answer } from './Answer.js'
import { unnamed } from './names.js'
import type { Probe, Question } from './Probe.js'

/** Where a thing exists that the caller may not know of, and where it does not. */
export type World = 'hidden' | 'missing'

/** Sends a request to one of the worlds. */
export type Send = (probe: Probe, world: World) => Answer | Promise<Answer>

/** A path in one of the worlds, and the ids in it. */
export interface Place {
  readonly world: World
  readonly path: string
  readonly ids: ReadonlyArray<string>
}

/** What was heard of an answer. */
export interface Heard {
  readonly probe: Probe
  readonly place: Place
  /** As it was sent. */
  readonly raw: Observation
  /** Why there was no answer. */
  readonly cause?: unknown
}

const broken: Observation = { status: 0, reason: 'no answer', headers: [], trailers: [], body: '' }

/** A connection may break by chance. */
const attempts = 3

/** So long, at most, may an answer take: 30 seconds. */
const patience = 30_000

const late = 'there was no answer within 30 seconds'

const inTime = async <A>(answer: A | Promise<A>): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(late))
    }, patience)
  })
  try {
    return await Promise.race([answer, expired])
  } finally {
    clearTimeout(timer)
  }
}

/** Asks one question about one place. */
export const ask = async (question: Question, place: Place, send: Send): Promise<Heard> => {
  const probe = question.at(place.path)
  let cause: unknown
  for (let attempt = 0; attempt < attempts; attempt++) {
    let answer: Answer | undefined
    try {
      answer = await inTime(send(probe, place.world))
      return { probe, place, raw: await inTime(observe(answer, probe.method)) }
    } catch (thrown) {
      // what is no answer is a mistake in `send`; a body that breaks off is no answer
      if (answer !== undefined && !('arrayBuffer' in Object(answer))) throw thrown
      cause = thrown
    }
  }
  return { probe, place, raw: broken, cause }
}

/** There was no answer. */
export const isBroken = ({ raw }: Heard): boolean => raw === broken

/** The answer of a server that is asked too much, or cannot answer at all, is about no thing. */
export const isLimit = ({ raw: { status } }: Heard): boolean => status === 429 || status === 503

/** What was seen, with `{path}` and `{id}` for what the request named. */
export const seenOf = ({ raw, probe, place: { path, ids } }: Heard): Observation =>
  unnamed(raw, probe, path, ids)
