/**
 * The constants of a service: their defaults, and what fits.
 */
import { Policy } from 'glomar'
import { describe, expect, test } from 'vitest'
import * as Service from '../../src/domain/Service.js'

const of = (service: Partial<Service.Service>): Service.Service => Policy.of({}, service).service

describe('a service', () => {
  test('has defaults', () => {
    expect(of({})).toStrictEqual({
      realm: 'api',
      schemes: ['Bearer'],
      algs: [],
      resourceMetadata: undefined,
      vary: [],
      problems: '/problems/',
    })
  })

  test('keeps what is given', () => {
    const given = {
      realm: 'staff',
      schemes: ['DPoP', 'Basic'],
      algs: ['ES256'],
      resourceMetadata: 'https://example.com/metadata',
      vary: ['Cookie'],
      problems: 'https://example.com/problems#',
    }
    expect(of(given)).toStrictEqual(given)
  })

  test('cannot be changed', () => {
    const made = of({ schemes: ['Basic'], vary: ['Cookie'] })
    expect([made, made.schemes, made.algs, made.vary].every(Object.isFrozen)).toBe(true)
  })
})

describe('a constant fits its grammar and its length', () => {
  const long = 'x'.repeat(2_000)
  test.each<[string, object, boolean]>([
    ['a text', { realm: 'staff' }, true],
    ['an empty text', { realm: '' }, false],
    ['a text of 2,000 characters', { realm: long }, true],
    ['a longer text', { realm: `${long}x` }, false],
    ['a list for a text', { realm: ['staff'] }, false],
    ['an item of 2,000 characters', { vary: [long] }, true],
    ['a longer item', { vary: [`${long}x`] }, false],
    ['a list of 100', { vary: Array.from({ length: 100 }, () => 'x') }, true],
    ['a list of 101', { vary: Array.from({ length: 101 }, () => 'x') }, false],
    ['no scheme', { schemes: [] }, false],
    ['no algorithm', { algs: [] }, true],
    ['a text for a list', { schemes: 'Bearer' }, false],
  ])('%s', (_name, service, fits) => {
    const make = (): unknown => of(service)
    if (fits) expect(make).not.toThrow()
    else expect(make).toThrow(TypeError)
  })
})

test('scheme names are compared without case (RFC 9110 §11.1)', () => {
  expect(Service.sameScheme('Bearer', 'bEARER')).toBe(true)
  expect(Service.sameScheme('Bearer', 'DPoP')).toBe(false)
})
