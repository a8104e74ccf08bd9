/**
 * The things that a sweep asks about: those that a person named, or that it makes itself and removes
 * when it is done.
 */
import { CannotRun } from '../Io.js'
import type { Ask } from './client.js'
import type { Config, ResourceType, Step } from './Config.js'
import { noSession, Refused, run, type Session } from './session.js'
import type { Ids } from './request.js'
import type { Values } from './templates.js'

/** The things of a sweep. */
export interface Things {
  readonly ids: Readonly<Record<string, Ids>>
  /** Makes another thing of a type, which is removed in the end, too. */
  readonly another: (type: string) => Promise<string>
  /** Makes the hidden thing of a type anew, after a request has changed it, or it was away. */
  readonly renew: (type: string) => Promise<void>
  /** Removes the hidden thing of a type for a while. */
  readonly away: (type: string) => Promise<void>
  /** Removes what a request has made under these ids, where nothing was. */
  readonly clear: (type: string, ids: ReadonlyArray<string>) => Promise<void>
  /** Removes what was made. Says what is left behind. */
  readonly remove: () => Promise<ReadonlyArray<string>>
}

type Makes = ResourceType & { readonly create: Step; readonly remove: Step }

/** Does the sweep make the things of this type? */
export const isMade = (type: ResourceType): type is Makes =>
  type.create !== undefined && type.remove !== undefined

/**
 * Makes the things that have to be made.
 *
 * @throws CannotRun where that fails. What was made before is removed.
 */
export const thingsOf = async (
  { types }: Pick<Config, 'types'>,
  base: string,
  env: Values,
  sessions: ReadonlyMap<string, Session>,
  ask: Ask,
): Promise<Things> => {
  const made: Array<readonly [string, Makes, string]> = []
  const stuck = new Map<string, string>()
  const step = (said: string, of: Step, values: Values) => {
    const { headers } = sessions.get(of.as ?? '') ?? noSession
    return run(said, of, base, values, headers, ask)
  }
  const make = async (name: string, type: Makes): Promise<string> => {
    const { taken } = await step(`\`create\` of ${name}`, type.create, env)
    const id = taken['id'] as string
    made.push([name, type, id])
    if (encodeURIComponent(id).length === encodeURIComponent(type.missing).length) return id
    throw new CannotRun(
      `\`create\` of ${name} made an id of ${String(id.length)} characters. ` +
        `Choose a missing id as long as that: ${type.missing} has ${String(type.missing.length)}.`,
    )
  }
  /** A request may have removed the thing before. */
  const removed = async (name: string, type: Makes, id: string): Promise<void> => {
    await step(`\`remove\` of ${name}`, type.remove, { ...env, id }).catch((cause: unknown) => {
      if (!(cause instanceof Refused) || ![404, 410].includes(cause.status)) throw cause
    })
  }
  const away = async (name: string): Promise<void> => {
    const thing = made.find(([each, , id]) => each === name && id === ids[name]?.hidden)
    if (thing === undefined) return
    await removed(...thing)
    made.splice(made.indexOf(thing), 1)
  }
  /** What cannot be removed is told in the end. */
  const removedIfPossible = async (name: string, type: Makes, id: string): Promise<void> => {
    await removed(name, type, id).then(
      () => stuck.delete(id),
      (cause: unknown) =>
        stuck.set(id, `The ${name} ${id} was made and is left behind. ${messageOf(cause)}`),
    )
  }
  const removeAll = async (): Promise<ReadonlyArray<string>> => {
    // what was made last may belong to what was made before
    for (const [name, type, id] of made.splice(0).reverse()) await removedIfPossible(name, type, id)
    return [...stuck.values()]
  }
  const ids: Record<string, Ids> = {}
  const arrange = async (name: string, type: ResourceType): Promise<void> => {
    const { missing, spare } = type
    const hidden = isMade(type) ? await make(name, type) : String(type.hidden)
    ids[name] = { hidden, missing, ...(spare === undefined ? {} : { spare }) }
  }
  try {
    for (const [name, type] of Object.entries(types)) await arrange(name, type)
    return {
      ids,
      renew: (name) => arrange(name, types[name] as ResourceType),
      away,
      clear: async (name, those) => {
        const type = types[name]
        if (type === undefined || !isMade(type)) return
        for (const id of new Set(those)) await removedIfPossible(name, type, id)
      },
      remove: removeAll,
      another: async (name) => {
        const type = types[name]
        if (type === undefined || !isMade(type)) throw new Error(`${name} has no \`create\``)
        return make(name, type)
      },
    }
  } catch (cause) {
    throw leaving(cause, await removeAll())
  }
}

/** Why it failed, and what is left behind. */
export const leaving = (cause: unknown, left: ReadonlyArray<string>): unknown =>
  left.length === 0 ? cause : new CannotRun([messageOf(cause), ...left].join('\n'))

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause)
