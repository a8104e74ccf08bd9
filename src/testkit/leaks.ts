/**
 * Does a handler tell what is hidden from what is missing? This file sends every request worth
 * trying to both, and compares all that the caller can see.
 */
import {
  bytesOf,
  differences,
  type Difference,
  type Observation,
  type Volatile,
} from '../observe/Observation.js'
import { observe, type Answer } from './Answer.js'
import { clock } from './compare.js'
import { questions, variationsOf, type Probe, type Question } from './Probe.js'

/** Where a thing exists that the caller may not know of, and where it does not. */
export type World = 'hidden' | 'missing'

/** A hidden thing, a missing thing, and how to send requests about them. */
export interface Arrangement {
  /** The path of a thing that exists, and that the caller may not know of. */
  readonly hidden: string
  /**
   * The path of a thing that does not exist. It is as long as the other, so that an answer which
   * repeats the path is as long, too. It may be the same path, where `send` knows two worlds: two
   * servers, or two databases.
   */
  readonly missing: string
  /** Sends a request as the caller: a stranger to the hidden thing. */
  readonly send: (probe: Probe, world: World) => Answer | Promise<Answer>
  /**
   * Sends a request as somebody who may know. If they cannot tell the two apart by a GET, the
   * arrangement is wrong.
   */
  readonly sendAsEntitled?: (probe: Probe, world: World) => Answer | Promise<Answer>
  /**
   * Questions of your own, asked before the others: a list, a search, a body that names the thing.
   */
  readonly questions?: ReadonlyArray<Question>
  /** What differs from one answer to the next whatever the resource, beside the date. */
  readonly volatile?: Volatile
}

/** A request to which the hidden and the missing thing are answered differently. */
export interface Leak {
  /** The request in words. */
  readonly request: string
  /** As it was sent to the hidden thing. */
  readonly probe: Probe
  /** What the caller saw of the hidden thing. */
  readonly hidden: Observation
  /** What the caller saw of the missing thing. */
  readonly missing: Observation
  /** What tells the two apart; the hidden one is named first. */
  readonly differences: readonly [Difference, ...ReadonlyArray<Difference>]
}

const placeholder = '{path}'

// An answer may repeat what the request carried. That the two requests name different paths is no
// difference.
const unnamed = (text: string, paths: ReadonlyArray<string>): string =>
  paths
    .filter((path) => path !== '/')
    .flatMap((path) => [path, bytesOf(path), encodeURIComponent(path), encodeURI(path)])
    .reduce((rest, name) => rest.replaceAll(name, placeholder), text)

const unnamedIn = (o: Observation, paths: ReadonlyArray<string>): Observation => ({
  ...o,
  headers: o.headers.map(([name, value]) => [name, unnamed(value, paths)]),
  trailers: o.trailers.map(([name, value]) => [name, unnamed(value, paths)]),
  body: unnamed(o.body, paths),
})

/** No answer is an answer, too: of a connection that breaks only when the thing exists. */
const broken: Observation = { status: 0, reason: 'no answer', headers: [], trailers: [], body: '' }

interface Heard {
  readonly seen: Observation
  /** Why there was no answer. */
  readonly cause?: unknown
}

const ask = async (
  question: Question,
  world: World,
  arrangement: Arrangement,
  send = arrangement.send,
): Promise<Heard> => {
  const probe = question.at(arrangement[world])
  let answer: Answer
  try {
    answer = await send(probe, world)
  } catch (cause) {
    return { seen: broken, cause }
  }
  return { seen: unnamedIn(await observe(answer, probe.method), [probe.path, arrangement[world]]) }
}

const apart = (
  hidden: Observation,
  missing: Observation,
  { volatile = [] }: Arrangement,
): ReadonlyArray<Difference> =>
  differences(hidden, missing, [...clock, ...volatile], ['when it exists', 'when it does not'])

/** Asks one question of both worlds. */
export const leakOf = async (
  question: Question,
  arrangement: Arrangement,
): Promise<Leak | undefined> => {
  const missing = await ask(question, 'missing', arrangement)
  const hidden = await ask(question, 'hidden', arrangement)
  if (hidden.seen === broken && missing.seen === broken)
    throw new Error(`leaks: ${question.name} was not answered in either world`, {
      cause: hidden.cause,
    })
  const [difference, ...rest] = apart(hidden.seen, missing.seen, arrangement)
  return (
    difference && {
      request: question.name,
      probe: question.at(arrangement.hidden),
      hidden: hidden.seen,
      missing: missing.seen,
      differences: [difference, ...rest],
    }
  )
}

const get: Question = questions[0] as Question

const showsTheWorlds = async (arrangement: Arrangement): Promise<boolean> => {
  const send = arrangement.sendAsEntitled
  if (send === undefined) return true
  const [hidden, missing] = [
    await ask(get, 'hidden', arrangement, send),
    await ask(get, 'missing', arrangement, send),
  ]
  return apart(hidden.seen, missing.seen, arrangement).length > 0
}

/**
 * Whether a handler tells what is hidden from what is missing. It sends every request worth trying to
 * both, and compares all that the caller can see. The requests that may change or remove something
 * come last.
 *
 * What a plain request shows is not looked for again in its variations. The function measures no time
 * and no volume. It tries no other hidden thing than the one arranged.
 *
 * @param arrangement - The two paths, and how to send a request as the caller.
 * @returns The leaks, each by the smallest request that shows it. The list is empty if the handler
 *   answers alike. `report` prints them.
 * @throws Where nothing could be found: paths of different lengths, an entitled caller who sees no
 *   difference, a question that neither world answers. And where the worlds no longer answer as
 *   they did at first, because of a limit, say.
 * @example
 * const found = await leaks({
 *   hidden: '/documents/emmas-document',
 *   missing: '/documents/nicks-document',
 *   send: ({ path, ...probe }) => handler(new Request(`https://api.example${path}`, probe)),
 * })
 * report(found) // → ''
 */
export const leaks = async (arrangement: Arrangement): Promise<ReadonlyArray<Leak>> => {
  if (arrangement.hidden.length !== arrangement.missing.length)
    throw new TypeError(
      'leaks: expected two paths of equal length, so that an answer which repeats its path ' +
        'is as long for both',
    )
  if (!(await showsTheWorlds(arrangement)))
    throw new Error(
      'leaks: the entitled caller sees no difference either; does the hidden thing exist, ' +
        'and may they see it?',
    )
  const atFirst = await ask(get, 'missing', arrangement)
  const found: Array<Leak> = []
  for (const plain of [...(arrangement.questions ?? []), ...questions]) {
    const leak = await leakOf(plain, arrangement)
    if (leak !== undefined) {
      found.push(leak)
      continue
    }
    for (const varied of variationsOf(plain)) {
      const more = await leakOf(varied, arrangement)
      if (more !== undefined) found.push(more)
    }
  }
  const atLast = await ask(get, 'missing', arrangement)
  const [change] = differences(
    atFirst.seen,
    atLast.seen,
    [...clock, ...(arrangement.volatile ?? [])],
    ['at first', 'at last'],
  )
  if (found.length === 0 && change !== undefined)
    throw new Error(
      `leaks: the missing thing is no longer answered as at first: ${change.says}; ` +
        'what came between says nothing',
    )
  return found
}
