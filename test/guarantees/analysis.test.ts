/**
 * The answers about policies, over all disclosures there are.
 */
import { Disclosure, Policy } from 'glomar'
import { changes, disclosesNoMore, neverLeaks, permits } from 'glomar/proof'
import { expect, test } from 'vitest'

const all = Disclosure.values()

/** A policy of many types. */
const many = (n: number, of: ReadonlyArray<Disclosure.Disclosure>): Policy.Policy =>
  Policy.of(Object.fromEntries(Array.from({ length: n }, (_, i) => [`type-${String(i)}`, of[i % of.length] ?? {}])))

const keeping = all.filter(({ existence }) => existence === 'secret' || existence === 'known')

test('no disclosure that leaves it to the permission who may know leaks; of a thousand types, each disclosure is looked at once', () => {
  expect(neverLeaks(many(1_000, keeping))).toMatchObject({ _tag: 'Right', right: { types: 1_000, answers: 96 * (2 * 8 + 4 * 2) * 6 * 4 } })
})

test('every other disclosure does', () => {
  const others = all.filter((disclosure) => !keeping.includes(disclosure))
  const found = neverLeaks(many(others.length, others))
  expect(new Set(found._tag === 'Left' ? found.left.flatMap(({ types }) => types) : []).size).toBe(96)
})

test('of the strictest existence nothing is permitted to be told to whoever is denied, of any other something is', () => {
  for (const disclosure of all) expect(permits(Policy.of({ thing: disclosure })).length > 0).toBe(disclosure.existence !== 'secret')
})

test('no two disclosures are equivalent, but for what is never told and for links that are never made', () => {
  const some = all.filter((_, i) => i % 11 === 0)
  // with a template, so that a blind ask makes a link
  const of = (disclosure: Disclosure.Disclosure): Policy.Policy => Policy.of({ thing: disclosure }, { ask: '/ask?for={target}' })
  for (const x of some)
    for (const y of some) {
      // to nobody who is denied is anything told under `secret`, so that it makes no difference how much
      const alike = Disclosure.Eq.equals(x, y) || (x.existence === 'secret' && Disclosure.Eq.equals({ ...x, tell: y.tell }, y))
      expect(changes(of(x), of(y))._tag, JSON.stringify([x, y])).toBe(alike ? 'Right' : 'Left')
    }
})

test('`disclosesNoMore` agrees with the order of disclosures, pair by pair', () => {
  const some = all.filter((_, i) => i % 5 === 0)
  const pairs = some.flatMap((x, i) => some.map((y, j) => ({ name: `${String(i)}-${String(j)}`, x, y })))
  const by = (side: 'x' | 'y'): Policy.Policy => Policy.of(Object.fromEntries(pairs.map((pair) => [pair.name, pair[side]])))
  const found = disclosesNoMore(by('x'), by('y'))
  const more = new Set(found._tag === 'Left' ? found.left.flatMap(({ types }) => types) : [])
  expect(pairs.filter(({ name, x, y }) => Disclosure.leq(x, y) && more.has(name))).toEqual([])
  // of the pairs that are not so ordered, many differ in how they conceal alone
  expect(more.size).toBeGreaterThan(pairs.length / 2)
})
