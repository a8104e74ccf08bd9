/**
 * Does a handler tell what is hidden from what is missing? Sends every request worth trying at both, and compares all that the
 * caller can see.
 */
import { differences, type Difference, type Observation, type Volatile } from '../proof/Observation.js'
import { observe, type Answer } from './Answer.js'
import { plainProbes, variationsOf, type Named, type Probe } from './Probe.js'

export interface Arrangement {
  /** The path of a thing that exists, and that the caller may not know of. */
  readonly hidden: string
  /** The path of a thing that does not exist. As long as the other, so that an answer which repeats the path is as long, too. */
  readonly missing: string
  /** Sends a request as the caller: a stranger to the hidden thing. */
  readonly send: (probe: Probe) => Answer | Promise<Answer>
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
const unnamed = (text: string, path: string): string =>
  [path, encodeURIComponent(path), encodeURI(path)].reduce((rest, name) => rest.replaceAll(name, placeholder), text)

const unnamedIn = (o: Observation, path: string): Observation => ({
  ...o,
  headers: o.headers.map(([name, value]) => [name, unnamed(value, path)]),
  trailers: o.trailers.map(([name, value]) => [name, unnamed(value, path)]),
  body: unnamed(o.body, path),
})

const tryOut = async ({ hidden, missing, send, volatile = ['date'] }: Arrangement, named: Named): Promise<Leak | undefined> => {
  const [x, y] = [named.at(hidden), named.at(missing)]
  // one after the other: the second must not find what the first has left, so the missing thing, which cannot change, goes first
  const second = unnamedIn(await observe(await send(y), y.method), y.path)
  const first = unnamedIn(await observe(await send(x), x.method), x.path)
  const [difference, ...rest] = differences(first, second, volatile)
  return difference && { request: named.name, hidden: first, missing: second, differences: [difference, ...rest] }
}

/**
 * All the leaks that were found, each by the smallest request that shows it: none, if the handler answers alike.
 *
 * It says nothing of time, of volume, or of a hidden thing that is not the one arranged.
 *
 * @throws TypeError where the two paths are not equally long.
 */
export const leaks = async (arrangement: Arrangement): Promise<ReadonlyArray<Leak>> => {
  if (arrangement.hidden.length !== arrangement.missing.length)
    throw new TypeError('leaks: expected two paths of equal length, so that an answer which repeats its path is as long for both')
  const found: Array<Leak> = []
  for (const plain of plainProbes) {
    const leak = await tryOut(arrangement, plain)
    if (leak !== undefined) {
      // its variations would show the same again
      found.push(leak)
      continue
    }
    for (const varied of variationsOf(plain)) {
      const more = await tryOut(arrangement, varied)
      if (more !== undefined) found.push(more)
    }
  }
  return found
}
