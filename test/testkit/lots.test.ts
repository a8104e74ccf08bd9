/**
 * What tells nothing: which of two machines is drawn by lot, and which request came first.
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

describe('a name in the body that is taken once it was given', () => {
  const registry = (names: (path: string) => string): Arrangement['send'] => {
    const taken = new Set([names(pair.hidden)])
    return ({ method, path }) => {
      if (method !== 'PUT' || !path.endsWith('/star')) return { status: 404, headers: {} }
      const name = names(path.replace('/star', ''))
      const status = taken.has(name) ? 409 : 201
      taken.add(name)
      return { status, headers: {} }
    }
  }
  test('tells nothing where it is the same for all', async () => {
    let first = true
    const send = registry(() => (first ? ((first = false), 'another') : 'elsewhere'))
    expect((await leaks({ ...pair, send })).map(({ request }) => request)).toEqual([])
  })
  test('tells where it is that of the thing', async () => {
    const found = await leaks({ ...pair, send: registry((path) => path) })
    expect(found.map(({ request }) => request)).toEqual(['PUT …/star'])
  })
})
