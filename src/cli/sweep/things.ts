/**
 * The things that a sweep asks about: those that a person named, or that it makes itself and
 * removes when it is done.
 */
import { CannotRun } from '../Io.js'
import type { Ask } from './client.js'
import type { Config, ResourceType, Step } from './Config.js'
import { lengthOf } from './places.js'
import { noSession, Refused, run, type Session } from './session.js'
import type { Ids } from './request.js'
import type { Values } from './templates.js'

/** The things of a sweep. */
export interface Things {
  /** Those that a person named, from the start. */
  readonly ids: Readonly<Record<string, Ids>>
  /** Makes those that have to be made. */
  readonly make: () => Promise<void>
  /** Makes another thing of a type, which is removed in the end, too. */
  readonly another: (type: string) => Promise<string>
  /** Makes the hidden thing of a type anew, after a request has changed it, or it was away. */
  readonly renew: (type: string) => Promise<void>
  /** Removes the hidden thing of a type for a while. */
  readonly away: (type: string) => Promise<void>
  /** Removes what a request has made under these ids, where nothing was. */
  readonly clear: (type: string, ids: ReadonlyArray<string>) => Promise<void>
  /** Removes what was made, and makes nothing from then on. Says what is left behind. */
  readonly remove: () => Promise<ReadonlyArray<string>>
}

type Makes = ResourceType & { readonly create: Step; readonly remove: Step }

/** Does the sweep make the things of this type? */
export const isMade = (type: ResourceType): type is Makes =>
  type.create !== undefined && type.remove !== undefined

/** The things. Nothing is made yet. */
export const thingsOf = (
  { types }: Pick<Config, 'types'>,
  base: string,
  env: Values,
  sessions: ReadonlyMap<string, Session>,
  ask: Ask,
): Things => {
  const made: Array<readonly [string, Makes, string]> = []
  /** What could not be removed, and why. */
  const stuck = new Map<string, string>()
  const underWay = new Set<Promise<unknown>>()
  let isOver = false
  const step = (said: string, of: Step, values: Values) => {
    const { headers } = sessions.get(of.as ?? '') ?? noSession
    return run(said, of, base, values, headers, ask)
  }
  const madeNow = async (name: string, type: Makes): Promise<string> => {
    const { taken } = await step(`\`create\` of ${name}`, type.create, env)
    const id = taken['id'] as string
    made.push([name, type, id])
    return id
  }
  /** What is under way when the sweep is stopped is removed as well. */
  const make = (name: string, type: Makes): Promise<string> => {
    if (isOver) return Promise.reject(new CannotRun('The sweep is over.'))
    const making = madeNow(name, type)
    const settled = making.catch(() => undefined).finally(() => underWay.delete(settled))
    underWay.add(settled)
    return making
  }
  /** @throws CannotRun where it is left behind. A request may have removed it before. */
  const removed = async (name: string, type: Makes, id: string): Promise<void> => {
    await step(`\`remove\` of ${name}`, type.remove, { ...env, id }).catch((cause: unknown) => {
      if (cause instanceof Refused && [404, 410].includes(cause.status)) return
      throw new CannotRun(`The ${name} ${id} was made and is left behind. ${messageOf(cause)}`)
    })
  }
  /** What cannot be removed is told in the end. */
  const removedIfPossible = async (name: string, type: Makes, id: string): Promise<void> => {
    await removed(name, type, id).then(
      () => stuck.delete(id),
      (cause: unknown) => stuck.set(id, messageOf(cause)),
    )
  }
  const forget = (name: string, id: string): void => {
    made.splice(
      made.findIndex(([of, , each]) => of === name && each === id),
      1,
    )
  }
  const removeAll = async (): Promise<ReadonlyArray<string>> => {
    isOver = true
    await Promise.all(underWay)
    // what was made last may belong to what was made before
    for (const each of made.splice(0).reverse()) await removedIfPossible(...each)
    return [...stuck.values()]
  }
  const ids: Record<string, Ids> = {}
  /** Where nothing is any more. */
  const freed = async (name: string, type: Makes): Promise<string> => {
    const id = await make(name, type)
    await removed(name, type, id)
    forget(name, id)
    return id
  }
  const freeIds = async (name: string, type: Makes): Promise<Omit<Ids, 'hidden'>> => {
    const { missing, spare } = type
    if (missing === undefined)
      return ids[name] ?? { missing: await freed(name, type), spare: await freed(name, type) }
    return { missing, ...(spare === undefined ? {} : { spare }) }
  }
  const arrange = async (name: string, type: Makes): Promise<void> => {
    const free = await freeIds(name, type)
    const hidden = await make(name, type)
    const other = Object.values(free).find((id) => lengthOf(id) !== lengthOf(hidden))
    if (other !== undefined)
      throw new CannotRun(
        `\`create\` of ${name} made an id of ${String(hidden.length)} characters. ` +
          `Choose a missing id as long as that: ${other} has ${String(other.length)}.`,
      )
    ids[name] = { ...free, hidden }
  }
  for (const [name, { hidden, missing, spare }] of Object.entries(types))
    if (hidden !== undefined && missing !== undefined)
      ids[name] = { hidden, missing, ...(spare === undefined ? {} : { spare }) }
  const makesOf = (name: string): Makes => {
    const type = types[name]
    if (type === undefined || !isMade(type)) throw new Error(`${name} has no \`create\``)
    return type
  }
  return {
    ids,
    make: async () => {
      for (const [name, type] of Object.entries(types)) if (isMade(type)) await arrange(name, type)
    },
    another: (name) => make(name, makesOf(name)),
    renew: (name) => arrange(name, makesOf(name)),
    away: async (name) => {
      const thing = made.find(([each, , id]) => each === name && id === ids[name]?.hidden)
      if (thing === undefined) return
      await removed(...thing)
      forget(name, thing[2])
    },
    clear: async (name, those) => {
      const type = types[name]
      if (type === undefined || !isMade(type)) return
      for (const id of new Set(those)) await removedIfPossible(name, type, id)
    },
    remove: removeAll,
  }
}

/** Why it failed, and what is left behind. */
export const leaving = (cause: unknown, left: ReadonlyArray<string>): unknown =>
  left.length === 0 ? cause : new CannotRun([...new Set([messageOf(cause), ...left])].join('\n'))

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause)
