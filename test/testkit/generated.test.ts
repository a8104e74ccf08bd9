/**
 * What the generators make: how often each kind of value comes, in 2,000 of one seed. A person has
 * read `generated.txt`. After a change of a generator, read it again:
 *
 *     UPDATE_DOCS=1 npx vitest run --config .config/vitest.config.ts test/testkit/generated.test.ts
 */
import fc from 'fast-check'
import { arbitrary } from 'glomar/testkit/properties'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const file = new URL('generated.txt', import.meta.url)

const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

/** Every member of a value, by its path. Items of a list have one path, and lists have a length. */
const leavesOf = (u: unknown, path = ''): ReadonlyArray<string> => {
  if (Array.isArray(u))
    return [
      `${path}.length ${String(u.length)}`,
      ...u.flatMap((item: unknown) => leavesOf(item, `${path}[]`)),
    ]
  if (isObject(u)) return Object.entries(u).flatMap(([key, of]) => leavesOf(of, `${path}.${key}`))
  return [`${path} ${JSON.stringify(u) ?? 'undefined'}`]
}

/** What comes less often is told together: its texts are drawn from very many. */
const seldom = 15

const distribution = (values: ReadonlyArray<unknown>): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const value of values)
    for (const leaf of leavesOf(value)) counts.set(leaf, (counts.get(leaf) ?? 0) + 1)
  const others = new Map<string, number>()
  const often: Array<string> = []
  for (const [leaf, count] of counts)
    if (count >= seldom) often.push(`${leaf.slice(0, 80)}: ${String(count)}`)
    else {
      const path = leaf.slice(0, leaf.indexOf(' '))
      others.set(path, (others.get(path) ?? 0) + count)
    }
  return [
    ...often.sort(),
    ...[...others].map(([path, count]) => `${path} (others): ${String(count)}`).sort(),
  ]
}

test('the generators make what is written down, as often', () => {
  // `mark` is a text, and no generator
  const { mark, ...generators } = arbitrary
  const lines = Object.entries<fc.Arbitrary<unknown>>(generators).flatMap(([name, generator]) => {
    const values = fc.sample(generator, { seed: 7, numRuns: 2_000 })
    return [`# ${name}`, ...distribution(values), '']
  })
  const text = lines.join('\n')
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
})
