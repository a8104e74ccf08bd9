/**
 * A leak as a person reads it: the request, what tells the two answers apart, and both side by
 * side.
 */
import { textOf, type Difference, type Field, type Observation } from '../observe/Observation.js'
import type { Findings, Survey } from './Findings.js'
import type { Leak } from './judge.js'

const width = 56

const clip = (text: string): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)

const row = (mark: string, left: string, right: string): string =>
  `  ${mark} ${clip(left).padEnd(width)}  ${clip(right)}`.trimEnd()

const alike = (left: string, right: string): string => row(' ', left, right)

/** Two lines that differ, from a little before the place, if it would not be seen otherwise. */
const differing = (left: string, right: string): string => {
  let at = 0
  while (at < left.length && left[at] === right[at]) at++
  const from = (text: string): string => (at < width / 2 ? text : `…${text.slice(at - 10)}`)
  return row('≠', from(left), from(right))
}

/** Fields by name, so that one which only one side has does not move the others. */
const fields = (
  channel: Difference['channel'],
  hidden: ReadonlyArray<Field>,
  missing: ReadonlyArray<Field>,
  differences: ReadonlyArray<Difference>,
): ReadonlyArray<string> => {
  const names = new Set([...hidden, ...missing].map(([name]) => name.toLowerCase()))
  return [...names].flatMap((name) => {
    const [x, y] = [linesOf(hidden, name), linesOf(missing, name)]
    const print = differences.some((d) => d.channel === channel && d.field === name)
      ? differing
      : alike
    return Array.from({ length: Math.max(x.length, y.length) }, (_, i) =>
      print(x[i] ?? '', y[i] ?? ''),
    )
  })
}

const linesOf = (fields: ReadonlyArray<Field>, name: string): ReadonlyArray<string> =>
  fields.flatMap(([each, value]) => (each.toLowerCase() === name ? [`${name}: ${value}`] : []))

const bodyLines = ({ body }: Observation): ReadonlyArray<string> =>
  body === '' ? ['(no body)'] : textOf(body).split('\n')

const sideBySide = ({ hidden, missing, differences }: Leak): ReadonlyArray<string> => {
  const [x, y] = [bodyLines(hidden), bodyLines(missing)]
  const compared = (left: string, right: string): string =>
    (left === right ? alike : differing)(left, right)
  const statusLine = ({ status, reason }: Observation): string => `${String(status)} ${reason}`
  return [
    alike('hidden', 'missing'),
    alike('------', '-------'),
    compared(statusLine(hidden), statusLine(missing)),
    ...fields('header', hidden.headers, missing.headers, differences),
    '',
    ...Array.from({ length: Math.max(x.length, y.length) }, (_, i) =>
      compared(x[i] ?? '', y[i] ?? ''),
    ),
    ...fields('trailer', hidden.trailers, missing.trailers, differences),
  ]
}

const requestLines = ({ probe: { method, path, headers, body } }: Leak): ReadonlyArray<string> => [
  `  ${method} ${path}`,
  ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  ...(body === undefined ? [] : [`  ${clip(body)}`]),
]

/** So many names are listed, and then their number. */
const named = 8

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= named
    ? names.join('; ')
    : `${names.slice(0, named).join('; ')}; and ${String(names.length - named)} more`

const one = ([first, ...others]: Alike): string =>
  [
    first.request,
    ...requestLines(first),
    '',
    ...first.differences.map(({ says }) => `  ${says}`),
    ...(others.length > 0
      ? [`  and the same by: ${listed(others.map(({ request }) => request))}`]
      : []),
    `  → ${first.mend}`,
    '',
    ...sideBySide(first),
  ].join('\n')

/** Leaks that differ in the request alone. */
type Alike = readonly [Leak, ...ReadonlyArray<Leak>]

const grouped = (leaks: ReadonlyArray<Leak>): ReadonlyArray<Alike> => {
  const groups = new Map<string, [Leak, ...Array<Leak>]>()
  for (const leak of leaks) {
    const key = leak.differences.map(({ says }) => says).join('\n')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [leak])
    else group.push(leak)
  }
  return [...groups.values()]
}

const shown = 5

const surveyed = ({ planned, asked, dead, learnt, changed }: Survey): ReadonlyArray<string> => {
  const why = [...new Set(dead.map((each) => each.why))].map((reason) => {
    const requests = dead.filter((each) => each.why === reason).map(({ request }) => request)
    return `${String(requests.length)} could tell nothing (${reason}): ${listed(requests)}`
  })
  return [
    `Of ${String(planned)} questions, ${String(asked)} were asked and compared.`,
    ...why.map((each) => `${each}.`),
    ...changed.map((each) => `${each}; this was undone.`),
    ...(learnt.length > 0
      ? [`Two missing things differ as well, so this was taken away: ${learnt.join('; ')}.`]
      : []),
  ]
}

/**
 * Leaks as a person reads them: the request, what tells the two answers apart, what to change, and
 * both answers side by side. What was asked, and what was learnt to be noise, comes last.
 *
 * @param leaks - What `leaks` found.
 * @returns The text, the smallest request first. Empty without leaks.
 */
export const report = (leaks: ReadonlyArray<Leak> | Findings): string => {
  if (leaks.length === 0) return ''
  const groups = grouped(leaks)
  const rest = groups.slice(shown).flat()
  return (
    [
      'A caller who may not know can tell a hidden thing from a missing one, ' +
        `by ${String(leaks.length)} of the requests that were tried.`,
      ...groups.slice(0, shown).map(one),
      ...(rest.length > 0
        ? [`And otherwise by: ${listed(rest.map(({ request }) => request))}`]
        : []),
      ...('survey' in leaks ? [surveyed(leaks.survey).join('\n')] : []),
    ].join('\n\n') + '\n'
  )
}
