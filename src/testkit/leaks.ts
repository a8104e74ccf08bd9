/**
 * Does a handler tell what is hidden from what is missing? Sends every request worth trying at both, and compares all that the
 * caller can see.
 */
import { differences, type Difference, type Observation, type Volatile } from '../proof/Observation.js'
import { observe, type Answer } from './Answer.js'
import { usuallyVolatile } from './compare.js'
import { questions, variationsOf, type Probe, type Question } from './Probe.js'

/** Where a thing exists that the caller may not know of, and where it does not. */
export type World = 'hidden' | 'missing'

export interface Arrangement {
  /** The path of a thing that exists, and that the caller may not know of. */
  readonly hidden: string
  /**
   * The path of a thing that does not exist. As long as the other, so that an answer which repeats the path is as long, too. The same
   * path, where `send` tells two worlds apart: two servers, or two databases.
   */
  readonly missing: string
  /** Sends a request as the caller: a stranger to the hidden thing. */
  readonly send: (probe: Probe, world: World) => Answer | Promise<Answer>
  /** Questions of your own, asked before the others: a list, a search, a body that names the thing. */
  readonly questions?: ReadonlyArray<Question>
  /** Fields that differ from one answer to the next whatever the resource. Default: `date`. */
  readonly volatile?: Volatile
}

/** A request to which the hidden and the missing thing are answered differently. */
export interface Leak {
  /** The request in words. */
  readonly request: string
  readonly hidden: Observation
  readonly missing: Observation
  /** What tells the two apart; the first is the hidden one. */
  readonly differences: readonly [Difference, ...ReadonlyArray<Difference>]
}

const placeholder = '{path}'

// An answer may repeat what the request carried; that the two requests name different paths is no difference.
const unnamed = (text: string, paths: ReadonlyArray<string>): string =>
  paths
    .filter((path) => path !== '/')
    .flatMap((path) => [path, encodeURIComponent(path), encodeURI(path)])
    .reduce((rest, name) => rest.replaceAll(name, placeholder), text)

const unnamedIn = (o: Observation, paths: ReadonlyArray<string>): Observation => ({
  ...o,
  headers: o.headers.map(([name, value]) => [name, unnamed(value, paths)]),
  trailers: o.trailers.map(([name, value]) => [name, unnamed(value, paths)]),
  body: unnamed(o.body, paths),
})

const ask = async (question: Question, world: World, arrangement: Arrangement): Promise<Observation> => {
  const probe = question.at(arrangement[world])
  return unnamedIn(await observe(await arrangement.send(probe, world), probe.method), [probe.path, arrangement[world]])
}

/** Asks one question of both worlds. */
export const leakOf = async (question: Question, arrangement: Arrangement): Promise<Leak | undefined> => {
  // one after the other: the second must not find what the first has left, so the missing thing, which cannot change, goes first
  const missing = await ask(question, 'missing', arrangement)
  const hidden = await ask(question, 'hidden', arrangement)
  const [difference, ...rest] = differences(hidden, missing, arrangement.volatile ?? usuallyVolatile)
  return difference && { request: question.name, hidden, missing, differences: [difference, ...rest] }
}

/**
 * All the leaks that were found, each by the smallest request that shows it: none, if the handler answers alike. What a plain request
 * shows is not looked for again in its variations.
 *
 * It says nothing of time, of volume, or of a hidden thing that is not the one arranged.
 *
 * @throws TypeError where the two paths are not equally long.
 */
export const leaks = async (arrangement: Arrangement): Promise<ReadonlyArray<Leak>> => {
  if (arrangement.hidden.length !== arrangement.missing.length)
    throw new TypeError('leaks: expected two paths of equal length, so that an answer which repeats its path is as long for both')
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
  return found
}
