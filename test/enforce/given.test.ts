/**
 * What a route is made of is checked and copied once, when the route is made.
 */
import { Authn, Permission, Policy, Route } from 'glomar'
import { enforce } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { emma, policy, recorded } from './documents.js'

const folder = {
  resource: 'folder' as const,
  lookUp: () => null,
  authorize: () => Permission.deny(),
}

describe('what does not fit is an error at once', () => {
  test.each<[string, unknown, string]>([
    ['handle', undefined, 'handle: expected a function, got undefined'],
    ['audit', 'log', 'audit: expected a function, got "log"'],
    ['evaluate', null, 'evaluate: expected a function, got null'],
    ['renderer', {}, 'renderer: expected a function, got an object'],
    ['whenAbsent', Permission.deny(), 'whenAbsent: expected a function, got an object'],
    ['authorise', () => Permission.deny(), 'authorise: no such member; did you mean authorize?'],
    [
      'requires',
      { scopes: ['documents:write'] },
      'requires: no such member; expected one of route',
    ],
    ['timout', 5, 'timout: no such member; did you mean timeout?'],
    ['ancestors', {}, 'ancestors: expected a list, got an object'],
    ['references', null, 'references: expected a list, got null'],
    ['ancestors', [null], 'ancestors[0]: expected a plain object, got null'],
    [
      'ancestors',
      [folder, { ...folder, resource: '' }],
      'ancestors[1].resource: expected a resource type',
    ],
    [
      'ancestors',
      [{ ...folder, expects: 'absent' }],
      'ancestors[0].expects: no such member; expected one of resource',
    ],
    [
      'references',
      [{ ...folder, authorize: undefined }],
      'references[0].authorize: expected a function, got undefined',
    ],
    [
      'references',
      [{ ...folder, whenAbsent: Permission.deny() }],
      'references[0].whenAbsent: expected a function, got an object',
    ],
    ['references', [{ ...folder, expects: 'either' }], 'references[0].expects: expected present'],
    [
      'references',
      [{ ...folder, evaluate: () => null }],
      'references[0].evaluate: no such member; expected one of resource',
    ],
    [
      'references',
      [{ ...folder, ancestors: [{ ...folder, lookUp: null }] }],
      'references[0].ancestors[0].lookUp: expected a function, got null',
    ],
    ['timeout', 0, 'timeout: expected milliseconds above 0 and up to 2147483647, got 0'],
    [
      'timeout',
      2 ** 31,
      'timeout: expected milliseconds above 0 and up to 2147483647, got 2147483648',
    ],
    ['timeout', NaN, 'timeout: expected milliseconds above 0 and up to 2147483647, got NaN'],
    ['timeout', '5', 'timeout: expected milliseconds above 0 and up to 2147483647, got "5"'],
    ['policy', undefined, 'policy: expected what Policy.of makes'],
    ['policy', { ...policy }, 'policy: expected what Policy.of makes'],
    ['policy', JSON.parse(JSON.stringify(policy)), 'policy: expected what Policy.of makes'],
    ['route', undefined, 'route: Route.of: (the value itself): expected a plain object'],
    [
      'route',
      { method: 'GET', resource: 'document', expects: 'absnet' },
      'route: Route.of: expects:',
    ],
    ['route', { method: 'GET', resource: 'document', require: {} }, 'did you mean requires?'],
    [
      'route',
      { ...Route.of({ method: 'GET', resource: 'document' }) },
      'route: Route.of: requires.',
    ],
  ])('%s: %j', (name, value, says) => {
    expect(() => recorded({ [name]: value })).toThrow(TypeError)
    expect(() => recorded({ [name]: value })).toThrow(says)
  })

  test('a route that cannot be read is named', () => {
    const hostile = {
      get method(): never {
        throw new Error('not now')
      },
    }
    expect(() => recorded({ route: hostile as never })).toThrow('route: Route.of: it cannot be read')
  })

  test('all of it is listed', () => {
    expect(() => recorded({ timeout: -1, audit: 'log' as never })).toThrow(
      /^enforce: audit: [^;]*; timeout: /,
    )
  })

  test.each([undefined, null, 'x', [], () => undefined])('%j is no description of a route', (u) => {
    expect(() => enforce(u as never)).toThrow(
      'enforce: (the value itself): expected a plain object',
    )
  })

  test('the largest timeout is one that timers can count', () => {
    expect(() => recorded({ timeout: 2 ** 31 - 1 })).not.toThrow()
  })
})

describe('what is changed afterwards changes nothing', () => {
  const underscoped = () => ({ ...emma, authn: Authn.authenticated() })

  test('the scopes of a route in words', async () => {
    const scopes = ['documents:read']
    const words = { method: 'GET', resource: 'document', requires: { scopes } } as const
    const { route } = recorded({ route: words, authenticate: underscoped })
    scopes.length = 0
    Object.assign(words, { requires: undefined })
    expect(await route({ id: 'emmas-document' })).toMatchObject({ code: 'insufficient-scope' })
  })

  const open = () => ({ ...folder, lookUp: () => ({}), authorize: () => Permission.grant() })

  test.each<readonly [string, object, (given: never) => void]>([
    [
      'the rule',
      { authorize: () => Permission.deny() },
      (given: { authorize: unknown }) => {
        given.authorize = () => Permission.grant()
      },
    ],
    [
      'the list of ancestors',
      { ancestors: [folder] },
      ({ ancestors }: { ancestors: Array<unknown> }) => {
        ancestors.length = 0
      },
    ],
    [
      'an ancestor',
      { ancestors: [{ ...folder }] },
      ({ ancestors }: { ancestors: ReadonlyArray<object> }) =>
        Object.assign(ancestors[0] as object, open()),
    ],
    [
      'the list of references',
      { references: [folder] },
      ({ references }: { references: Array<unknown> }) => {
        references.length = 0
      },
    ],
    [
      'a reference',
      { references: [{ ...folder }] },
      ({ references }: { references: ReadonlyArray<object> }) =>
        Object.assign(references[0] as object, open()),
    ],
    [
      'what a reference stands under',
      { references: [{ ...open(), ancestors: [folder] }] },
      ({ references }: { references: ReadonlyArray<{ ancestors: Array<unknown> }> }) => {
        references[0]?.ancestors.splice(0)
      },
    ],
  ])('%s', async (_, closed, change) => {
    const given = {
      route: { method: 'GET', resource: 'document' } as const,
      policy,
      authenticate: () => emma,
      lookUp: (id: string) => ({ id }),
      authorize: () => Permission.grant(),
      audit: () => undefined,
      handle: () => 'handled',
      ...closed,
    }
    const route = enforce(given)
    const before = await route('emmas-document')
    expect(before._tag).not.toBe('Ok')
    change(given as never)
    expect(await route('emmas-document')).toEqual(before)
    expect(await enforce(given)('emmas-document')).toMatchObject({ _tag: 'Ok' })
  })

  test('a route and a policy that were made are frozen, and are taken as they are', async () => {
    const made = Route.of({
      method: 'GET',
      resource: 'document',
      requires: { scopes: ['documents:read'] },
    })
    const { route } = recorded({ route: made, authenticate: underscoped })
    expect(() => Object.assign(made.requires, { scopes: [] })).toThrow(TypeError)
    expect(await route({ id: 'emmas-document' })).toMatchObject({ code: 'insufficient-scope' })
    const strict = recorded({ policy: Policy.of({ folder: {}, documents: {}, document: {} }) })
    expect(await strict.route({ id: 'johns-document' })).toMatchObject({ code: 'not-found' })
  })

  test('members that somebody assigned to the prototype of all objects are not read', async () => {
    const grants = () => Permission.grant()
    const fails = () => expect.unreachable()
    const polluted = { whenAbsent: grants, evaluate: fails, renderer: fails, expects: 'absent' }
    Object.assign(Object.prototype, polluted)
    try {
      const route = enforce({
        route: { method: 'GET', resource: 'document' },
        policy,
        authenticate: () => emma,
        lookUp: (id: string) => (id === 'emmas-document' ? { id } : null),
        authorize: grants,
        references: [{ ...folder, lookUp: () => ({}), authorize: grants }],
        audit: () => undefined,
        handle: () => 'handled',
      })
      expect(await route('no-document')).toMatchObject({ code: 'not-found' })
      expect(await route('emmas-document')).toEqual({ _tag: 'Ok', value: 'handled' })
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
    }
  })
})
