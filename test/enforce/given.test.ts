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

/** What `enforce` throws for a member that is changed, or added. */
const said = (change: object): string => {
  try {
    recorded(change)
    return 'it threw no error'
  } catch (error) {
    return String(error)
  }
}

const words = { method: 'GET', resource: 'document' }
const ofRelated = 'resource, lookUp, authorize, whenAbsent'

describe('what does not fit is an error at once', () => {
  test.each<[title: string, change: object, says: string]>([
    [
      'a handler that is left out is missed',
      { handle: undefined },
      'handle: expected a function, got undefined',
    ],
    ['a text is no audit', { audit: 'log' }, 'audit: expected a function, got "log"'],
    [
      'an evaluation is left out, and not null',
      { evaluate: null },
      'evaluate: expected a function, got null',
    ],
    ['an object is no renderer', { renderer: {} }, 'renderer: expected a function, got an object'],
    [
      'a permission is no rule',
      { whenAbsent: Permission.deny() },
      'whenAbsent: expected a function, got a permission (write `() =>` before it)',
    ],
    [
      'a misspelt member is suggested',
      { authorise: () => Permission.deny() },
      'authorise: no such member; did you mean authorize?',
    ],
    [
      'what is required belongs to the route',
      { requires: { scopes: ['documents:write'] } },
      'requires: no such member here (write it in `route`)',
    ],
    [
      'a member that is like no other is told of all of them',
      { cache: true },
      'cache: no such member; expected one of route, policy, authenticate, evaluate, lookUp, ' +
        'authorize, whenAbsent, ancestors, references, renderer, audit, handle, timeout',
    ],
    ['an object is no list', { ancestors: {} }, 'ancestors: expected a list, got an object'],
    ['null is no list', { references: null }, 'references: expected a list, got null'],
    [
      'null is no ancestor',
      { ancestors: [null] },
      'ancestors[0]: expected a plain object, got null; ' +
        'ancestors[0].resource: expected a resource type such as `document` or `document:delete`, ' +
        'got undefined',
    ],
    [
      'an ancestor has a resource type',
      { ancestors: [folder, { ...folder, resource: '' }] },
      'ancestors[1].resource: expected a resource type such as `document` or `document:delete`, ' +
        'got ""',
    ],
    [
      'an ancestor is expected to be present',
      { ancestors: [{ ...folder, expects: 'absent' }] },
      `ancestors[0].expects: no such member; expected one of ${ofRelated}`,
    ],
    [
      'a reference has a rule',
      { references: [{ ...folder, authorize: undefined }] },
      'references[0].authorize: expected a function, got undefined',
    ],
    [
      'a permission is no rule about a reference',
      { references: [{ ...folder, whenAbsent: Permission.deny() }] },
      'references[0].whenAbsent: expected a function, got a permission (write `() =>` before it)',
    ],
    [
      'a reference is expected to be either present or absent',
      { references: [{ ...folder, expects: 'either' }] },
      'references[0].expects: expected present | absent, got "either"',
    ],
    [
      'a reference is not evaluated alone',
      { references: [{ ...folder, evaluate: () => null }] },
      `references[0].evaluate: no such member; expected one of ${ofRelated}, expects, ancestors`,
    ],
    [
      'what a reference stands under is looked up',
      { references: [{ ...folder, ancestors: [{ ...folder, lookUp: null }] }] },
      'references[0].ancestors[0].lookUp: expected a function, got null',
    ],
    [
      'no time is no timeout',
      { timeout: 0 },
      'timeout: expected milliseconds above 0 and up to 2147483647, got 0',
    ],
    [
      'a timeout is one that timers can count',
      { timeout: 2 ** 31 },
      'timeout: expected milliseconds above 0 and up to 2147483647, got 2147483648',
    ],
    [
      'NaN is no timeout',
      { timeout: NaN },
      'timeout: expected milliseconds above 0 and up to 2147483647, got NaN',
    ],
    [
      'a text is no timeout',
      { timeout: '5' },
      'timeout: expected milliseconds above 0 and up to 2147483647, got "5"',
    ],
    [
      'a policy is made by `Policy.of`',
      { policy: undefined },
      'policy: expected a policy, got undefined (make one with `Policy.of`)',
    ],
    [
      'the types of a policy are no policy',
      { policy: { document: {} } },
      'policy: expected a policy, got an object (make one with `Policy.of`)',
    ],
    [
      'a spread policy is none',
      { policy: { ...policy } },
      'policy: expected a policy, got a copy of one (pass the original, or decode JSON with `glomar/codec`)',
    ],
    [
      'a policy that came from JSON is none',
      { policy: JSON.parse(JSON.stringify(policy)) as unknown },
      'policy: expected a policy, got a copy of one (pass the original, or decode JSON with `glomar/codec`)',
    ],
    [
      'a copy of something else is named',
      { policy: { ...Route.of({ method: 'GET', resource: 'document' }) } },
      'policy: expected a policy, got a copy of a route (pass the original, or decode JSON with `glomar/codec`)',
    ],
    ['a route is an object', { route: undefined }, 'route: expected a plain object, got undefined'],
    [
      'a route has values that routes have',
      { route: { ...words, expects: 'absnet' } },
      'route: expects: expected present | absent | either, got "absnet"; did you mean absent?',
    ],
    [
      'a route has members that routes have',
      { route: { ...words, require: {} } },
      'route: require: no such member; did you mean requires?',
    ],
    [
      'scopes that are a text are to be split',
      { route: { ...words, requires: { scopes: 'documents:read documents:write' } } },
      'route: requires.scopes: expected a list (split the text at its spaces), ' +
        'got "documents:read documents:write"',
    ],
    [
      'a spread route is none',
      { route: { ...Route.of({ method: 'GET', resource: 'document' }) } },
      'route: expected a route, got a copy of one (pass the original, or decode JSON with `glomar/codec`)',
    ],
    [
      'a route can be read',
      {
        route: {
          get method(): never {
            throw new Error('not now')
          },
        },
      },
      'route: it cannot be read',
    ],
    [
      'all that does not fit is listed',
      { timeout: -1, audit: 'log' },
      'audit: expected a function, got "log"; ' +
        'timeout: expected milliseconds above 0 and up to 2147483647, got -1',
    ],
  ])('%s', (_title, change, says) => {
    expect(said(change)).toBe(`TypeError: enforce: ${says}`)
  })

  test.each(['method', 'resource', 'shape', 'expects', 'requires'])(
    'the member `%s` belongs to the route',
    (name) => {
      expect(said({ [name]: 'GET' })).toBe(
        `TypeError: enforce: ${name}: no such member here (write it in \`route\`)`,
      )
    },
  )

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
