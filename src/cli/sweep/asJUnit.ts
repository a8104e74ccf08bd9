/**
 * What a sweep found, as JUnit has it: a test case for each route and caller.
 */
import { escaped } from '../../analysis/html.js'
import { sentenceOf } from './asText.js'
import type { Coverage, Finding, Result } from './Result.js'

interface Case {
  readonly route: string
  readonly caller: string
  readonly type: string
  readonly findings: ReadonlyArray<Finding>
  readonly coverage?: Coverage
}

/** A case for each line, and for each route with findings that is in no line. */
const casesOf = ({ findings, coverage }: Result): ReadonlyArray<Case> => {
  const open = findings.filter(({ kind }) => kind !== 'accepted')
  const isOf = (line: Coverage, { route, caller, type }: Finding): boolean =>
    line.route === route && line.caller === caller && line.type === type
  const lines = coverage.map((line): Case => {
    const { route, caller, type = 'no type' } = line
    return {
      route,
      caller,
      type,
      coverage: line,
      findings: open.filter((each) => isOf(line, each)),
    }
  })
  const others = open
    .filter((finding) => !coverage.some((line) => isOf(line, finding)))
    .map((finding): Case => ({ ...finding, findings: [finding] }))
  return [...lines, ...others]
}

const failureOf = (finding: Finding): string => {
  const text = [...finding.says, finding.mend, ...finding.curl].map(escaped).join('\n')
  return `<failure type="${finding.kind}" message="${escaped(sentenceOf(finding))}">${text}</failure>`
}

const caseOf = ({ route, caller, type, findings, coverage }: Case): string => {
  const { status = 'covered', why = '' } = coverage ?? {}
  const inside =
    findings.length > 0
      ? findings.map(failureOf).join('')
      : status === 'covered'
        ? ''
        : `<skipped message="${escaped([status, why].filter(Boolean).join(': '))}"/>`
  return `<testcase classname="${escaped(type)}" name="${escaped(`${route} as ${caller}`)}">${inside}</testcase>`
}

/** The result as XML. */
export const asJUnit = (result: Result): string => {
  const cases = casesOf(result)
  const failures = cases.filter(({ findings }) => findings.length > 0).length
  const skipped = cases.filter(
    ({ findings, coverage }) =>
      findings.length === 0 && coverage !== undefined && coverage.status !== 'covered',
  ).length
  const counts = `tests="${String(cases.length)}" failures="${String(failures)}" skipped="${String(skipped)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `<testsuite name="glomar sweep" ${counts}>`,
    ...cases.map(caseOf),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}
