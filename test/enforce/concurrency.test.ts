/**
 * Ten thousand requests at once, on one process: none loses its record, and none has that of another.
 */
import { Authn, Permission, Policy } from 'glomar'
import { enforce, type AuditRecord, type Enforcement, type Ok, type Refused } from 'glomar/enforce'
import { expect, test } from 'vitest'

interface Asking {
  readonly id: string
  readonly n: number
}

const emma = { authn: Authn.authenticated() }
type Who = typeof emma
type Looked = Promise<{ readonly n: number } | null>
type Described = Enforcement<
  'document',
  'GET',
  'item',
  'present',
  Asking,
  Who,
  boolean,
  Looked,
  readonly [],
  readonly [],
  'present',
  undefined,
  number
>
type Subject = (described: Described) => (request: Asking) => Promise<Ok<number> | Refused>

/** As many turns of the event loop as the request has: they overtake each other. */
const turns = async (n: number): Promise<void> => {
  for (let i = Math.floor(n) % 3; i > 0; i--) await new Promise((resolve) => setImmediate(resolve))
}

const kinds = ['Ok', 'hidden', 'missing', 'down'] as const
const kindOf = (n: number): (typeof kinds)[number] => kinds[n % kinds.length] ?? 'Ok'

/** How many records each request has, and how many of them are not of its answer. */
const flood = async (
  subject: Subject,
  requests: number,
): Promise<{ readonly lost: number; readonly twice: number; readonly other: number }> => {
  const records = new Map<string, Array<AuditRecord<Asking, Who>>>()
  const route = subject({
    route: { method: 'GET', resource: 'document' },
    policy: Policy.of({ document: {} }),
    authenticate: async ({ n }) => {
      await turns(n)
      return emma
    },
    evaluate: async ({ n }) => {
      await turns(n / 3)
      return kindOf(n) === 'Ok'
    },
    lookUp: async ({ n }) => {
      await turns(n / 9)
      if (kindOf(n) === 'down') throw new Error('down')
      return kindOf(n) === 'missing' ? null : { n }
    },
    authorize: (_row, _caller, allowed) => (allowed ? Permission.grant() : Permission.deny()),
    audit: async (record) => {
      await turns(record.request.n / 27)
      const { id } = record.request
      records.set(id, [...(records.get(id) ?? []), record])
    },
    handle: async ({ n }) => {
      await turns(n)
      return n
    },
    timeout: 300_000,
  })
  const all = Array.from({ length: requests }, (_, n) => ({ id: `r-${String(n)}`, n }))
  const results = await Promise.all(all.map((request) => route(request)))

  const of = (id: string): ReadonlyArray<AuditRecord<Asking, Who>> => records.get(id) ?? []
  const fits = ({ id, n }: Asking, result: Ok<number> | Refused): boolean =>
    of(id).every((record) => {
      switch (kindOf(n)) {
        case 'Ok':
          return record._tag === 'Decided' && result._tag === 'Ok' && result.value === n
        case 'down':
          return record._tag === 'Failed' && result._tag === 'Unavailable'
        case 'hidden':
        case 'missing':
          return (
            record._tag === 'Decided' &&
            record.explanation.state === (kindOf(n) === 'hidden' ? 'present' : 'absent') &&
            result._tag === 'NotFound'
          )
      }
    })
  return {
    lost: all.filter(({ id }) => of(id).length === 0).length,
    twice: all.filter(({ id }) => of(id).length > 1).length,
    other: all.filter((request, i) => !fits(request, results[i] as Ok<number>)).length,
  }
}

test('each of 10,000 requests has its record, and no other', async () => {
  expect(await flood(enforce, 10_000)).toEqual({ lost: 0, twice: 0, other: 0 })
})

test('records that pass through one variable of the route are missed', async () => {
  const found = await flood((described) => {
    let last: AuditRecord<Asking, Who> | undefined
    return enforce({
      ...described,
      audit: async (record) => {
        last = record
        await turns(1)
        await described.audit(last, new AbortController().signal)
      },
    })
  }, 1_000)
  expect(found.lost).toBeGreaterThan(0)
  expect(found.twice).toBeGreaterThan(0)
})
