/**
 * The guarantees that are about more than one decision of the finite domain, and about more than two
 * things in one request.
 */
import { expect, test } from 'vitest'
import { firstOf } from './counterexample.js'
import { local } from './guarantees.js'
import { manyThings } from './many.js'
import { library } from './subject.js'
import { whole } from './whole.js'

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
