/**
 * The guarantees that are about more than one decision of the finite domain, and about more than
 * two things in one request.
 */
import { Authn, decide, Permission, Route, type Policy } from 'glomar'
import { expect, test } from 'vitest'
import { firstOf } from './counterexample.js'
import { local } from './guarantees.js'
import { manyThings } from './many.js'
import { library, renderedBy } from './subject.js'
import { whole } from './whole.js'
import { policies } from './world.js'

test.each(Object.keys(whole))('%s', (name) => {
  expect(whole[name]?.(library)).toBeUndefined()
})

test('more than two things keep every guarantee that concerns one situation', () => {
  const counted = { worlds: 0 }
  const checks = Object.values(local).flatMap(({ check, on }) => (on.length > 1 ? [check] : []))
  const found = firstOf(manyThings(library), (s) => {
    counted.worlds += 1
    return firstOf(checks, (check) => check(s))
  })
  console.log(`worlds of more than two things: ${counted.worlds.toLocaleString('en')}`)
  expect(found).toBeUndefined()
})

test('every renderer of the family renders: none falls back to the default', () => {
  const route = Route.of({ method: 'GET', resource: 'document' })
  const [policy] = policies
  const callers = [Authn.anonymous, Authn.authenticated(), Authn.rejected('expired', 'Bearer')]
  for (const authn of callers) {
    const verdict = decide(route, authn, 'absent', Permission.deny(), policy as Policy.Policy)
    const rendered = library.renderers.map((renderer) => renderedBy(renderer, verdict))
    for (const one of rendered) expect(one).toMatchObject({ _tag: 'Rendered', faults: [] })
    expect(new Set(rendered.map((one) => JSON.stringify(one))).size).toBe(rendered.length)
  }
})
