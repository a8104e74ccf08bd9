/**
 * A question with one variation at a time, as far as they suit its method.
 */
import { isSafe, type Probe, type Question } from '../Probe.js'
import { bodies, bodiesOfActions } from './bodies.js'
import { fieldsOfAny, fieldsOfReads, fieldsOfWrites } from './fields.js'
import { queriesOfAny, queriesOfReads, queriesOfWrites } from './queries.js'
import { nearNames, spellingsOfAny, spellingsOfReads } from './spellings.js'
import type { Variation } from './Variation.js'

const ofReads = [
  ...fieldsOfAny,
  ...fieldsOfReads,
  ...spellingsOfAny,
  ...spellingsOfReads,
  ...nearNames,
  ...queriesOfAny,
  ...queriesOfReads,
]

const ofWrites = [
  ...fieldsOfAny,
  ...fieldsOfWrites,
  ...spellingsOfAny,
  ...queriesOfAny,
  ...queriesOfWrites,
]

const varied = (question: Question, { name, mend, apply }: Variation): Question => ({
  name: `${question.name} with ${name}`,
  at: (path) => apply(question.at(path)),
  mend,
})

/** Where the variation changes nothing of the request, it is not worth asking. */
const differs = (plain: Probe, probe: Probe): boolean =>
  plain.path !== probe.path ||
  plain.body !== probe.body ||
  JSON.stringify(plain.headers) !== JSON.stringify(probe.headers)

/**
 * The question with one variation at a time.
 *
 * @param path - The path of the hidden thing: a variation that leaves it alone is left out.
 */
export const variationsOf = (question: Question, path = '/x'): ReadonlyArray<Question> => {
  const plain = question.at(path)
  const all = isSafe(plain) ? ofReads : ofWrites
  return [...all, ...(plain.body === undefined ? [] : bodies)]
    .filter(({ apply }) => differs(plain, apply(plain)))
    .map((variation) => varied(question, variation))
}

/** The question about an action with the bodies that a check would stop, or let pass. */
export const actionsOf = (question: Question): ReadonlyArray<Question> =>
  bodiesOfActions.map((variation) => varied(question, variation))
