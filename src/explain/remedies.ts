/**
 * What became of the remedies: what was told, what was withheld and why, and what was dropped.
 */
import { linkOf, type Denial } from '../domain/Remedy.js'
import { tellsRemedy } from '../engine/judge.js'
import type { Outcome } from '../engine/several.js'
import type { Explained, Explanation } from './Explanation.js'

type Truth = Pick<Explanation, 'row' | 'remedy' | 'ancestors' | 'references'>

/** Whether a thing in the way keeps its own remedy to itself. A denial that is known tells it. */
export const keepsRemedy = ({ effect }: Explained, row: Outcome): boolean =>
  effect !== 'denies' || !tellsRemedy(row)

const untold = ({ row, remedy, ancestors, references }: Truth): ReadonlyArray<Denial> => [
  tellsRemedy(row) ? undefined : remedy,
  ...ancestors.filter(({ effect }) => effect === 'blocks').map((it) => it.remedy),
  ...references
    .filter((it) => keepsRemedy(it, row))
    .flatMap((it) => untold({ ...it, row: it.row, references: [] })),
]

/** What the answer keeps from the caller. */
export const concealed = (it: Truth): Explanation['concealed'] => {
  const kinds = new Set(untold(it).flatMap((remedy) => partsOf(remedy).map(([kind]) => kind)))
  const all = ['step-up', 'missing-permissions', 'request-access'] as const
  const state = it.row.startsWith('5') ? (['state'] as const) : []
  return Object.freeze([...state, ...all.filter((kind) => kinds.has(kind))])
}

type Kind = Exclude<Explanation['concealed'][number], 'state'>

/** The parts of a remedy, in words. */
const partsOf = (remedy: Denial): ReadonlyArray<readonly [Kind, string]> => {
  if (remedy === undefined) return []
  if (remedy._tag === 'StepUp') return [['step-up', 'the step-up']]
  const { missingPermissions: missing } = remedy
  const link = linkOf(remedy)
  return [
    ...(missing.length === 0
      ? []
      : [['missing-permissions', `the missing permissions ${missing.join(', ')}`] as const]),
    ...(link === undefined ? [] : [['request-access', `the link ${link}`] as const]),
  ]
}

const inWords = (remedy: Denial): string =>
  partsOf(remedy)
    .map(([, words]) => words)
    .join(' and ')

/** What was said about a denial, and the caller was not told. */
export const withheld = ({ row, remedy }: Pick<Truth, 'row' | 'remedy'>): ReadonlyArray<string> =>
  partsOf(remedy).length === 0 ? [] : [`Withheld: ${inWords(remedy)}. ${whyWithheld(row)}`]

/** What the caller was told, or was not told. `own`: what the permission itself says. */
export const ofTheRemedy = (it: Told, own: Denial): ReadonlyArray<string> => {
  if (!tellsRemedy(it.row)) return withheld(it)
  const changed = [...ofTheLink(it), ...ofTheStepUp(it, own)]
  if (partsOf(it.remedy).length > 0) return [`Told: ${inWords(it.remedy)}.`, ...changed]
  return changed.length > 0 ? ['No remedy is told.', ...changed] : [none]
}

type Told = Truth & Pick<Explanation, 'faults'>

const none = 'No remedy is told. Say `missingPermissions` or `requestAccess` in `Permission.deny`.'

/** Whether the link is another than the one that was given, or none. */
const ofTheLink = ({ remedy, faults }: Told): ReadonlyArray<string> => {
  if (remedy?._tag === 'StepUp') return []
  const [link, other] = remedy?.links ?? []
  if (other !== undefined)
    return ['Dropped: the links, because they differ. Give one link to every denial.']
  const fault = faults.find(({ path }) => path.endsWith('requestAccess'))
  if (fault === undefined) return []
  return link !== undefined && fault.message.includes(link)
    ? ['Mended: the link. Percent-encode it in `requestAccess`.']
    : ['Dropped: a link. It must be relative, or lead to the web or a mailbox.']
}

const ofTheStepUp = (it: Told, own: Denial): ReadonlyArray<string> => {
  const denying = [...it.ancestors, ...it.references].filter(({ effect }) => effect === 'denies')
  const steps = [own, ...denying.map(({ remedy }) => remedy)].some((r) => r?._tag === 'StepUp')
  return steps && it.remedy?._tag !== 'StepUp'
    ? ['Dropped: the step-up. A stronger authentication alone would not be enough.']
    : []
}

const whyWithheld = (row: Outcome): string => {
  if (row.startsWith('5')) return 'Only callers who are entitled are told.'
  if (row === '6') return 'The thing does not exist, so nobody can be given access to it.'
  if (row === '8') return 'A caller without credentials is asked for them first.'
  if (tellsRemedy(row)) return 'The answer must not tell that the target is there.'
  return 'An answer about credentials tells no remedy.'
}
