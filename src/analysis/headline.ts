/**
 * What is learnt, in one sentence about the widest persona that learns it.
 */
import { names } from './personas.js'
import type { Learnt, Told } from './whoLearnsWhat.js'
import { aThing, few, list, most, quoted, sentence } from './words.js'

const words: Readonly<Record<Learnt, string>> = {
  existence: '',
  'missing-permissions': 'which permissions are missing',
  'request-access': 'where to ask for access',
  'step-up': 'which authentication would do',
}

/**
 * `Strangers learn that an invoice exists.` The existence goes first, because the rest is told to
 * nobody else. The data has the rest.
 */
export const headline = (
  types: ReadonlyArray<string>,
  told: Told,
  verb: 'learn' | 'no longer learn',
): ReadonlyArray<string> => {
  const ofExistence = told.filter(({ learns }) => learns.includes('existence'))
  const [widest, ...rest] = ofExistence.length > 0 ? ofExistence : told
  if (widest === undefined) return []
  const { persona, learns } = widest
  const isEverybody =
    persona === names.visitors && rest.some((each) => each.persona === names.strangers)
  const who = isEverybody ? 'visitors and strangers' : persona
  const what = learns.includes('existence')
    ? `that ${exist(types)}`
    : list(learns.map((each) => words[each]))
  return [sentence(`${who} ${verb} ${what}`)]
}

const exist = (types: ReadonlyArray<string>): string =>
  types.length > most
    ? `things of the types ${few(types.map(quoted))} exist`
    : `${list(types.map(aThing), 'or')} exists`
