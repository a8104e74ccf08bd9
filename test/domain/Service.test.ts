/**
 * The constants of a service: their defaults, and what fits.
 */
import { describe, expect, test } from 'vitest'
import * as Service from '../../src/domain/Service.js'

describe('a service', () => {
  test('has defaults, and no member for what has none', () => {
    expect(Service.of()).toStrictEqual({ realm: 'api', schemes: ['Bearer'], algs: [], vary: [], problems: '/problems/' })
  })

  test('keeps what is given', () => {
    const given = {
      realm: 'staff',
      schemes: ['DPoP', 'Basic'],
      algs: ['ES256'],
      resourceMetadata: 'https://example.com/metadata',
      vary: ['Cookie'],
      problems: 'https://example.com/problems#',
      ask: '/ask?for={target}',
    }
    expect(Service.of(given)).toStrictEqual(given)
  })

  test('cannot be changed, nor through the lists it was made of', () => {
    const lists = { schemes: ['Bearer'], algs: ['ES256'], vary: ['Cookie'] }
    const made = Service.of(lists)
    for (const list of Object.values(lists)) list.push('later')
    expect([made.schemes, made.algs, made.vary]).toEqual([['Bearer'], ['ES256'], ['Cookie']])
    expect([made, made.schemes, made.algs, made.vary].every(Object.isFrozen)).toBe(true)
  })
})

describe('what fits', () => {
  const { realm, schemes, algs, vary, ask } = Service.constants
  const long = 'x'.repeat(2_000)
  const many = (length: number): ReadonlyArray<string> => Array.from({ length }, () => 'x')

  test.each<[string, Service.Constant, unknown, boolean]>([
    ['a text', realm, 'staff', true],
    ['a text of 2,000 characters', realm, long, true],
    ['a longer one', realm, `${long}x`, false],
    ['a list for a text', realm, ['staff'], false],
    ['a text for a list', schemes, 'Bearer', false],
    ['a list', schemes, ['Bearer', 'DPoP'], true],
    ['an empty list where one is wanted', schemes, [], false],
    ['an empty list elsewhere', algs, [], true],
    ['an item that does not fit', vary, ['Cookie', 'a b'], false],
    ['an item of 2,000 characters', vary, [long], true],
    ['a longer one', vary, [`${long}x`], false],
    ['100 items', vary, many(100), true],
    ['more', vary, many(101), false],
    ['a template', ask, 'https://example.com/{target}?for={target}', true],
    ['a link without a place for the target', ask, '/ask', true],
    ['another variable', ask, '/ask?{what}', false],
    ['what the target would complete to a percent-encoding', ask, '/ask?%{target}41', false],
    ['a script', ask, 'javascript:{target}', false],
    ['no text', ask, 7, false],
  ])('%s', (_what, constant, value, fits) => {
    expect(Service.fit(constant, value)).toEqual(fits ? value : undefined)
  })

  test('a list is copied', () => {
    const given = ['Cookie']
    expect(Service.fit(vary, given)).not.toBe(given)
  })
})

test('which constants are lists, and which of those need an item', () => {
  expect(Object.entries(Service.constants).map(([name, { list }]) => `${name}: ${list}`)).toEqual([
    'realm: no',
    'schemes: not empty',
    'algs: any length',
    'resourceMetadata: no',
    'vary: any length',
    'problems: no',
    'ask: no',
  ])
})
