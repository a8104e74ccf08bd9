/**
 * Which of two machines answers is drawn by lot. That tells nothing.
 */
import { leaks, type Arrangement } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const pair = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }

/** A machine for each answer, as a generator of Lehmer draws it. */
const lots = (seed: number): (() => string) => {
  let drawn = seed
  return () => {
    drawn = (drawn * 48_271) % 2_147_483_647
    return drawn % 2 === 0 ? 'emma' : 'tara'
  }
}

describe.each([7, 11, 13, 17, 75, 167])('machines drawn by lot %i', (seed) => {
  test('tell nothing', async () => {
    const drawn = lots(seed)
    const send: Arrangement['send'] = () => ({
      status: 404,
      headers: { 'x-served-by': drawn() },
    })
    expect((await leaks({ ...pair, send })).map(({ request }) => request)).toEqual([])
  })
  test('do not hide a leak beside them', async () => {
    const drawn = lots(seed)
    const send: Arrangement['send'] = ({ method, path }) => ({
      status: 404,
      headers: { 'x-served-by': drawn(), 'x-length': String(path.length) },
      body: method === 'GET' && path === pair.hidden ? 'nothing here' : 'nothing there',
    })
    const found = await leaks({ ...pair, send })
    expect(found.map(({ request }) => request)).toContain('GET')
  })
})
