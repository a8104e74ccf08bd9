/**
 * An explanation in sentences. Each says what stood in the way, or what to change.
 */
import type { Authn } from '../domain/Authn.js'
import type { Fault } from '../domain/Fault.js'
import { linkOf } from '../domain/Remedy.js'
import type { Route } from '../domain/Route.js'
import { tellsRemedy } from '../engine/judge.js'
import type { Explained, Explanation, ExplanationBeforeLookup } from './Explanation.js'

type Truth = Omit<Explanation, 'says'>
type WithoutFacts = Omit<ExplanationBeforeLookup, 'says'>

/** What can be said before any look-up: the row, and what the caller brought. */
export const sentencesBefore = (
  it: WithoutFacts,
  authn: Authn | undefined,
  route: Route | undefined,
): ReadonlyArray<string> => [
  `Row ${it.row}: ${it.because}. The answer is ${it.answer}.`,
  ...notStrongEnough(it, authn, route),
  ...it.faults.map(inWords),
]

/** The most important first: the row, why it held, what was withheld, and every fault. */
export const sentencesOf = (
  it: Truth,
  authn: Authn | undefined,
  route: Route | undefined,
): ReadonlyArray<string> => [
  ...sentencesBefore({ ...it, faults: [] }, authn, route),
  ...notEntitled(it, route),
  ...it.ancestors.flatMap(inTheWay('ancestor')),
  ...it.references.flatMap(inTheWay('reference')),
  ...withheld(it),
  ...it.faults.map(inWords),
]

const inWords = ({ path, message, cause }: Fault): string =>
  cause === undefined ? `${path}: ${message}.` : `${path}: ${message} (${nameOf(cause)}).`

const list = (texts: ReadonlyArray<string>): string => texts.join(' ') || 'none'

/** What was thrown may be anything. */
const nameOf = (cause: unknown): string => {
  try {
    return String(cause)
  } catch {
    return 'a value that cannot be shown'
  }
}

/** Rows 1 to 3: what the caller brought, held against the route. */
const notStrongEnough = (
  { row, reason }: Pick<Truth, 'row' | 'reason'>,
  authn: Authn | undefined,
  route: Route | undefined,
): ReadonlyArray<string> => {
  if (row === '1') return [`The reason for the rejection is: ${reason ?? 'it was not made'}.`]
  if (authn?._tag !== 'Authenticated' || route === undefined) return []
  const { acrValues, maxAge, scopes } = route.requires
  const wanted = scopes.map((all) => all.join(' ')).join(', or ')
  if (row === '3') return [`The route wants the scopes ${wanted}. Held: ${list(authn.scopes)}.`]
  if (row !== '2') return []
  const acr = authn.acr ?? 'unknown'
  const age = authn.age === undefined ? 'unknown' : `${String(authn.age)} s`
  return [
    ...(acrValues.length > 0
      ? [`The route wants one of these acr values: ${list(acrValues)}. The acr is ${acr}.`]
      : []),
    ...(maxAge === undefined
      ? []
      : [`The route wants an age of at most ${String(maxAge)} s. The age is ${age}.`]),
  ]
}

const entitles = {
  secret: '`existence: secret` entitles callers who are granted and may know.',
  'if-may-know': '`existence: if-may-know` entitles callers who may know.',
  authenticated: '`existence: authenticated` entitles callers with credentials, or who may know.',
  public: '`existence: public` entitles anyone.',
}

/** Row 5: why the caller is not entitled, and what would entitle them. */
const notEntitled = (it: Truth, route: Route | undefined): ReadonlyArray<string> => {
  if (!it.row.startsWith('5') || it.blocked) return []
  if (it.entitled) return []
  const who = it.state === 'present' ? 'the permission' : '`whenAbsent`'
  return [
    ...(it.resource === undefined || it.named
      ? []
      : [`The policy does not name \`${it.resource}\`: name it there, or it is at its strictest.`]),
    ...(it.caller === 'anonymous' && route?.requires.authenticated === true
      ? ['The route requires credentials, so no fact about a caller without credentials counts.']
      : []),
    entitles[it.disclosure.existence],
    ...(it.mayKnow
      ? []
      : [`This caller may not know: ${who} says \`mayKnow: false\`, or does not count.`]),
    ...(it.state === 'absent' && route?.expects === 'present'
      ? ['No row was found. `whenAbsent` must be true of every row that could have this id.']
      : []),
    ...(it.granted && it.state === 'present' && route?.expects === 'absent'
      ? ['The name is taken by a thing that the caller may not know. No policy can hide that.']
      : []),
  ]
}

const inTheWay =
  (role: 'ancestor' | 'reference') =>
  (it: Explained): ReadonlyArray<string> => {
    const may = it.mayKnow ? 'may' : 'may not'
    const said = `${it.granted ? 'granted' : 'denied'}, and the caller ${may} know`
    const state = it.state === 'absent' ? 'It is absent' : `It is present, ${said}`
    if (it.effect === 'passes') return []
    return [
      `The ${role} \`${it.resource}\` ${it.effect} (row ${it.row}). ${state}.`,
      ...it.ancestors.flatMap(inTheWay('ancestor')),
    ]
  }

/** What the application said about a denial, and the caller was not told. */
const withheld = ({ remedy, row }: Truth): ReadonlyArray<string> => {
  if (remedy === undefined || row === '4' || tellsRemedy(row)) return []
  const link = remedy._tag === 'StepUp' ? undefined : linkOf(remedy)
  const parts = [
    ...(remedy._tag === 'StepUp' ? ['the step-up'] : []),
    ...(remedy._tag !== 'StepUp' && remedy.missingPermissions.length > 0
      ? [`the missing permissions ${list(remedy.missingPermissions)}`]
      : []),
    ...(link === undefined ? [] : [`the link ${link}`]),
  ]
  if (parts.length === 0) return []
  return [`Withheld: ${parts.join(' and ')}. ${reasonToWithhold(row)}`]
}

const reasonToWithhold = (row: string): string => {
  if (row.startsWith('5'))
    return 'They reach entitled callers only: say `mayKnow: true`, or loosen `existence`.'
  if (row === '8') return 'A caller without credentials is asked for them first.'
  return 'An earlier row holds, and its answer has no place for them.'
}
