/**
 * The properties that users get: they hold of `decide`, and each finds what it is there to find.
 */
import fc from 'fast-check'
import { Authn, decide, Permission, Policy, type Refusal } from 'glomar'
import { type Decide, type Recorded } from 'glomar/testkit'
import {
  absenceEquivalence,
  callerFirst,
  credentialsOnly,
  indistinguishable,
  leaveToAct,
  monotone,
  sequences,
} from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'

const properties: Readonly<Record<string, (decide: Decide) => fc.IRawProperty<unknown>>> = {
  absenceEquivalence,
  callerFirst,
  credentialsOnly,
  leaveToAct,
  monotone,
}

const refusing =
  (change: (refusal: Refusal, ...facts: Parameters<Decide>) => Refusal): Decide =>
  (...facts) => {
    const verdict = decide(...facts)
    return 'status' in verdict ? change(verdict, ...facts) : verdict
  }

const tagged: Decide = refusing((refusal, _request, _authn, state) =>
  state === 'present' ? { ...refusal, body: { ...refusal.body, detail: 'it is here' } } : refusal,
)

describe('a law holds of decide, and is broken by a planted fault', () => {
  test.each<[string, string, Decide]>([
    ['absenceEquivalence', 'a detail only where it exists', tagged],
    ['callerFirst', 'a detail only where it exists', tagged],
    [
      'credentialsOnly',
      'a 401 to whoever lacks a permission',
      (request, authn, ...rest) => decide(request, authn._tag === 'Authenticated' ? Authn.anonymous : authn, ...rest),
    ],
    [
      'credentialsOnly',
      'rejected credentials taken for none',
      (request, authn, ...rest) => decide({ ...request, requires: {} }, authn._tag === 'Rejected' ? Authn.authenticated() : authn, ...rest),
    ],
    [
      'credentialsOnly',
      'a 403 to whoever is too weakly authenticated',
      (request, authn, ...rest) => {
        const verdict = decide(request, authn, ...rest)
        return verdict._tag === 'Unauthenticated' && authn._tag === 'Authenticated'
          ? { ...verdict, _tag: 'Forbidden', status: 403 }
          : verdict
      },
    ],
    [
      'credentialsOnly',
      'an empty challenge',
      (...facts) => {
        const verdict = decide(...facts)
        return verdict._tag === 'Unauthenticated' ? { ...verdict, headers: { ...verdict.headers, 'www-authenticate': '' } } : verdict
      },
    ],
    [
      'leaveToAct',
      'an empty list where nothing is listed',
      (request, ...rest) => {
        const verdict = decide(request, ...rest)
        return verdict._tag === 'NotFound' ? { _tag: 'Empty' } : verdict
      },
    ],
    [
      'leaveToAct',
      'a conflict with nothing',
      (request, authn, state, permission, policy) =>
        state === 'absent' && permission._tag === 'Granted' && request.expects !== 'absent' && authn._tag === 'Authenticated'
          ? { _tag: 'Conflict' }
          : decide(request, authn, state, permission, policy),
    ],
    ['leaveToAct', 'the requirements of the route forgotten', ({ requires: _, ...request }, ...rest) => decide(request, ...rest)],
    [
      'leaveToAct',
      'a conflict for whoever is denied',
      (request, authn, state, permission, policy) =>
        state === 'present' && permission._tag === 'Denied' ? { _tag: 'Conflict' } : decide(request, authn, state, permission, policy),
    ],
    [
      'monotone',
      'the strictest policy tells what a looser one does not',
      (request, authn, state, permission, policy) =>
        Policy.disclosureOf(policy, request.resource).concealAs === 'forbidden'
          ? decide(request, authn, 'absent', Permission.denied, policy)
          : decide(request, authn, state, permission, policy),
    ],
  ])('%s: %s', async (law, _fault, faulty) => {
    const property = properties[law]
    expect(property).toBeDefined()
    if (property === undefined) return
    expect((await fc.check(property(decide), { numRuns: 300 })).failed).toBe(false)
    expect((await fc.check(property(faulty), { numRuns: 3_000 })).failed).toBe(true)
  })
})

test('the properties of two worlds are about whom they are about, in every run', () => {
  let asked = 0
  const counting: Decide = (...facts) => {
    asked += 1
    return decide(...facts)
  }
  fc.assert(absenceEquivalence(counting), { numRuns: 50 })
  fc.assert(callerFirst(counting), { numRuns: 50 })
  expect(asked).toBe(200)
})

test('settings may be yours', () => {
  const policy = Policy.of({ mine: {} })
  const settings = fc.constant({ request: { method: 'GET', resource: 'mine' }, authn: Authn.authenticated(), policy })
  const asked = new Set<string>()
  fc.assert(
    leaveToAct((request, ...rest) => {
      asked.add(request.resource)
      return decide(request, ...rest)
    }, settings),
    { numRuns: 20 },
  )
  expect(asked).toEqual(new Set(['mine']))
})

const answered = (status: number, body = ''): Recorded => ({ status, headers: {}, body })

describe('indistinguishable', () => {
  const worlds = fc.tuple(fc.constant('hidden'), fc.constant('missing'))
  test('says what tells two worlds apart', async () => {
    const found = await fc.check(indistinguishable((world) => answered(world === 'hidden' ? 403 : 404), worlds))
    expect(found.failed && (found.errorInstance as Error).message).toBe('status 403 against 404')
    const more = await fc.check(indistinguishable((world) => answered(404, world), worlds))
    expect((more.errorInstance as Error).message).toBe('body (6 against 7 bytes): "hidden" against "missing"')
    const both = await fc.check(indistinguishable((world) => answered(world === 'hidden' ? 403 : 404, world[0]), worlds))
    expect((both.errorInstance as Error).message).toBe('status 403 against 404; body (1 bytes): "h" against "m"')
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
    const worlds = { hidden: service(true, countsWhatExists), missing: service(false, countsWhatExists) }
    return {
      hidden: '/calls/7',
      missing: '/calls/7',
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
    const questions = [{ name: 'search', at: () => ({ method: 'GET', path: '/search', headers: {} }) }]
    await fc.assert(
      sequences(() => ({ hidden: '/7', missing: '/7', send }), { questions, times: 2 }),
      { numRuns: 20 },
    )
    expect(new Set(asked)).toContain('/search')
    expect(asked.filter((path) => path === '/search').length).toBeGreaterThan(asked.length / 5)
  })
})
