/**
 * The law of renderers: hidden and missing have the same refusal, and so have to be rendered alike, at
 * any time and however often. What the refusal needs stays.
 */
import type { Refusal, Unavailable } from '../domain/Verdict.js'
import { isPlainObject } from '../lib/read.js'
import { differences, type Difference, type Observation } from '../observe/Observation.js'
import { isNeverOnADenial } from '../wire/neverOnADenial.js'
import { allowed, isStatus } from '../wire/render.js'
import { observe, type Answer } from './Answer.js'
import { at } from './instant.js'
import type { World } from './ask.js'

/**
 * Your way from a refusal to an answer, at once: `render` with your renderer, `toResponse`, `toResult`,
 * or a function of your own. Whatever it looks into (a store, say) is to be that of the world.
 */
export type Renders<Q> = (refusal: Refusal | Unavailable, request: Q, world: World) => Answer

/** Two instants, in milliseconds since 1970. */
export type Instants = readonly [number, number]

/** They differ in each part of a date, and in the day of the week. */
const usual: Instants = [Date.UTC(2026, 0, 1, 0, 0, 0, 0), Date.UTC(2031, 10, 23, 13, 47, 29, 531)]

/**
 * What a renderer does that no renderer may do. It is asked four times: twice in a row, at another
 * time, and in a world without the thing. Its arguments are frozen copies. Meanwhile, `Date` and
 * `performance.now` stand still.
 *
 * It finds a renderer that counts, draws lots, reads a clock or looks into a store. It finds one that
 * changes its arguments, drops the challenge or `no-store`, or says a wrong length. It cannot see what a
 * renderer does behind its back, such as writing a log.
 *
 * @param render - Your way from a refusal to an answer.
 * @param refusal - A refusal, or `unavailable`.
 * @param request - What the request carried, as your renderer is handed it.
 * @param instants - The two times. Default: two that differ in each part of a date.
 * @returns The faults in words. The list is empty where the law is kept.
 * @example
 * await rendererFaults((refusal) => render(refusal, renderer), unavailable, undefined) // → []
 */
export const rendererFaults = async <Q>(
  render: Renders<Q>,
  refusal: Refusal | Unavailable,
  request: Q,
  instants: Instants = usual,
): Promise<ReadonlyArray<string>> => {
  const [given, asked] = [frozen(refusal), frozen(request)]
  const answered = (instant: number, world: World): Promise<Observation> =>
    observe(checked(at(instant, () => render(given, asked, world))), 'GET')
  try {
    const first = await answered(instants[0], 'hidden')
    const unlike = [
      ['asked twice, it answers otherwise', await answered(instants[0], 'hidden')],
      ['at another time, it answers otherwise', await answered(instants[1], 'hidden')],
      ['it tells hidden from missing', await answered(instants[0], 'missing')],
    ] as const
    // what is no function of its arguments differs in the others as well
    const [found] = unlike.flatMap(([what, other]) => {
      const all = differences(first, other, [], ['once', 'the other time'])
      return all.length === 0 ? [] : [`${what}: ${all.map(said).join('; ')}`]
    })
    return [...(found === undefined ? [] : [found]), ...lostBy(given, first)]
  } catch (cause) {
    return [cause instanceof Error ? cause.message : String(cause)]
  }
}

const said = ({ says }: Difference): string => says

/** @throws Error where the default went out instead. */
const checked = (answer: Answer): Answer => {
  const { faults = [] } = (answer ?? {}) as { readonly faults?: ReadonlyArray<{ message: string }> }
  const [fault] = faults
  if (fault !== undefined) throw new Error(fault.message)
  return answer
}

/** A copy of plain data that nobody can change. What is no plain data stays as it is. */
const frozen = <A>(u: A, known = new Map<unknown, unknown>()): A => {
  if (known.has(u)) return known.get(u) as A
  if (!Array.isArray(u) && !isPlainObject(u)) return u
  const copy: Record<string, unknown> = Array.isArray(u) ? ([] as never) : {}
  known.set(u, copy)
  for (const [key, value] of Object.entries(u)) copy[key] = frozen(value, known)
  return Object.freeze(copy) as A
}

/** What an answer lacks of its refusal, and what it has and no denial may have. */
const lostBy = (refusal: Refusal | Unavailable, answer: Observation): ReadonlyArray<string> => {
  const { status, headers } = refusal
  const valuesOf = (name: string): ReadonlyArray<string> =>
    answer.headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []))
  const namesIn = (values: ReadonlyArray<string>): ReadonlyArray<string> =>
    values
      .join()
      .toLowerCase()
      .match(/[^\s,]+/g) ?? []
  const faults: Array<string> = []

  if (!isStatus(answer.status, refusal))
    faults.push(`status ${String(answer.status)} is none for a refusal in ${String(status)}`)
  for (const name of ['www-authenticate', 'dpop-nonce'] as const)
    if (
      !valuesOf(name)
        .join(', ')
        .includes(headers[name] ?? '')
    )
      faults.push(`\`${name}\` of the refusal is not sent`)
  if (!namesIn(valuesOf('cache-control')).includes('no-store'))
    faults.push('`cache-control: no-store` is not sent')
  const vary = namesIn(valuesOf('vary'))
  if (!namesIn([headers.vary ?? '']).every((name) => vary.includes(name) || vary.includes('*')))
    faults.push('`vary` of the refusal is not sent whole')
  const lengths = valuesOf('content-length').filter((n) => n !== String(answer.body.length))
  if (lengths.length > 0)
    faults.push(`\`content-length\` is ${lengths.join()}, of ${String(answer.body.length)} bytes`)
  for (const name of new Set(answer.headers.map(([each]) => each.toLowerCase())))
    if (isNeverOnADenial(name) && !allowed.includes(name) && !Object.hasOwn(headers, name))
      faults.push(`\`${name}\` is never on a denial`)
  return faults
}
