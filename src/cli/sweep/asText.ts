/**
 * What a sweep found, for a terminal.
 */
import { visible, wrapped } from '../../analysis/visible.js'
import type { Coverage, Finding, Result } from './Result.js'
import { percentOf, shareOf } from './share.js'

/** `1 request`, `1,000 requests`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`

/** The result in one sentence. */
export const headlineOf = (result: Result): string => {
  const { findings, coverage } = result
  const accepted = findings.filter(({ kind }) => kind === 'accepted').length
  const open = findings.length - accepted
  const known = accepted === 0 ? '' : `, and ${String(accepted)} accepted`
  if (open === 0 && shareOf(coverage) === 0)
    return `${result.server}: the sweep says nothing, because no route is covered${known}.`
  return `${result.server}: ${open === 0 ? 'no finding' : count(open, 'finding')}${known}.`
}

/** So many other requests are named, and then their number. */
const named = 4

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= named
    ? names.join('; ')
    : `${names.slice(0, named).join('; ')}; and ${String(names.length - named)} more`

/** What a finding says, in one sentence. */
export const sentenceOf = ({ kind, of, caller, type }: Finding): string => {
  switch (of ?? kind) {
    case 'access':
      return `${caller} is served a hidden ${type}`
    case 'mention':
      return `${caller} is told the name of a hidden ${type}`
    default:
      return `${caller} can tell that a hidden ${type} exists`
  }
}

const findingLines = (finding: Finding, columns: number): ReadonlyArray<string> => {
  const { kind, route, isDeclared, request, others, says, mend, curl, fingerprint } = finding
  const indented = (text: string): ReadonlyArray<string> =>
    wrapped(visible(text), columns - 2).map((line) => `  ${line}`)
  const head = `${kind}: ${route}${isDeclared ? '' : ', which is not declared'}`
  if (kind === 'accepted')
    return [
      visible(head),
      ...indented(`${sentenceOf(finding)} (${fingerprint}): ${String(finding.reason)}`),
    ]
  return [
    visible(head),
    ...indented(`${sentenceOf(finding)}.`),
    ...indented(request === route ? (says[0] ?? '') : `${request}: ${says[0] ?? ''}`),
    ...(says.length > 1 ? indented(`and ${count(says.length - 1, 'other difference')}`) : []),
    ...(others.length > 0 ? indented(`and the same by: ${listed(others)}`) : []),
    ...indented(`→ ${mend}`),
    // a line that is copied is not broken
    ...curl.map((line) => `  ${visible(line)}`),
    `  fingerprint ${fingerprint}`,
  ]
}

/** The caller, in words. */
export const callerOf = ({ caller, isEntitled }: Coverage): string =>
  isEntitled === true ? `${caller} (entitled)` : caller

/** Routes with the same status for the same reason, with all callers. */
const coverageLines = (
  coverage: ReadonlyArray<Coverage>,
  columns: number,
): ReadonlyArray<string> => {
  const groups = new Map<string, readonly [Coverage, ReadonlyArray<string>]>()
  for (const line of coverage) {
    const key = JSON.stringify([line.status, line.route, line.why])
    groups.set(key, [line, [...(groups.get(key)?.[1] ?? []), callerOf(line)]])
  }
  const width = 'without an id'.length
  return [...groups.values()].flatMap(([{ status, route, why }, callers]) => {
    const text = `${route} as ${callers.join(', ')}${why === undefined ? '' : `: ${why}`}`
    return wrapped(visible(text), Math.max(10, columns - width - 2)).map(
      (line, i) => `${(i === 0 ? status : '').padEnd(width)}  ${line}`,
    )
  })
}

/** The result as lines. The headline is left out. */
export const asText = (result: Result, columns: number, least: number): string => {
  const { findings, coverage, changed, notes, requests } = result
  const wanted =
    shareOf(coverage) < least ? `, and ${String(Math.ceil(least * 100))} % are expected` : ''
  const paragraph = (text: string): ReadonlyArray<string> => wrapped(visible(text), columns)
  return [
    ...findings.flatMap((finding) => ['', ...findingLines(finding, columns)]),
    '',
    ...paragraph(
      `Covered: ${percentOf(coverage)} of the routes and callers${wanted}, by ${count(requests, 'request')}.`,
    ),
    ...coverageLines(coverage, columns),
    ...(changed.length > 0
      ? ['', 'The sweep changed something:', ...changed.flatMap(paragraph)]
      : []),
    ...(notes.length > 0 ? ['', ...notes.flatMap(paragraph)] : []),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}
