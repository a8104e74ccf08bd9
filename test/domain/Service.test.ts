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
      parameters: {},
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
      parameters: { service: 'registry.example.com' },
    }
    expect(of(given)).toStrictEqual(given)
  })

  test('cannot be changed', () => {
    const made = of({ schemes: ['Basic'], vary: ['Cookie'], parameters: { service: 'x' } })
    const parts = [made, made.schemes, made.algs, made.vary, made.parameters]
    expect(parts.every(Object.isFrozen)).toBe(true)
    expect(Object.isFrozen(of({}).parameters)).toBe(true)
  })

  test('copies its parameters', () => {
    const parameters = { service: 'registry.example.com' }
    const made = of({ parameters })
    parameters.service = 'elsewhere'
    expect(made.parameters).toEqual({ service: 'registry.example.com' })
  })
})

const numbered = (n: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${String(i)}`, 'x']))

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
    ['a list for parameters', { parameters: ['service'] }, false],
    ['a parameter', { parameters: { service: 'a "b" \\ c' } }, true],
    [
      'a parameter of which the name is a token',
      { parameters: { "!#$%&'*+-.^_`|~0az": 'x' } },
      true,
    ],
    ['a parameter with a capital in its name', { parameters: { serVice: 'x' } }, false],
    ['a parameter that is undefined', { parameters: { service: undefined } }, false],
    ['a parameter whose value is empty', { parameters: { service: '' } }, false],
    ['a parameter of 2,000 characters', { parameters: { [long]: long } }, true],
    ['a longer name', { parameters: { [`${long}x`]: 'x' } }, false],
    ['a longer value', { parameters: { service: `${long}x` } }, false],
    ['100 parameters', { parameters: numbered(100) }, true],
    ['101 parameters', { parameters: numbered(101) }, false],
  ])('%s', (_name, service, fits) => {
    const make = (): unknown => of(service)
    if (fits) expect(make).not.toThrow()
    else expect(make).toThrow(TypeError)
  })
})

/** RFC 6750 §3, 7616 §3.3, 7617 §2.1, 9110 §11.5, 9449 §7.1 and §9, 9470 §3, 9728 §5.1. */
const defined = [
  ...['realm', 'scope', 'error', 'error_description', 'error_uri'],
  ...['algs', 'nonce', 'acr_values', 'max_age', 'resource_metadata'],
  ...['domain', 'opaque', 'stale', 'algorithm', 'qop', 'charset', 'userhash'],
]

test.each(defined)('%s is defined by a standard, and no parameter of your own', (name) => {
  const thrown = (written: string, expected: string): void => {
    expect(() => of({ parameters: { [written]: 'x' } })).toThrow(
      `service.parameters.${written}: expected ${expected}, got "${written}"`,
    )
  }
  thrown(name, 'a name that is not taken')
  thrown(name.toUpperCase(), 'a parameter name in lower case')
  thrown(`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, 'a parameter name in lower case')
  expect(() => of({ parameters: { [`${name}s`]: 'x', [`x${name}`]: 'x' } })).not.toThrow()
})

test('scheme names are compared without case (RFC 9110 §11.1)', () => {
  expect(Service.sameScheme('Bearer', 'bEARER')).toBe(true)
  expect(Service.sameScheme('Bearer', 'DPoP')).toBe(false)
})
