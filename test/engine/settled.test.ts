/**
 * An early exit is exact: it is taken where every state and permission would give the same answer, and nowhere else.
 */
import { Authn, decide, Permission, Policy, screen, type Request, type ResourceState } from 'glomar'
import { describe, expect, test } from 'vitest'
import { settled } from '../../src/engine/decide.js'
import { evaluate, permissions, policies, requests } from '../guarantees/world.js'

/** What a way to exit early says of a request. */
type Exit = (request: Request, authn: Authn.Authn, policy: (typeof policies)[number]) => object | undefined

// prime to the sizes of the knobs, so that every value of each is among them
const step = process.env['MUTATION'] === undefined ? 11 : 47
const some = policies.filter((_, i) => i % step === 0)

/** Where the exit is not exact; and how often it was taken. */
const tried = (exit: Exit): { readonly taken: number; readonly fault: string | undefined } => {
  let taken = 0
  for (const at of requests) {
    for (const policy of some) {
      const { request, approach, cells, disclosure } = evaluate({ decide }, at, policy)
      const verdict = exit(request, approach.authn, policy)
      const [first] = cells
      const alike = cells.every(({ bytes }) => bytes === first?.bytes)
      const fits = verdict === undefined ? !alike : alike && JSON.stringify(verdict) === first?.bytes
      if (!fits) return { taken, fault: `${approach.name}, ${JSON.stringify(request)}, ${JSON.stringify(disclosure)}` }
      if (verdict !== undefined) taken += 1
    }
  }
  return { taken, fault: undefined }
}

test('whatever is not looked up could not have changed the answer, and whatever is looked up can', () => {
  const { taken, fault } = tried(settled)
  expect(fault).toBeUndefined()
  expect(taken).toBeGreaterThan(0)
})

test('it goes beyond rows 1 to 3: anonymous callers of a route that requires anything', () => {
  const policy = Policy.of({ thing: {} })
  const request = { method: 'GET', resource: 'thing', requires: { scopes: ['things:read'] } } as const
  expect(settled(request, Authn.anonymous, policy)).toMatchObject({ _tag: 'Unauthenticated' })
  expect(screen(request, Authn.anonymous, policy)).toBeUndefined()
})

test('a nonce is handed out as `decide` hands it out', () => {
  const policy = Policy.of({ thing: {} }, { schemes: ['DPoP'] })
  const request = { method: 'GET', resource: 'thing', correlationId: 'c-1' } as const
  const authn = Authn.nonceWanted('n-1')
  expect(settled(request, authn, policy)).toStrictEqual(decide(request, authn, 'present', Permission.granted, policy))
  expect(settled(request, authn, policy)).toMatchObject({ headers: { 'dpop-nonce': 'n-1' }, body: { correlation_id: 'c-1' } })
})

describe('an exit that is not exact is found', () => {
  /** Takes the exit where these few facts are answered alike. */
  const looking =
    (states: ReadonlyArray<ResourceState>, may: ReadonlyArray<Permission.Permission>): Exit =>
    (request, authn, policy) => {
      const verdicts = states.flatMap((state) => may.map((permission) => decide(request, authn, state, permission, policy)))
      return new Set(verdicts.map((verdict) => JSON.stringify(verdict))).size === 1 ? verdicts[0] : undefined
    }
  test.each<[string, Exit]>([
    ['never taken', () => undefined],
    ['by the caller alone', screen],
    [
      'for whoever is anonymous',
      (request, authn, policy) =>
        authn._tag === 'Anonymous' ? decide(request, authn, 'absent', Permission.denied, policy) : settled(request, authn, policy),
    ],
    ['as if nothing were above', looking(['present', 'absent', 'gone'], permissions)],
    ['as if all were denied', looking(['present', 'absent', 'gone', 'unreachable'], [Permission.denied])],
  ])('%s', (_name, exit) => {
    expect(tried(exit).fault).toBeDefined()
  })
})
