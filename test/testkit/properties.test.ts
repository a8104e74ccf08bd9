/**
 * The properties that users get: they hold of `decide`, and each finds what it is there to find. The
 * generators reach what they are there to reach.
 */
import fc from 'fast-check'
import {
  Authn,
  decide,
  explain,
  Permission,
  Policy,
  Route,
  type Explanation,
  type Refusal,
} from 'glomar'
import { law, type AnyFacts, type Decide, type Recorded, type Setting } from 'glomar/testkit'
import {
  absenceEquivalence,
  arbitrary,
  callerFirst,
  credentialsOnly,
  indistinguishable,
  leaveToAct,
  monotone,
  policyGrantsNothing,
  referenceEquivalence,
  sequences,
} from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'

const properties = {
  absenceEquivalence,
  referenceEquivalence,
  callerFirst,
  credentialsOnly,
  leaveToAct,
  monotone,
  policyGrantsNothing,
}

type Law = keyof typeof properties

const check = async (name: Law, faulty: Decide, numRuns: number): Promise<boolean> => {
  const property: fc.IRawProperty<unknown> = properties[name](faulty)
  return (await fc.check(property, { numRuns })).failed
}

type Change = (refusal: Refusal, ...facts: Parameters<Decide>) => Refusal

const asDecide: Decide = decide

/** `decide`, with something done to its refusals. */
const refusing =
  (change: Change): Decide =>
  (...facts) => {
    const verdict = asDecide(...facts)
    return 'status' in verdict ? change(verdict, ...facts) : verdict
  }

const tagged: Decide = refusing((refusal, _request, _authn, state) =>
  state === 'present' ? { ...refusal, body: { ...refusal.body, detail: 'it is here' } } : refusal,
)

/** The same request, which requires something else. */
const requiring = (
  request: Setting['request'],
  requires: Route.Requirements,
): Route.RouteInWords => {
  const { method, resource, shape, expects } = request
  return { method, resource, shape, expects, requires }
}

/** The same permission, judged along with nothing else. */
const alone = ({ _tag, mayKnow }: Permission.Permission<string, string>): Permission.Permission =>
  _tag === 'Granted' ? Permission.grant({ mayKnow }) : Permission.deny({ mayKnow })

test.each(Object.keys(properties) as ReadonlyArray<Law>)('%s holds of decide', async (name) => {
  expect(await check(name, decide, 1_000)).toBe(false)
})

describe('a law is broken by a planted fault', () => {
  test.each<[Law, string, Decide]>([
    ['absenceEquivalence', 'a detail only where it exists', tagged],
    [
      'absenceEquivalence',
      'a detail only below a hidden ancestor',
      refusing((refusal, _request, _authn, _state, { ancestors }) =>
        ancestors.some(({ state }) => state === 'present')
          ? { ...refusal, body: { ...refusal.body, detail: 'so far' } }
          : refusal,
      ),
    ],
    ['callerFirst', 'a detail only where it exists', tagged],
    [
      'referenceEquivalence',
      'a conflict with a hidden reference',
      (request, authn, state, permission, policy) => {
        const verdict = asDecide(request, authn, state, permission, policy)
        const isThere = permission.references.some((reference) => reference.state === 'present')
        return verdict._tag === 'UnresolvedReference' && isThere ? { _tag: 'Conflict' } : verdict
      },
    ],
    [
      'credentialsOnly',
      'a 401 to whoever lacks a permission',
      (request, authn, ...rest) =>
        asDecide(request, authn._tag === 'Authenticated' ? Authn.anonymous : authn, ...rest),
    ],
    [
      'credentialsOnly',
      'rejected credentials taken for good ones',
      (request, authn, ...rest) =>
        asDecide(
          requiring(request, {}),
          authn._tag === 'Rejected' ? Authn.authenticated() : authn,
          ...rest,
        ),
    ],
    [
      'credentialsOnly',
      'a 403 to whoever is too weakly authenticated',
      (request, authn, ...rest) => {
        const verdict = asDecide(request, authn, ...rest)
        return verdict._tag === 'Unauthenticated' && authn._tag === 'Authenticated'
          ? { ...verdict, _tag: 'Forbidden', status: 403, code: 'forbidden' }
          : verdict
      },
    ],
    [
      'credentialsOnly',
      'an empty challenge',
      (...facts) => {
        const verdict = asDecide(...facts)
        return verdict._tag === 'Unauthenticated'
          ? { ...verdict, headers: { ...verdict.headers, 'www-authenticate': '' } }
          : verdict
      },
    ],
    [
      'leaveToAct',
      'an empty list where nothing is listed',
      (...facts) => {
        const verdict = asDecide(...facts)
        return verdict._tag === 'NotFound' ? { _tag: 'Empty' } : verdict
      },
    ],
    [
      'leaveToAct',
      'a conflict with nothing',
      (request, authn, state, permission, policy) =>
        state === 'absent' && permission._tag === 'Granted' && authn._tag === 'Authenticated'
          ? { _tag: 'Conflict' }
          : asDecide(request, authn, state, permission, policy),
    ],
    [
      'leaveToAct',
      'the requirements of the route forgotten',
      (request, ...rest) => asDecide(requiring(request, {}), ...rest),
    ],
    [
      'leaveToAct',
      'a conflict for whoever is denied',
      (request, authn, state, permission, policy) =>
        state === 'present' && permission._tag === 'Denied'
          ? { _tag: 'Conflict' }
          : asDecide(request, authn, state, permission, policy),
    ],
    [
      'leaveToAct',
      'ancestors and references forgotten',
      (request, authn, state, permission, policy) =>
        asDecide(request, authn, state, alone(permission), policy),
    ],
    [
      'leaveToAct',
      'an unresolved reference told before the target',
      (request, authn, state, permission, policy) =>
        permission.references.some((reference) => reference.state === 'absent')
          ? { _tag: 'UnresolvedReference' }
          : asDecide(request, authn, state, permission, policy),
    ],
    [
      'monotone',
      'the strictest policy tells what a looser one does not',
      (request, authn, state, permission, policy) =>
        Policy.disclosureOf(policy, request.resource).concealAs === 'forbidden'
          ? asDecide(request, authn, 'absent', Permission.deny(), policy)
          : asDecide(request, authn, state, permission, policy),
    ],
    [
      'policyGrantsNothing',
      'a public thing is open to all',
      (request, authn, state, permission, policy) =>
        Policy.disclosureOf(policy, request.resource).existence === 'public'
          ? { _tag: 'Ok' }
          : asDecide(request, authn, state, permission, policy),
    ],
  ])('%s: %s', async (name, _fault, faulty) => {
    expect(await check(name, faulty, 3_000)).toBe(true)
  })
})

describe('the generators', () => {
  const many = fc.tuple(
    arbitrary.setting,
    arbitrary.facts,
    arbitrary.reference,
    arbitrary.reference,
  )
  const sample = fc.sample(many, { numRuns: 5_000, seed: 404 })
  const explained = ({ request, authn, policy }: Setting, facts: AnyFacts): Explanation =>
    explain<string, string, Route.Shape, Route.Expects, string>(request, authn, ...facts, policy)
  const explanations = sample.map(([setting, facts]) => explained(setting, facts))
  const share = (holds: (each: (typeof sample)[number], i: number) => boolean): number =>
    sample.filter(holds).length / sample.length

  test('reach every row of the table, each often', () => {
    const rows = new Map<string, number>()
    for (const { row } of explanations) rows.set(row, (rows.get(row) ?? 0) + 1)
    expect([...rows.keys()].sort()).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5a',
      '5b',
      '5c',
      '5d',
      '6',
      '7',
      '8',
      '9a',
      '9b',
      'unresolved',
    ])
    expect(Math.min(...rows.values())).toBeGreaterThan(sample.length / 100)
    expect(Math.max(...rows.values())).toBeLessThan(sample.length / 4)
  })

  test('make requests about several things, and ancestors of every effect', () => {
    const effects = (each: 'ancestors' | 'references'): ReadonlyArray<string> =>
      [...new Set(explanations.flatMap((one) => one[each].map(({ effect }) => effect)))].sort()
    expect(effects('ancestors')).toEqual(['blocks', 'denies', 'passes'])
    expect(effects('references')).toEqual([
      'challenges',
      'conflicts',
      'denies',
      'is unresolved',
      'passes',
    ])
    expect(share((_, i) => (explanations[i]?.ancestors.length ?? 0) > 0)).toBeGreaterThan(0.15)
    expect(share((_, i) => (explanations[i]?.references.length ?? 0) > 0)).toBeGreaterThan(0.05)
  })

  test('make strangers, and strangers to a reference of a target that is ok', () => {
    expect(share(([setting, facts]) => law.stranger(setting, facts))).toBeGreaterThan(0.25)
    const unlike = (faulty: Decide, [setting, facts, x, y]: (typeof sample)[number]): boolean =>
      !law.referenceEquivalence(faulty)(setting, facts, x, { ...x, facts: y.facts })
    let n = 0
    // broken wherever the law is about the two references at all
    const never: Decide = () => ({
      _tag: 'NotFound',
      status: 404,
      code: 'not-found',
      headers: { 'content-type': '', 'cache-control': '' },
      body: { type: String((n += 1)), title: '', status: 404 },
    })
    expect(share((each) => unlike(never, each))).toBeGreaterThan(0.1)
  })

  test('hold data that no constructor takes, which is a fault and nothing worse', () => {
    const faulty = explanations.filter(({ faults }) => faults.length > 0).length
    expect(faulty).toBeGreaterThan(sample.length / 20)
    expect(faulty).toBeLessThan(sample.length / 2)
  })

  test('mark what comes from a permission, so that it is found where it is told', () => {
    const told = sample.filter(([{ request, authn, policy }, facts]) =>
      JSON.stringify(asDecide(request, authn, ...facts, policy)).includes(arbitrary.mark),
    )
    expect(told.length).toBeGreaterThan(sample.length / 20)
    expect(told.filter(([setting, facts]) => law.stranger(setting, facts))).toEqual([])
  })
})

test('the properties of two worlds are about whom they are about, in every run', () => {
  let asked = 0
  const counting: Decide = (...facts) => {
    asked += 1
    return asDecide(...facts)
  }
  fc.assert(absenceEquivalence(counting), { numRuns: 50 })
  fc.assert(callerFirst(counting), { numRuns: 50 })
  expect(asked).toBe(200)
})

test('settings may be yours', () => {
  const policy = Policy.of({ mine: {} })
  const request = Route.of({ method: 'GET', resource: 'mine' })
  const settings = fc.constant<Setting>({ request, authn: Authn.authenticated(), policy })
  const asked = new Set<unknown>()
  fc.assert(
    leaveToAct((mine, ...rest) => {
      asked.add(mine)
      return asDecide(mine, ...rest)
    }, settings),
    { numRuns: 20 },
  )
  expect(asked).toEqual(new Set([request]))
})

const answered = (status: number, body = ''): Recorded => ({ status, headers: {}, body })

describe('indistinguishable', () => {
  const worlds = fc.tuple(fc.constant('hidden'), fc.constant('missing'))
  test('says what tells two worlds apart', async () => {
    const found = await fc.check(
      indistinguishable((world) => answered(world === 'hidden' ? 403 : 404), worlds),
    )
    expect(found.failed && (found.errorInstance as Error).message).toBe('status 403 against 404')
    const more = await fc.check(indistinguishable((world) => answered(404, world), worlds))
    expect((more.errorInstance as Error).message).toBe(
      'body (6 against 7 bytes): "hidden" against "missing"',
    )
    const both = await fc.check(
      indistinguishable((world) => answered(world === 'hidden' ? 403 : 404, world[0]), worlds),
    )
    expect((both.errorInstance as Error).message).toBe(
      'status 403 against 404; body (1 bytes): "h" against "m"',
    )
  })
  test('passes a handler that answers alike, promises included', async () => {
    await fc.assert(indistinguishable(() => Promise.resolve(answered(404)), worlds))
  })
})

describe('sequences', () => {
  /** A service that stops answering whoever has missed too often. */
  const service = (exists: boolean, countsWhatExists: boolean): ((path: string) => Recorded) => {
    let misses = 0
    return () => {
      if (misses >= 5) return answered(429)
      if (!exists || !countsWhatExists) misses += 1
      return answered(404)
    }
  }
  const start = (countsWhatExists: boolean) => () => {
    const worlds = {
      hidden: service(true, countsWhatExists),
      missing: service(false, countsWhatExists),
    }
    return {
      hidden: '/documents/johns-document',
      missing: '/documents/johns-document',
      send: ({ path }: { path: string }, world: 'hidden' | 'missing') => worlds[world](path),
    }
  }

  test('find a limit that counts what is missing, and shrink to one request often enough', async () => {
    const found = await fc.check(sequences(start(true)), { numRuns: 200, seed: 1 })
    expect(found.failed).toBe(true)
    expect(fc.stringify(found.counterexample?.[0])).toMatch(/^[A-Z]+( …\/\w+)?, 6 times/)
    expect((found.errorInstance as Error).message).toContain('status 404 against 429')
  })

  test('shrink to a single request, named without a number', async () => {
    const start = () => ({
      hidden: '/7',
      missing: '/7',
      send: (_: object, world: 'hidden' | 'missing') => answered(world === 'hidden' ? 403 : 404),
    })
    const found = await fc.check(sequences(start), { seed: 1 })
    expect(fc.stringify(found.counterexample?.[0])).toMatch(/^[A-Z]+( …\/\w+)? \/\*/)
  })

  test('pass a limit that counts what was asked for', async () => {
    await fc.assert(sequences(start(false)), { numRuns: 50 })
  })

  test('ask questions of your own, as often as you say', async () => {
    const asked: Array<string> = []
    const send = ({ path }: { path: string }): Recorded => {
      asked.push(path)
      return answered(404)
    }
    const questions = [
      { name: 'search', at: () => ({ method: 'GET', path: '/search', headers: {} }) },
    ]
    await fc.assert(
      sequences(() => ({ hidden: '/7', missing: '/7', send }), { questions, times: 2 }),
      { numRuns: 20 },
    )
    expect(new Set(asked)).toContain('/search')
    expect(asked.filter((path) => path === '/search').length).toBeGreaterThan(asked.length / 5)
  })
})
