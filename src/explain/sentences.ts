/**
 * An explanation in sentences. Each says what stood in the way, or what to change.
 */
import type { Authn } from '../domain/Authn.js'
import type { Fault } from '../domain/Fault.js'
import type { Policy } from '../domain/Policy.js'
import type { Denial } from '../domain/Remedy.js'
import type { Route } from '../domain/Route.js'
import { notGoodEnough } from './credentials.js'
import { howToEntitle, unnamed, whoIsEntitled } from './entitlement.js'
import type { Explained, Explanation, ExplanationBeforeLookup } from './Explanation.js'
import { looksAtFacts } from './related.js'
import { keepsRemedy, ofTheRemedy, withheld } from './remedies.js'

type Truth = Omit<Explanation, 'says'>
type WithoutFacts = Omit<ExplanationBeforeLookup, 'says'>

interface Given {
  readonly authn: Authn | undefined
  readonly route: Route | undefined
  readonly policy: Policy
}

/** What can be said before any look-up: the row, every fault, and what the caller brought. */
export const sentencesBefore = (it: WithoutFacts, given: Given): ReadonlyArray<string> => [
  `Row ${it.row}: ${it.because}. The answer is ${it.answer}${inBrackets(it.cites.join(', '))}.`,
  ...it.faults.map(ofFault),
  ...(it.resource === undefined || standIn(it.faults, /^(?:route|policy)$/)
    ? []
    : unnamed({ resource: it.resource, named: it.named }, given.policy)),
  ...notGoodEnough(it.row, given.authn, given.route),
  ...(countsForNothing(it, given) ? [credentialsFirst] : []),
]

/** The most important first. `own`: what the permission itself says about a denial. */
export const sentencesOf = (it: Truth, given: Given, own: Denial): ReadonlyArray<string> => [
  ...sentencesBefore(it, given),
  ...(looksAtFacts(it.row) ? ofTheFacts(it, given) : []),
  ...ofTheRemedy(it, own),
]

const inBrackets = (text: string): string => (text === '' ? '' : ` (${text})`)

const ofFault = ({ path, message, cause }: Fault): string => {
  const said = `${path}: ${message}${cause === undefined ? '' : inBrackets(nameOf(cause))}`
  return /[.?]$/.test(said) ? said : `${said}.`
}

/** What was thrown may be anything, and of any length. */
const nameOf = (cause: unknown): string => {
  try {
    return String(cause)
      .replace(/\n[^]*/, '')
      .slice(0, 200)
  } catch {
    return 'a value that cannot be shown'
  }
}

/** Whether something else stands in for what the application meant. Then it is mended first. */
const standIn = (faults: ReadonlyArray<Fault>, paths: RegExp): boolean =>
  faults.some(({ path }) => paths.test(path))

const instead =
  /^(?:route|policy|state|permission|options|row|authorize|whenAbsent|(?:all|any)Of\[\d+\])$/
const insteadOfRelated = /^(?:policy|ancestors|references)\b/

const credentialsFirst =
  'The route requires something, so a caller without credentials is denied and may not know. ' +
  'To let everybody in, leave out `requires`.'

const countsForNothing = ({ caller }: WithoutFacts, { route }: Given): boolean =>
  caller === 'anonymous' && route?.requires.authenticated === true

const ofTheFacts = (it: Truth, given: Given): ReadonlyArray<string> => {
  const tells = it.row.startsWith('5') ? ', and the answer conceals it' : ''
  const state = `The state of ${quoted(it)} is ${it.state}${tells}.`
  if (countsForNothing(it, given)) return [state]
  const may = it.mayKnow ? 'may' : 'may not'
  const inTheWay = [
    ...it.ancestors.flatMap((each) => ofAncestor(each, it, given)),
    ...it.references.flatMap((each) => ofReference(each, it, given)),
  ]
  return [
    `${state} The caller is ${it.granted ? 'granted' : 'denied'} and ${may} know.`,
    ...(standIn(it.faults, instead) ? [] : ofTheEntitlement(it, given)),
    ...inTheWay,
  ]
}

const quoted = ({ resource }: { readonly resource: string | undefined }): string =>
  resource === undefined ? 'the thing' : `\`${resource}\``

/** Why a caller who may not act sees what they see: rows 5 to 9 of the target. */
const ofTheEntitlement = (it: Truth, { route }: Given): ReadonlyArray<string> => {
  const { resource, row } = it
  const isOfReference = it.references.length > 0
  const conceals = row.startsWith('5')
  if (resource === undefined || it.blocked || row === '4') return []
  if (isOfReference && !conceals) return []
  const isMissing = it.state === 'absent' && row !== '6'
  const creates = isMissing && !it.granted && route?.expects !== 'present'
  return [
    ...(isOfReference
      ? ['To say what a reference lacks would tell that the target is there.']
      : []),
    ...(isMissing ? [absence] : []),
    ...(creates ? ['To let the caller create it, say `Permission.grant()` in `whenAbsent`.'] : []),
    ...(conceals && it.state === 'present' && route?.expects === 'absent' ? [taken] : []),
    whoIsEntitled({ ...it, resource }),
    ...(conceals && it.named ? [howToEntitle({ ...it, resource }, it.caller)] : []),
  ]
}

const absence =
  'No row was found, so `whenAbsent` is the permission, ' +
  'or `Permission.deny()` if it is left out. ' +
  'It must be true of every row that could have this id.'

const taken =
  'The name is taken. No policy can hide that from whoever may create. ' +
  'Where it matters, let the server choose the names.'

/** How to get past a thing that is hidden. */
const ofHidden = (it: Explained, { caller, faults }: Truth, { policy }: Given) =>
  standIn(faults, insteadOfRelated)
    ? []
    : [...unnamed(it, policy), whoIsEntitled(it), ...(it.named ? [howToEntitle(it, caller)] : [])]

const ofAncestor = (it: Explained, of: Truth, given: Given): ReadonlyArray<string> => {
  if (it.resource === '') return [misread('an ancestor')]
  const name = `The ancestor ${quoted(it)}`
  if (it.effect === 'denies')
    return [`${name} is denied, so what stands under it counts as denied. ${toPass(it)}`]
  if (it.effect !== 'blocks') return []
  return [
    ...(it.state === 'absent'
      ? [`${name} is missing, so what stands under it is concealed from everybody. ${first}`]
      : [`${name} is hidden from the caller, and so is what stands under it. ${toPass(it)}`]),
    ...(it.state === 'absent' ? [] : ofHidden(it, of, given)),
    ...withheld(it),
  ]
}

/** Such a thing stands in the way, under a name that no policy has. */
const misread = (role: string): string =>
  `What should be ${role} was not understood, and stands in the way.`

const toPass = (it: Explained): string => `Grant ${quoted(it)} to let the caller pass.`
const first = 'To tell that it is missing, decide about the ancestor first.'

const ofReference = (it: Explained, of: Truth, given: Given): ReadonlyArray<string> => {
  const { effect, state, expects } = it
  if (effect === 'passes') return []
  if (it.resource === '') return [misread('a reference')]
  const isUnresolved = effect === 'is unresolved'
  const isMissing = isUnresolved && state === 'absent' && expects === 'present'
  const isBlocked = it.ancestors.some((each) => each.effect === 'blocks')
  return [
    `The reference ${quoted(it)} ${isMissing ? `is missing. ${alike}` : stands(it)[effect]}`,
    ...(isUnresolved && !isMissing && !isBlocked ? ofHidden(it, of, given) : []),
    ...it.ancestors.flatMap((each) => ofAncestor(each, of, given)),
    ...(keepsRemedy(it, of.row) ? withheld(it) : []),
  ]
}

const alike = 'Hidden and missing references are answered alike.'

/** What a reference that does not pass does. */
const stands = (it: Explained): Readonly<Record<Explained['effect'], string>> => ({
  passes: '',
  blocks: '',
  denies: `is denied. ${toPass(it)}`,
  challenges: 'is not granted to a caller without credentials.',
  'is unresolved': `is hidden from the caller. ${alike}`,
  conflicts: 'is present, and the request expects it to be absent.',
})
