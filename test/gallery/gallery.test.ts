/**
 * Each exhibit leaks as it was reported, and no longer once it is mended.
 */
import { describe, expect, test } from 'vitest'
import { report } from 'glomar/testkit'
import { gallery, leaksOf, requestAs } from './gallery.js'

const exhibits = gallery.flatMap((section) => section.exhibits)

test('there are enough exhibits, each with a title of its own', () => {
  expect(exhibits.length).toBeGreaterThanOrEqual(69)
  expect(new Set(exhibits.map(({ title }) => title)).size).toBe(exhibits.length)
})

describe.each(exhibits)('$title', (exhibit) => {
  test('the kit finds the leak where it was reported, by the channel that tells', async () => {
    const [first] = await leaksOf(exhibit, 'leaky')
    const { askedBy, tells } = exhibit
    expect(first?.request).toBe(typeof askedBy === 'string' ? askedBy : askedBy.name)
    expect(first?.differences[0]).toMatchObject(tells)
    expect(first?.hidden.status !== first?.missing.status).toBe(tells.channel === 'status')
  })

  test('the kit finds no leak once the handler is mended', async () => {
    expect(report(await leaksOf(exhibit, 'mended'))).toBe('')
  })

  test.each(['leaky', 'mended'] as const)('the %s handler serves its owner', async (which) => {
    const { ok } = await exhibit[which](requestAs('emma', exhibit.entitled), 'hidden')
    expect(ok).toBe(true)
  })
})
