/**
 * The early answer is exact: it is given where no facts could change the answer, and nowhere else.
 */
import {
  Authn,
  decide,
  decideBeforeLookup,
  Disclosure,
  Facts,
  Permission,
  Policy,
  Route,
} from 'glomar'
import { describe, expect, test } from 'vitest'

const { grant, deny, stepUp } = Permission

const service = { schemes: ['Bearer', 'DPoP'], algs: ['ES256'] }

/** The strictest folder blocks, and the one that everybody may know of denies. */
const policies = Disclosure.values().map((document) =>
  Policy.of({ document, secret: {}, known: { existence: 'public' } }, service),
)

const callers: ReadonlyArray<Authn.Authn> = [
  Authn.anonymous,
  Authn.rejected('expired', 'Bearer'),
  Authn.rejected('invalid-dpop-proof', 'DPoP'),
  Authn.nonceWanted('n-1'),
  Authn.authenticated(),
  Authn.authenticated({ scopes: ['a'] }),
  Authn.authenticated({ scopes: ['a'], acr: 'mfa', age: 5, scheme: 'DPoP' }),
]

const requirements: ReadonlyArray<Route.Requirements> = [
  {},
  { authenticated: true },
  { scopes: ['a'], acrValues: ['mfa'], maxAge: 60 },
]

const routes = (['GET', 'DELETE'] as const).flatMap((method) =>
  (['item', 'collection'] as const).flatMap((shape) =>
    (['present', 'absent', 'either'] as const).flatMap((expects) =>
      requirements.map((requires) =>
        Route.of({ method, resource: 'document', shape, expects, requires }),
      ),
    ),
  ),
)

const permissions = [
  grant(),
  grant({ mayKnow: false }),
  deny(),
  deny({ mayKnow: true, missingPermissions: ['a'] }),
  stepUp({ mayKnow: true, maxAge: 5 }),
  stepUp({ mayKnow: false }),
]

const missing = Facts.of(null, () => deny())
const denied = Facts.of({}, () => deny({ mayKnow: true }))

type Type = 'document' | 'secret' | 'known'

/** Facts about the target alone, below an ancestor that blocks or denies, and with a reference. */
const facts = permissions.flatMap((permission) =>
  [{}, null].flatMap((row): ReadonlyArray<Facts.Facts<Type, 'present'>> => {
    const of = (options: object): Facts.Facts<Type, 'present'> =>
      Facts.of<unknown>(row, () => permission, { whenAbsent: permission, ...options })
    return [
      of({}),
      of({ ancestors: [{ resource: 'secret', facts: missing }] }),
      of({ ancestors: [{ resource: 'known', facts: denied }] }),
      of({ references: [{ resource: 'secret', facts: missing }] }),
      of({ references: [{ resource: 'known', facts: denied }] }),
    ]
  }),
)

type Before = (
  route: (typeof routes)[number],
  authn: Authn.Authn,
  policy: (typeof policies)[number],
) => object | undefined

/** Where an early answer is not exact, and how often there was one. */
const tried = (
  before: Before,
): { readonly answered: number; readonly fault: string | undefined } => {
  let answered = 0
  for (const route of routes)
    for (const policy of policies)
      for (const authn of callers) {
        const verdicts = new Set(
          facts.map((secret) => JSON.stringify(decide(route, authn, ...secret, policy))),
        )
        const early = before(route, authn, policy)
        const [only] = verdicts.size === 1 ? verdicts : []
        if (JSON.stringify(early) !== only)
          return {
            answered,
            fault: [route, authn, policy.types.document, early]
              .map((u) => JSON.stringify(u))
              .join(),
          }
        if (early !== undefined) answered += 1
      }
  return { answered, fault: undefined }
}

test('the early answer is the answer to all facts, and there is none where facts count', () => {
  const { answered, fault } = tried(decideBeforeLookup)
  expect(fault).toBeUndefined()
  expect(answered).toBeGreaterThan(1_000)
})

describe('an early answer that is not exact is found', () => {
  const asked =
    (secrets: typeof facts): Before =>
    (route, authn, policy) => {
      const verdicts = secrets.map((secret) => decide(route, authn, ...secret, policy))
      const texts = new Set(verdicts.map((verdict) => JSON.stringify(verdict)))
      return texts.size === 1 ? verdicts[0] : undefined
    }
  const alone = facts.filter(
    ([, { ancestors, references }]) => ancestors.length + references.length === 0,
  )

  test.each<[string, Before]>([
    ['none at all', () => undefined],
    [
      'for everybody without credentials',
      (route, authn, policy) =>
        authn._tag === 'Anonymous'
          ? decide(route, authn, 'absent', deny(), policy)
          : decideBeforeLookup(route, authn, policy),
    ],
    ['as if there were no ancestors', asked(alone)],
    ['as if all were denied', asked(facts.filter(([, { _tag }]) => _tag === 'Denied'))],
    ['as if all were there', asked(facts.filter(([state]) => state === 'present'))],
  ])('%s', (_name, before) => {
    expect(tried(before).fault).toBeDefined()
  })
})

describe('an early answer', () => {
  const policy = Policy.of({ document: {} }, service)
  const get = { method: 'GET', resource: 'document' } as const

  test('of a plain object is that of the route', () => {
    for (const requires of requirements)
      for (const authn of callers)
        expect(decideBeforeLookup({ ...get, requires }, authn, policy)).toStrictEqual(
          decideBeforeLookup(Route.of({ ...get, requires }), authn, policy),
        )
  })

  test('goes beyond rows 1 to 3: callers without credentials cost no look-up', () => {
    const guarded = { ...get, requires: { authenticated: true } } as const
    expect(decideBeforeLookup(guarded, Authn.anonymous, policy)).toMatchObject({ status: 401 })
    expect(decideBeforeLookup(get, Authn.anonymous, policy)).toBeUndefined()
    const list = { method: 'GET', resource: 'document', shape: 'collection' } as const
    const empty = Policy.of({ document: { anonymous: 'conceal', list: 'empty' } })
    const requires = { authenticated: true } as const
    expect(decideBeforeLookup({ ...list, requires }, Authn.anonymous, empty)).toEqual({
      _tag: 'Empty',
    })
  })

  test('hands out a nonce as `decide` does', () => {
    for (const nonce of ['n-1', 'n-2']) {
      const early = decideBeforeLookup(get, Authn.nonceWanted(nonce), policy)
      expect(early).toMatchObject({ headers: { 'dpop-nonce': nonce } })
    }
  })

  test('is never leave to act', () => {
    for (const route of routes)
      for (const authn of callers)
        for (const open of policies)
          expect(['Ok', 'Conflict', 'UnresolvedReference']).not.toContain(
            decideBeforeLookup(route, authn, open)?._tag,
          )
  })
})
