/**
 * The constants of a service: their defaults, and what fits.
 */
import { describe, expect, test } from 'vitest'
import * as Service from '../../src/domain/Service.js'

describe('a service', () => {
  test('has defaults, and no member for what has none', () => {
    expect(Service.of({})).toStrictEqual({ realm: 'api', schemes: ['Bearer'], algs: [], vary: [], problems: '/problems/' })
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

  test('cannot be changed', () => {
    const made = Service.of({})
    expect([made, made.schemes, made.algs, made.vary].every(Object.isFrozen)).toBe(true)
  })
})

describe('what fits', () => {
  const { realm, vary, ask } = Service.constants
  const long = 'x'.repeat(2_000)

  test.each<[string, Service.Constant, unknown, boolean]>([
    ['a text', realm, 'staff', true],
    ['a text of 2,000 characters', realm, long, true],
    ['a longer one', realm, `${long}x`, false],
    ['a list for a text', realm, ['staff'], false],
    ['an item of 2,000 characters', vary, long, true],
    ['a longer one', vary, `${long}x`, false],
    ['a template', ask, 'https://example.com/{target}?for={target}', true],
    ['a link without a place for the target', ask, '/ask', true],
    ['another variable', ask, '/ask?{what}', false],
    ['what the target would complete to a percent-encoding', ask, '/ask?%{target}41', false],
    ['a script', ask, 'javascript:{target}', false],
    ['no text', ask, 7, false],
  ])('%s', (_what, constant, value, fits) => {
    expect(Service.misfit(constant, value)).toEqual(fits ? undefined : expect.any(String))
  })
})

test('which constants are lists, and which of those need an item', () => {
  expect(Object.entries(Service.constants).map(([name, { least }]) => [name, least])).toEqual([
    ['realm', undefined],
    ['schemes', 1],
    ['algs', 0],
    ['resourceMetadata', undefined],
    ['vary', 0],
    ['problems', undefined],
    ['ask', undefined],
  ])
})
