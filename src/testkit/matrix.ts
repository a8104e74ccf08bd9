/**
 * A decision matrix for unit tests: who does what to what, there or not, written as a table.
 */
import type { Verdict } from '../domain/Verdict.js'

/** Who does what to what, and what your application decides of it. */
export interface Axes<Principal extends string, Action extends string, Resource extends string> {
  /** One column each. */
  readonly principals: ReadonlyArray<Principal>
  /** With each resource, one line each. */
  readonly actions: ReadonlyArray<Action>
  /** The things that are acted on. */
  readonly resources: ReadonlyArray<Resource>
  /** Your way to a verdict. `exists` says whether the resource is there. */
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
 * A decision matrix as a table. For each principal, a line has what is answered where the resource
 * exists, and where it does not.
 *
 * @param axes - Principals, actions, resources, and your way to a verdict.
 * @returns One line for each action on a resource, below a line with the principals. `404!` is a
 *   definitive 404, which tells that the resource does not exist.
 * @example
 * const authorize = (name: string, { owner }: { owner: string }) =>
 *   name === owner ? Permission.grant() : Permission.deny()
 * const table = matrix({
 *   principals: ['emma', 'tara'],
 *   actions: ['GET'],
 *   resources: ['document'],
 *   decide: (name, method, resource, exists) => {
 *     const facts = Facts.of(exists ? { owner: 'emma' } : null, (row) => authorize(name, row))
 *     return decide({ method, resource }, Authn.authenticated(), ...facts, policy)
 *   },
 * })
 * table // → '              emma      tara\nGET document  ok / 404  404 / 404'
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
 * What two tables disagree about, line by line. White space does not count.
 *
 * @param expected - The table as it should be.
 * @param actual - What `matrix` gave.
 * @returns The lines that differ, with `-` for what was expected and `+` for what came. The text is
 *   empty where the two agree.
 * @example
 * matrixDiff('read document  404 / 404', 'read document  403 / 404')
 * // → '- read document 404 / 404\n+ read document 403 / 404'
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
