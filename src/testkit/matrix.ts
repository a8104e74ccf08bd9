/**
 * A decision matrix for unit tests: who does what to what, there or not, written as a table.
 */
import type { Verdict } from '../domain/Verdict.js'

export interface Axes<Principal extends string, Action extends string, Resource extends string> {
  readonly principals: ReadonlyArray<Principal>
  readonly actions: ReadonlyArray<Action>
  readonly resources: ReadonlyArray<Resource>
  readonly decide: (
    principal: Principal,
    action: Action,
    resource: Resource,
    exists: boolean,
  ) => Verdict
}

/** The verdict in a word, or the status. A definitive 404 is marked, because it tells. */
const word = (verdict: Verdict): string => {
  switch (verdict._tag) {
    case 'Ok':
    case 'Empty':
    case 'Conflict':
      return verdict._tag.toLowerCase()
    case 'UnresolvedReference':
      return 'unresolved'
    case 'NotFound':
      return verdict.code === 'does-not-exist' ? '404!' : '404'
    case 'Unauthenticated':
    case 'Forbidden':
      return String(verdict.status)
  }
}

const pad = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/**
 * One line for each action on a resource. For each principal, it has what is answered where the
 * resource exists, and where it does not.
 */
export const matrix = <Principal extends string, Action extends string, Resource extends string>({
  principals,
  actions,
  resources,
  decide,
}: Axes<Principal, Action, Resource>): string =>
  pad([
    ['', ...principals],
    ...resources.flatMap((resource) =>
      actions.map((action) => [
        `${action} ${resource}`,
        ...principals.map((principal) =>
          [true, false]
            .map((exists) => word(decide(principal, action, resource, exists)))
            .join(' / '),
        ),
      ]),
    ),
  ])

const squeezed = (table: string): ReadonlyArray<string> =>
  table
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line !== '')

/**
 * What two tables disagree about, line by line, white space aside. The text is empty where they
 * agree.
 */
export const matrixDiff = (expected: string, actual: string): string => {
  const [want, got] = [squeezed(expected), squeezed(actual)]
  return Array.from({ length: Math.max(want.length, got.length) }, (_, i) =>
    want[i] === got[i]
      ? []
      : [
          ...(want[i] === undefined ? [] : [`- ${want[i]}`]),
          ...(got[i] === undefined ? [] : [`+ ${got[i]}`]),
        ],
  )
    .flat()
    .join('\n')
}
