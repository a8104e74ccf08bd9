import { describe, expect, test } from 'vitest'
import { report } from 'glomar/testkit'
import { gallery, leaksOf, requestAs } from './gallery.js'

const exhibits = gallery.flatMap((section) => section.exhibits)

test('there are enough of them, each with a title of its own', () => {
  expect(exhibits.length).toBeGreaterThanOrEqual(24)
  expect(new Set(exhibits.map(({ title }) => title)).size).toBe(exhibits.length)
})

describe.each(exhibits)('$title', (exhibit) => {
  test('the kit finds the leak where it was reported, and by the channel that tells', async () => {
    const [first] = await leaksOf(exhibit, 'leaky')
    expect(first?.request).toBe(typeof exhibit.askedBy === 'string' ? exhibit.askedBy : exhibit.askedBy.name)
    expect(first?.differences[0]).toMatchObject(exhibit.tells)
    expect(first?.hidden.status !== first?.missing.status).toBe(exhibit.tells.channel === 'status')
  })

  test('the kit finds nothing once it is mended', async () => {
    expect(report(await leaksOf(exhibit, 'mended'))).toBe('')
  })

  test.each(['leaky', 'mended'] as const)('the %s one serves its owner', async (which) => {
    const { ok } = await exhibit[which](requestAs('emma', exhibit.entitled), 'hidden')
    expect(ok).toBe(true)
  })
})
