/**
 * Made values of every kind, and how two of them are compared.
 */
import fc from 'fast-check'
import { Facts, Permission } from 'glomar'
import { arbitrary as arb } from 'glomar/testkit/properties'

type Any = Permission.Permission<string, string>

const things = (facts: fc.Arbitrary<Any>): fc.Arbitrary<ReadonlyArray<Facts.Reference>> =>
  fc.array(
    fc.record(
      {
        resource: fc.oneof(fc.constantFrom('folder', 'archive'), arb.hostileText),
        // `Facts.of` takes these, and its types do not say so
        facts: fc.tuple(arb.state, facts) as fc.Arbitrary<never>,
        expects: fc.constantFrom('present', 'absent'),
      },
      { requiredKeys: ['resource', 'facts'] },
    ),
    { maxLength: 2 },
  )

/** Permissions taken together, judged along with others, and these along with others again. */
export const permission: fc.Arbitrary<Any> = fc.letrec<{ permission: Any }>((tie) => ({
  permission: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'permission' },
    arb.permission,
    arb.denied,
    fc
      .tuple(
        fc.constantFrom(Permission.allOf, Permission.anyOf),
        fc.array(tie('permission') as fc.Arbitrary<Permission.Permission>, { maxLength: 3 }),
      )
      .map(([combine, all]): Any => combine(...all)),
    fc
      .tuple(arb.permission, things(tie('permission')), things(tie('permission')))
      .map(([said, above, references]): Any => {
        const ancestors = above.map(({ resource, facts }) => ({ resource, facts }))
        return Facts.of({}, () => said, { ancestors, references })[1]
      }),
  ),
})).permission

/** Lists whose order never matters. */
const unordered = ['ancestors', 'references']

/** What a value says, without its faults and without the sentences that name them. */
export const bare = (u: unknown, name = ''): unknown => {
  if (typeof u !== 'object' || u === null) return u
  if (Array.isArray(u)) {
    const items = u.map((item) => bare(item))
    if (!unordered.includes(name)) return items
    return items.map((item) => JSON.stringify(item)).sort()
  }
  const members = Object.entries(u).filter(([key]) => key !== 'faults' && key !== 'says')
  return Object.fromEntries(members.map(([key, value]) => [key, bare(value, key)]))
}

/** Links that differ are a fault of what is said, and a document may say them. */
const isOfLinks = (fault: unknown): boolean =>
  (fault as { readonly message: string }).message.startsWith('expected one link')

/** Every fault that a value carries, but for links that differ. */
export const faultsIn = (u: unknown): ReadonlyArray<unknown> =>
  typeof u !== 'object' || u === null
    ? []
    : Object.entries(u).flatMap(([key, value]: [string, unknown]) =>
        key === 'faults' && Array.isArray(value)
          ? (value as Array<unknown>).filter((fault) => !isOfLinks(fault))
          : faultsIn(value),
      )

export const json = (u: unknown): unknown => JSON.parse(JSON.stringify(u))
