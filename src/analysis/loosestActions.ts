/**
 * Actions on one thing: `document`, `document:delete`. Where one of them tells that a document
 * exists, the others conceal it in vain.
 */
import { audiences, type Told } from './whoLearnsWhat.js'
import { aThing, byThing, few, quoted, sentence } from './words.js'

/** One action tells what another conceals. A thing is only as hidden as its loosest action. */
export interface LoosestAction {
  /** Tells findings apart. */
  readonly kind: 'loosest-action'
  /** The part of the resource type before the colon. */
  readonly thing: string
  /** Where actions disagree, persona by persona. The widest comes first. */
  readonly personas: ReadonlyArray<Disagreement>
  /** The headline, about the widest persona. */
  readonly says: string
}

/** Actions that disagree about one persona. */
export interface Disagreement {
  /** The callers who learn of the thing by one action and not by another. */
  readonly persona: string
  /** The resource types that tell that the thing exists. */
  readonly telling: ReadonlyArray<string>
  /** The resource types that conceal it, in vain. */
  readonly concealing: ReadonlyArray<string>
}

export const loosestActions = (
  types: ReadonlyArray<string>,
  told: (type: string) => Told,
): ReadonlyArray<LoosestAction> =>
  byThing(types).flatMap(([thing, actions]) => {
    const personas = audiences.flatMap((persona) => {
      const tells = (type: string): boolean =>
        told(type).some((each) => each.persona === persona && each.learns.includes('existence'))
      const telling = actions.filter(tells)
      const concealing = actions.filter((type) => !tells(type))
      return telling.length > 0 && concealing.length > 0 ? [{ persona, telling, concealing }] : []
    })
    const [widest] = personas
    if (widest === undefined) return []
    const { persona, telling, concealing } = widest
    const verb = telling.length > 1 ? 'tell' : 'tells'
    const tellIt = `${few(telling.map(quoted))} ${verb} ${persona} that ${aThing(thing)} exists`
    const says = sentence(`${tellIt}, so ${few(concealing.map(quoted))} cannot conceal it`)
    return [{ kind: 'loosest-action', thing, personas, says }]
  })
