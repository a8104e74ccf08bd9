/**
 * Passages as a monoid, and what stops a caller on the way to a nested target.
 */
import fc from 'fast-check'
import type { Facts } from 'glomar'
import { Authn, Chain, decide, Permission, Policy } from 'glomar'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'

const passage: fc.Arbitrary<Chain.Passage> = fc.oneof(
  fc.constant<Chain.Passage>({ _tag: 'Open' }),
  fc.string().map((by): Chain.Passage => ({ _tag: 'Stopped', by })),
)

test('passages are a monoid', () => {
  const { concat, empty } = Chain.Monoid
  fc.assert(
    fc.property(passage, passage, passage, (x, y, z) => {
      expect(concat(concat(x, y), z)).toEqual(concat(x, concat(y, z)))
      expect(concat(empty, x)).toEqual(x)
      expect(concat(x, empty)).toEqual(x)
    }),
    runs(1_000),
  )
})

describe('/users/{phone}/calls/{id}', () => {
  const policy = Policy.of({ user: { existence: 'known' }, call: { existence: 'known', tell: 'missing' } })
  const request = { method: 'GET', resource: 'call' } as const
  const emma = Authn.authenticated()
  const ask = (authn: Authn.Authn, user: Facts.Facts, call: Facts.Facts): { readonly by: string | undefined; readonly tag: string } => {
    const { facts, stoppedBy } = Chain.reach([['user', ...user]], call, request, authn, policy)
    return { by: stoppedBy, tag: decide(request, authn, ...facts, policy)._tag }
  }
  const john = (permission: Permission.Permission): Facts.Facts => ['present', permission]
  const shared: Facts.Facts = ['present', Permission.granted]

  test('a call that is shared is heard where the caller may pass through its owner, secret or not', () => {
    expect(ask(emma, john(Permission.granted), shared)).toEqual({ by: undefined, tag: 'Ok' })
  })

  test('knowing the owner is enough to pass, and the call decides', () => {
    expect(ask(emma, john(Permission.deniedKnown()), shared)).toEqual({ by: undefined, tag: 'Ok' })
    expect(ask(emma, john(Permission.deniedKnown()), ['present', Permission.denied])).toEqual({ by: undefined, tag: 'NotFound' })
  })

  test('a hidden, missing, deleted or unreachable owner stops the caller, open call or not', () => {
    for (const owner of [
      john(Permission.denied),
      ['absent', Permission.granted],
      ['gone', Permission.granted],
      ['unreachable', Permission.granted],
    ] as const) {
      expect(ask(emma, owner, shared)).toEqual({ by: 'user', tag: 'NotFound' })
      expect(ask(Authn.anonymous, owner, shared)).toEqual({ by: 'user', tag: 'Unauthenticated' })
    }
  })

  test('on a route that requires anything, an anonymous caller passes no link that is not public', () => {
    const guarded = { ...request, requires: { scopes: ['calls:read'] } }
    expect(Chain.passage([['user', ...john(Permission.granted)]], guarded, Authn.anonymous, policy)).toEqual({
      _tag: 'Stopped',
      by: 'user',
    })
  })

  test('the first link from the root is the one that is said to have stopped', () => {
    const tree = Policy.of({ a: {}, b: {}, c: {} })
    const links = [
      ['a', 'present', Permission.granted],
      ['b', 'absent', Permission.granted],
      ['c', 'absent', Permission.granted],
    ] as const
    expect(Chain.passage(links, { method: 'GET', resource: 'c' }, emma, tree)).toEqual({ _tag: 'Stopped', by: 'b' })
  })

  test.each([
    [['user', 'present', 'granted']],
    [['user', 'here', Permission.granted]],
    [[undefined, 'present', Permission.granted]],
    [[Symbol('user'), 'present', Permission.granted]],
    [['user', 'present']],
    [null],
    [undefined],

    [[,]],
    ['user'],
    ['abc'],
    [new Set(['user', 'present', Permission.granted])],
    [
      new Proxy(['user', 'absent', Permission.granted], {
        get: (target, key, receiver) => (key === 'length' ? NaN : (Reflect.get(target, key, receiver) as unknown)),
      }),
    ],
  ])('what is no link stops: %#', (link) => {
    const shared: Facts.Facts = ['present', Permission.granted]
    const reached = Chain.reach([link] as never, shared, request, emma, policy)
    expect(reached.facts).toEqual(['unreachable', Permission.denied])
    expect(reached.stoppedBy).toBeTypeOf('string')
  })

  test('a link that stops is named, and one that is none is said to be none', () => {
    const shared: Facts.Facts = ['present', Permission.granted]
    const by = (...links: ReadonlyArray<unknown>): unknown => Chain.passage(links as never, request, emma, policy)
    expect(by(['user', 'absent', Permission.granted])).toStrictEqual({ _tag: 'Stopped', by: 'user' })
    expect(by(['user', ...shared], ['user', 'present'])).toStrictEqual({ _tag: 'Stopped', by: 'what is no link' })
    expect(by(['user', ...shared, 'more'])).toStrictEqual({ _tag: 'Stopped', by: 'what is no link' })
    expect(by(['user', ...shared])).toStrictEqual({ _tag: 'Open' })
    expect(by()).toStrictEqual({ _tag: 'Open' })
  })

  test('where nothing stops, the facts are those of the last link, and nobody is said to have stopped', () => {
    const last: Facts.Facts = ['gone', Permission.deniedKnown()]
    const through = Chain.reach([['user', ...john(Permission.granted)]], last, request, emma, policy)
    expect(through).toStrictEqual({ facts: last })
    const stopped = Chain.reach([['user', ...john(Permission.denied)]], last, request, emma, policy)
    expect(stopped).toStrictEqual({ facts: ['unreachable', Permission.denied], stoppedBy: 'user' })
    expect([through, stopped, stopped.facts].every(Object.isFrozen)).toBe(true)
  })

  test('passages cannot be changed', () => {
    const passages = [Chain.Monoid.empty, Chain.passage([['user', 'absent', Permission.denied]], request, emma, policy)]
    expect([Chain.Monoid, ...passages].every(Object.isFrozen)).toBe(true)
  })

  test('neither odd links nor an odd policy make it throw or let it pass', () => {
    for (const links of [null, undefined, 7, [,], ['user', 'present', Permission.granted]])
      expect(Chain.passage(links as never, request, emma, policy)._tag).toBe('Stopped')
    expect(Chain.passage([['user', ...john(Permission.granted)]], request, emma, {} as never)._tag).toBe('Stopped')
  })
})
