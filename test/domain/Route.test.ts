/**
 * Routes: what `of` makes, and what it refuses, in which words.
 */
import { Route } from 'glomar'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { hostile } from '../hostile.js'
import { polluted } from '../pollution.js'

const get = { method: 'GET', resource: 'document' } as const

/** The members by name: what a route carries under symbols is for the engine. */
const members = (u: object): object => Object.fromEntries(Object.entries(u))

const requiresNothing = { authenticated: false, scopes: [], acrValues: [], maxAge: undefined }

describe('a route', () => {
  test('expects one item to be present and requires nothing, unless it says otherwise', () => {
    expect(members(Route.of(get))).toStrictEqual({
      ...get,
      shape: 'item',
      expects: 'present',
      requires: requiresNothing,
    })
  })

  test('takes what is `undefined` as not given', () => {
    const given = { ...get, shape: undefined, expects: undefined, requires: undefined }
    expect(members(Route.of(given))).toStrictEqual(members(Route.of(get)))
  })

  test('requires all scopes of a list, or those of one alternative', () => {
    const scopesOf = (scopes: Route.Scopes): unknown =>
      Route.of({ ...get, requires: { scopes } }).requires.scopes
    expect(scopesOf(['a', 'b'])).toEqual([['a', 'b']])
    expect(scopesOf({ anyOf: ['a', ['b', 'c']] })).toEqual([['a'], ['b', 'c']])
  })

  test.each<[Route.Requirements, object]>([
    [{}, requiresNothing],
    [{ authenticated: true }, { ...requiresNothing, authenticated: true }],
    [{ scopes: ['a'] }, { ...requiresNothing, authenticated: true, scopes: [['a']] }],
    [{ acrValues: ['mfa'] }, { ...requiresNothing, authenticated: true, acrValues: ['mfa'] }],
    [{ maxAge: 0 }, { ...requiresNothing, authenticated: true, maxAge: 0 }],
  ])('that requires %j requires credentials, if it requires anything', (requires, all) => {
    expect(Route.of({ ...get, requires }).requires).toStrictEqual(all)
  })

  test('that was made is taken as it is', () => {
    const route = Route.of(get)
    expect(Route.of(route as never)).toBe(route)
    expect(Route.is(route)).toBe(true)
  })

  test('is frozen through and through, of copies', () => {
    const scopes = ['a']
    const alternative = ['b', 'c']
    const acrValues = ['mfa']
    const requires = { scopes: { anyOf: [scopes, alternative] }, acrValues }
    const route = Route.of({ ...get, requires })
    scopes.pop()
    alternative.length = 0
    acrValues.push('pwd')
    requires.scopes.anyOf.push(['anything'])
    expect(route.requires).toMatchObject({ scopes: [['a'], ['b', 'c']], acrValues: ['mfa'] })
    const { requires: made } = route
    const parts = [route, made, made.scopes, ...made.scopes, made.acrValues]
    expect(parts.every(Object.isFrozen)).toBe(true)
  })

  test('may come from JSON, from another realm, or have no prototype', () => {
    const written = '{"method":"GET","resource":"document","requires":{"scopes":["a"]}}'
    const bare = Object.assign(Object.create(null) as typeof get, get, {
      requires: { scopes: ['a'] },
    })
    for (const u of [JSON.parse(written), runInNewContext(`(${written})`), bare])
      expect(Route.of(u as typeof get).requires.scopes).toEqual([['a']])
  })

  test('takes extension methods, which are case-sensitive (RFC 9110 §9.1)', () => {
    for (const method of ['PROPFIND', 'Subscribe', 'QUERY', 'm-search'])
      expect(Route.of({ ...get, method }).method).toBe(method)
  })

  test('may name one action of a resource type', () => {
    expect(Route.of({ ...get, resource: 'document:delete' }).resource).toBe('document:delete')
  })

  test.each<[string, unknown]>([
    ['method', 'PUT'],
    ['resource', 'folder'],
    ['shape', 'collection'],
    ['expects', 'absent'],
    ['requires', { scopes: ['a'] }],
    ['authenticated', true],
    ['scopes', ['a']],
    ['acrValues', ['mfa']],
    ['maxAge', 5],
    ['anyOf', ['a']],
  ])('takes no %s from a polluted prototype', (name, value) => {
    const make = (): object => members(Route.of({ ...get, requires: { scopes: ['b'] } }))
    expect(polluted(name, value, make)).toStrictEqual(make())
  })

  test('keeps a requirement that is not enumerable', () => {
    const hidden = (u: object): object =>
      Object.defineProperty(u, 'requires', { value: { scopes: ['admin'] } })
    const bare = Object.assign(Object.create(null) as object, get)
    for (const u of [hidden({ ...get }), hidden(bare)])
      expect(Route.of(u as typeof get).requires.scopes).toEqual([['admin']])
  })
})

const method = 'expected a method in upper case (RFC 9110 §9.1), such as GET'
const resource = 'expected a resource type such as `document` or `document:delete`'
const scopeText = 'expected text without spaces, quotes and backslashes'
const some = 'expected a list with something in it'
const noMember = 'no such member; expected one of method, resource, shape, expects, requires'
const noRequirement = 'no such member; expected one of authenticated, scopes, acrValues, maxAge'

describe('a malformed route is refused, with the path, what was expected and what came', () => {
  test.each<[unknown, string]>([
    [null, '(the value itself): expected a plain object, got null'],
    [undefined, '(the value itself): expected a plain object, got undefined'],
    ['GET', '(the value itself): expected a plain object, got "GET"'],
    [[], '(the value itself): expected a plain object, got a list'],
    [new Map(), '(the value itself): expected a plain object, got an object'],
    [Object.create(get), '(the value itself): expected a plain object, got an object'],
    [{ resource: 'document' }, `method: ${method}, got undefined`],
    [{ ...get, method: 'get' }, `method: ${method}, got "get"`],
    [{ ...get, method: 'Delete' }, `method: ${method}, got "Delete"`],
    [{ ...get, method: 'GET /' }, `method: ${method}, got "GET /"`],
    [{ ...get, method: '' }, `method: ${method}, got ""`],
    [{ ...get, method: ['GET'] }, `method: ${method}, got a list`],
    [{ method: 'GET' }, `resource: ${resource}, got undefined`],
    [{ ...get, resource: '' }, `resource: ${resource}, got ""`],
    [{ ...get, resource: 'a:b:c' }, `resource: ${resource}, got "a:b:c"`],
    [{ ...get, resource: ':read' }, `resource: ${resource}, got ":read"`],
    [{ ...get, resource: 'document:' }, `resource: ${resource}, got "document:"`],
    [{ ...get, resource: 7 }, `resource: ${resource}, got 7`],
    [
      { ...get, shape: 'collections' },
      'shape: expected item | collection, got "collections"; did you mean collection?',
    ],
    [{ ...get, shape: null }, 'shape: expected item | collection, got null'],
    [{ ...get, expects: 'deleted' }, 'expects: expected present | absent | either, got "deleted"'],
    [{ ...get, expects: null }, 'expects: expected present | absent | either, got null'],
    [{ ...get, require: {} }, 'require: no such member; did you mean requires?'],
    [{ ...get, resorce: 'x' }, 'resorce: no such member; did you mean resource?'],
    [{ ...get, path: '/documents/7' }, `path: ${noMember}`],
    [{ ...get, requires: null }, 'requires: expected a plain object, got null'],
    [{ ...get, requires: [] }, 'requires: expected a plain object, got a list'],
    [{ ...get, requires: 'a' }, 'requires: expected a plain object, got "a"'],
    [
      { ...get, requires: new Map([['scopes', ['a']]]) },
      'requires: expected a plain object, got an object',
    ],
    [
      { ...get, requires: Object.create({ scopes: ['a'] }) as object },
      'requires: expected a plain object, got an object',
    ],
    [
      { ...get, requires: { scope: ['a'] } },
      'requires.scope: no such member; did you mean scopes?',
    ],
    [{ ...get, requires: { roles: ['a'] } }, `requires.roles: ${noRequirement}`],
    [
      { ...get, requires: { authenticated: false } },
      'requires.authenticated: expected true, or no such member, got false',
    ],
    [
      { ...get, requires: { authenticated: undefined } },
      'requires.authenticated: expected true, or no such member, got undefined',
    ],
    [
      { ...get, requires: { scopes: undefined } },
      'requires.scopes: expected a list, got undefined',
    ],
    [
      { ...get, requires: { scopes: 'a b' } },
      'requires.scopes: expected a list (split the text at its spaces), got "a b"',
    ],
    [{ ...get, requires: { scopes: [] } }, `requires.scopes: ${some}, got a list`],
    [{ ...get, requires: { scopes: ['a', 7] } }, `requires.scopes[1]: ${scopeText}, got 7`],
    [{ ...get, requires: { scopes: ['a', ,] } }, `requires.scopes[1]: ${scopeText}, got undefined`],
    [{ ...get, requires: { scopes: ['a b'] } }, `requires.scopes[0]: ${scopeText}, got "a b"`],
    [{ ...get, requires: { scopes: [''] } }, `requires.scopes[0]: ${scopeText}, got ""`],
    [{ ...get, requires: { scopes: ['"'] } }, `requires.scopes[0]: ${scopeText}, got "\\""`],
    [{ ...get, requires: { scopes: [['a']] } }, `requires.scopes[0]: ${scopeText}, got a list`],
    [{ ...get, requires: { scopes: {} } }, `requires.scopes.anyOf: ${some}, got undefined`],
    [
      { ...get, requires: { scopes: { anyOff: ['a'] } } },
      `requires.scopes.anyOff: no such member; did you mean anyOf?; requires.scopes.anyOf: ${some}, got undefined`,
    ],
    [{ ...get, requires: { scopes: { anyOf: [] } } }, `requires.scopes.anyOf: ${some}, got a list`],
    [{ ...get, requires: { scopes: { anyOf: 'a' } } }, `requires.scopes.anyOf: ${some}, got "a"`],
    [
      { ...get, requires: { scopes: { anyOf: ['a', []] } } },
      `requires.scopes.anyOf[1]: ${some}, got a list`,
    ],
    [
      { ...get, requires: { scopes: { anyOf: ['a', ['b', 'c d']] } } },
      `requires.scopes.anyOf[1][1]: ${scopeText}, got "c d"`,
    ],
    [
      { ...get, requires: { scopes: { anyOf: ['a b'] } } },
      `requires.scopes.anyOf[0][0]: ${scopeText}, got "a b"`,
    ],
    [
      { ...get, requires: { scopes: { anyOf: [7] } } },
      'requires.scopes.anyOf[0]: expected a list, got 7',
    ],
    [{ ...get, requires: { acrValues: [] } }, `requires.acrValues: ${some}, got a list`],
    [
      { ...get, requires: { acrValues: undefined } },
      'requires.acrValues: expected a list, got undefined',
    ],
    [
      { ...get, requires: { acrValues: 'mfa' } },
      'requires.acrValues: expected a list (split the text at its spaces), got "mfa"',
    ],
    [
      { ...get, requires: { acrValues: ['m f a'] } },
      `requires.acrValues[0]: ${scopeText}, got "m f a"`,
    ],
    [
      { ...get, requires: { maxAge: undefined } },
      'requires.maxAge: expected whole seconds, 0 or more, got undefined',
    ],
    [
      { ...get, requires: { maxAge: -1 } },
      'requires.maxAge: expected whole seconds, 0 or more, got -1',
    ],
    [
      { ...get, requires: { maxAge: 0.5 } },
      'requires.maxAge: expected whole seconds, 0 or more, got 0.5',
    ],
    [
      { ...get, requires: { maxAge: '60' } },
      'requires.maxAge: expected whole seconds, 0 or more, got "60"',
    ],
    [
      { ...get, requires: { maxAge: Infinity } },
      'requires.maxAge: expected whole seconds, 0 or more, got Infinity',
    ],
  ])('%j: %s', (u, message) => {
    expect(() => Route.of(u as typeof get)).toThrow(TypeError)
    expect(() => Route.of(u as typeof get)).toThrow(`Route.of: ${message}`)
  })

  test('with all that is wrong, in one error', () => {
    const odd = { method: 'get', resource: 'a', shpe: 'item', requires: { scope: [] } } as never
    expect(() => Route.of(odd)).toThrow(
      /^Route\.of: shpe: .*shape\?; method: .*"get"; requires\.scope: .*scopes\?$/,
    )
  })

  test.each<[string, object]>([
    ['a spread copy', { ...Route.of({ ...get, requires: { scopes: ['a'] } }) }],
    ['a clone', JSON.parse(JSON.stringify(Route.of(get))) as object],
    ['an heir', Object.create(Route.of(get)) as object],
    ['a proxy', new Proxy(Route.of(get), {})],
  ])('also %s of a route that was made', (_name, u) => {
    expect(Route.is(u)).toBe(false)
    expect(() => Route.of(u as typeof get)).toThrow(/^Route\.of: /)
  })
})

test.each(Object.entries(hostile))('no member of a route takes any value: %s', (_name, thing) => {
  expect(() => Route.of(thing() as never)).toThrow(Error)
  for (const name of ['method', 'resource', 'shape', 'expects', 'requires', 'maxAge'])
    if (!isDefault(name, thing()) && thing() !== 'granted')
      expect(() => Route.of({ ...get, [name]: thing() })).toThrow(Error)
  for (const name of ['authenticated', 'scopes', 'acrValues', 'maxAge'])
    if (!(name === 'authenticated' && thing() === true) && !(name === 'maxAge' && thing() === 0))
      expect(() => Route.of({ ...get, requires: { [name]: thing() } })).toThrow(Error)
})

/** What means the same as a member that is not given, or is a name that anybody may choose. */
const isDefault = (name: string, u: unknown): boolean =>
  (u === undefined && !['method', 'resource'].includes(name)) ||
  (typeof u === 'string' && ['method', 'resource'].includes(name)) ||
  (name === 'requires' && isEmptyObject(u))

const isEmptyObject = (u: unknown): boolean => {
  try {
    const prototype: unknown = Object.getPrototypeOf(u)
    const plain = prototype === null || prototype === Object.prototype
    return plain && Reflect.ownKeys(u as object).length === 0
  } catch {
    return false
  }
}

test.each(['forget', 'gets', 'xpatch', 'posts'])('%s is a method of your own', (method) => {
  expect(Route.of({ method, resource: 'document' }).method).toBe(method)
})
