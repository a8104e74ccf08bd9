/**
 * Actions on one thing: `document`, `document:delete`. Where one of them tells that a document
 * exists, the others conceal it in vain.
 */
import { audiences, type Told } from './tellings.js'
import { aThing, list, quoted, sentence } from './words.js'

/** One action tells what another conceals. A thing is only as hidden as its loosest action. */
export interface LoosestAction {
  /** Tells findings apart. */
  readonly kind: 'loosest-action'
  /** The part of the resource type before the colon. */
  readonly thing: string
  /** The callers, in words. */
  readonly who: string
  /** The resource types that tell that the thing exists. */
  readonly telling: ReadonlyArray<string>
  /** The resource types that conceal it, in vain. */
  readonly concealing: ReadonlyArray<string>
  /** The finding in a sentence. */
  readonly says: string
}

const thingOf = (type: string): string => type.split(':')[0] ?? type

export const loosestActions = (
  types: ReadonlyArray<string>,
  told: (type: string) => Told,
): ReadonlyArray<LoosestAction> => {
  const actionsOn = new Map<string, Array<string>>()
  for (const type of types) {
    const actions = actionsOn.get(thingOf(type)) ?? []
    actions.push(type)
    actionsOn.set(thingOf(type), actions)
  }
  return [...actionsOn].flatMap(([thing, actions]) => {
    const tells = (type: string, i: number): boolean =>
      told(type)[i]?.includes('existence') === true
    return audiences.flatMap(({ who, mayKnow }, i) => {
      const telling = actions.filter((type) => tells(type, i))
      const concealing = actions.filter((type) => !tells(type, i))
      // said already, of those who may not know
      const isSaid = mayKnow && telling.every((type) => tells(type, i - 1))
      if (telling.length === 0 || concealing.length === 0 || isSaid) return []
      const verb = telling.length > 1 ? 'tell' : 'tells'
      const tellIt = `${list(telling.map(quoted))} ${verb} ${who} that ${aThing(thing)} exists`
      const says = sentence(`${tellIt}, so ${list(concealing.map(quoted))} cannot conceal it`)
      return [
        {
          kind: 'loosest-action',
          thing,
          who,
          telling,
          concealing,
          says,
        },
      ]
    })
  })
}
