/**
 * What the constructors of authn results make, and what they drop.
 */
import { Authn } from 'glomar'
import { describe, expect, test } from 'vitest'
import { hostile } from '../hostile.js'

const unknown = { scopes: [], acr: undefined, age: undefined, scheme: undefined }
const notRejected = { reason: undefined, nonce: undefined }
const authenticated = { _tag: 'Authenticated', ...unknown, ...notRejected, faults: [] }
const rejected = { _tag: 'Rejected', ...unknown, nonce: undefined, faults: [] }

/** The members by name: what an object carries under symbols is for the engine. */
const members = (u: object): object => Object.fromEntries(Object.entries(u))

const paths = ({ faults }: Authn.Authn): ReadonlyArray<string> => faults.map(({ path }) => path)

test.each<[string, Authn.Authn, object]>([
  ['no credentials', Authn.anonymous, { ...authenticated, _tag: 'Anonymous' }],
  ['expired ones', Authn.rejected('expired'), { ...rejected, reason: 'expired' }],
  [
    'a bad proof',
    Authn.rejected('invalid-dpop-proof', 'DPoP'),
    { ...rejected, reason: 'invalid-dpop-proof', scheme: 'DPoP' },
  ],
  [
    'a proof without a nonce',
    Authn.nonceWanted('n0nce'),
    { ...rejected, reason: 'use-dpop-nonce', scheme: 'DPoP', nonce: 'n0nce' },
  ],
  ['good ones', Authn.authenticated(), authenticated],
  ['good ones of which nothing is known', Authn.authenticated({}), authenticated],
  ['scopes', Authn.authenticated({ scopes: ['a'] }), { ...authenticated, scopes: ['a'] }],
  ['an empty acr', Authn.authenticated({ acr: '' }), { ...authenticated, acr: '' }],
  ['an age of 0', Authn.authenticated({ age: 0 }), { ...authenticated, age: 0 }],
  ['a scheme', Authn.authenticated({ scheme: 'Bearer' }), { ...authenticated, scheme: 'Bearer' }],
  [
    'what is given as `undefined`',
    Authn.authenticated({ ...unknown, scopes: undefined }),
    authenticated,
  ],
])('every member is there, and what is not known is `undefined`: %s', (_name, made, expected) => {
  expect(members(made)).toStrictEqual(expected)
  expect(Object.isFrozen(made)).toBe(true)
  expect(Authn.is(made)).toBe(true)
})

test('a later edit of the list does not change the scopes that are held', () => {
  const scopes = ['a']
  const made = Authn.authenticated({ scopes })
  scopes.push('admin')
  expect(made).toMatchObject({ scopes: ['a'] })
})

describe('what does not fit its type is unknown, and a fault says so', () => {
  test.each<[string, object, ReadonlyArray<string>]>([
    ['scopes in one text', { scopes: 'a b' }, ['authn.scopes']],
    ['scopes that are no list', { scopes: { 0: 'a', length: 1 } }, ['authn.scopes']],
    ['scopes that are `null`', { scopes: null }, ['authn.scopes']],
    ['an acr that is no text', { acr: 7 }, ['authn.acr']],
    ['an acr that is `null`', { acr: null }, ['authn.acr']],
    ['an age below 0', { age: -1 }, ['authn.age']],
    ['an age that is no number', { age: NaN }, ['authn.age']],
    ['an age in text', { age: '5' }, ['authn.age']],
    ['an age that is `null`', { age: null }, ['authn.age']],
    ['an age that is a list', { age: [] }, ['authn.age']],
    ['an age that is a date', { age: new Date(5) }, ['authn.age']],
    ['an age that is true', { age: true }, ['authn.age']],
    ['an age as a bigint', { age: 5n }, ['authn.age']],
    ['a scheme that is no token', { scheme: 'Bear er' }, ['authn.scheme']],
    ['a misspelt member', { scope: ['a'] }, ['authn.scope']],
    [
      'all of them',
      { scopes: 7, acr: 7, age: '7', scheme: 7 },
      ['scopes', 'acr', 'age', 'scheme'].map((name) => `authn.${name}`),
    ],
  ])('%s', (_name, credentials, expected) => {
    const made = Authn.authenticated(credentials)
    expect(members(made)).toMatchObject({ _tag: 'Authenticated', ...unknown })
    expect(paths(made)).toEqual(expected)
  })

  test('the texts of a list are held, and no other item is', () => {
    const made = Authn.authenticated({ scopes: ['a', 7, , 'b', null] as never })
    expect(made).toMatchObject({ scopes: ['a', 'b'] })
    expect(paths(made)).toEqual([1, 2, 4].map((i) => `authn.scopes[${String(i)}]`))
  })

  test('the message names what was expected, what came, and how to mend it', () => {
    const messages = Authn.authenticated({ scopes: 'a b', scop: [], age: -5 } as never).faults
    expect(messages.map(({ message }) => message)).toEqual([
      'no such member; did you mean scopes?',
      'expected a list (split the text at its spaces), got "a b"',
      'expected seconds, 0 or more, got -5',
    ])
  })

  test('a rejection for another reason counts as invalid', () => {
    const made = Authn.rejected('expird' as never, 'Bear er')
    expect(made).toMatchObject({ _tag: 'Rejected', reason: 'invalid', scheme: undefined })
    expect(made.faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/got "expird"; did you mean expired\?$/),
      'expected an authentication scheme, got "Bear er"',
    ])
  })

  test.each(['a b', '', 'a\r\nb: c', 'a"b', 7, undefined])('a nonce is dropped: %j', (nonce) => {
    const made = Authn.nonceWanted(nonce as never)
    expect(made).toMatchObject({ reason: 'use-dpop-nonce', nonce: undefined })
    expect(paths(made)).toEqual(['authn.nonce'])
  })
})

describe('no value makes a constructor throw', () => {
  test.each(Object.entries(hostile))('%s', (_name, thing) => {
    const made = [
      Authn.rejected(thing() as never),
      Authn.rejected('expired', thing() as never),
      Authn.nonceWanted(thing() as never),
      ...['scopes', 'acr', 'age', 'scheme'].map((name) => Authn.authenticated({ [name]: thing() })),
      Authn.authenticated({ scopes: [thing()] } as never),
    ]
    expect(made.every(Authn.is)).toBe(true)
  })

  test.each(Object.entries(hostile).filter(([, thing]) => thing() !== undefined))(
    'credentials that cannot be read are rejected, with a fault: %s',
    (_name, thing) => {
      const made = Authn.authenticated(thing() as never)
      expect(made._tag === 'Rejected' || made.faults.length > 0 || isEmpty(thing())).toBe(true)
      expect(made).toMatchObject(unknown)
    },
  )

  test.each([null, false, true, 7, 'token', [], new Map(), () => ({})])(
    'what is no object of members is rejected, with a fault: %j',
    (credentials) => {
      const made = Authn.authenticated(credentials as never)
      expect(made).toMatchObject({ _tag: 'Rejected', reason: 'invalid' })
      expect(paths(made)).toEqual(['authn'])
    },
  )

  test('what credentials inherit is not held, and a fault says so', () => {
    const made = Authn.authenticated(
      Object.create({ scopes: ['admin'], acr: 'mfa', age: 0 }) as object,
    )
    expect(made).toMatchObject(unknown)
    expect(made.faults.length).toBeGreaterThan(0)
  })

  test('an error of a getter is kept for the operator', () => {
    const error = new Error('read')
    const made = Authn.authenticated({
      get scopes(): ReadonlyArray<string> {
        throw error
      },
    })
    expect(made).toMatchObject({ _tag: 'Rejected', reason: 'invalid' })
    expect(made.faults).toMatchObject([{ path: 'authn', cause: error }])
  })
})

/** A plain object without members is what it seems to be: nothing is known. */
const isEmpty = (u: unknown): boolean =>
  typeof u === 'object' && u !== null && Object.keys(u).length === 0
