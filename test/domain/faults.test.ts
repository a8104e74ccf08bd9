/**
 * What is said of what does not fit: the path, what was expected, what came. Word by word, because
 * these are the words by which somebody finds a mistake.
 */
import { Authn, Facts, Permission, Policy, Route, Verdict } from 'glomar'
import { expect, test } from 'vitest'

interface Faulty {
  readonly faults: ReadonlyArray<{ readonly path: string; readonly message: string }>
}

type Untyped = (...args: ReadonlyArray<unknown>) => Faulty
const untyped = (make: unknown): Untyped => make as Untyped

const fail = (what: string) => (): never => {
  throw new Error(what)
}
const throwing = new Proxy({}, { getPrototypeOf: fail('it was read') })

const { grant } = Permission
const granted = (): Permission.Permission => grant()

/** The permission about a row. */
const about = (row: unknown, authorize: unknown, options?: unknown): Faulty =>
  (Facts.of as (...args: ReadonlyArray<unknown>) => readonly [unknown, Faulty])(
    row,
    authorize,
    options,
  )[1]

const noObject = 'TypeError: expected a plain object'
const noPermission = 'expected a permission that Permission made, got'

test.each<[string, () => Faulty, ReadonlyArray<string>]>([
  [
    'a nonce with a space',
    () => untyped(Authn.nonceWanted)('a b'),
    ['authn.nonce: expected a nonce (RFC 9449 §8.1), got "a b"'],
  ],
  [
    'a scheme with a space',
    () => untyped(Authn.rejected)('expired', 'a b'),
    ['authn.scheme: expected an authentication scheme, got "a b"'],
  ],
  [
    'a reason that is none',
    () => untyped(Authn.rejected)('late'),
    [
      `authn.reason: expected ${Authn.reasons.join(' | ')}, got "late"`, // prettier-ignore
    ],
  ],
  [
    'an acr, an age and a scope of other types',
    () => untyped(Authn.authenticated)({ acr: 5, age: '5', scopes: ['documents:read', 5] }),
    [
      'authn.scopes[1]: expected text, got 5',
      'authn.acr: expected text, got 5',
      'authn.age: expected seconds, 0 or more, got "5"',
    ],
  ],
  [
    'credentials that are a text',
    () => untyped(Authn.authenticated)('emma'),
    [`authn: expected credentials, got "emma": rejected (${noObject})`],
  ],
  [
    'a grant with a text for `mayKnow`',
    () => untyped(grant)({ mayKnow: 'yes' }),
    ['permission.mayKnow: expected true or false, got "yes"'],
  ],
  [
    'a grant of a text',
    () => untyped(grant)('yes'),
    [`permission: expected an object of mayKnow, got "yes": denied (${noObject})`],
  ],
  [
    'a denial with a number for a permission, and a space in the link',
    () =>
      untyped(Permission.deny)({ mayKnow: true, missingPermissions: [5], requestAccess: '/a b' }),
    [
      'permission.missingPermissions[0]: expected text, got 5',
      'permission.requestAccess: expected a URI reference (sent as /a%20b), got "/a b"',
    ],
  ],
  [
    'a denial with a dangerous link',
    () => untyped(Permission.deny)({ mayKnow: true, requestAccess: 'data:,' }),
    ['permission.requestAccess: expected a link to the web or a mailbox, got "data:,"'],
  ],
  [
    'a step-up with a space in an acr value, and half a second',
    () => untyped(Permission.stepUp)({ mayKnow: true, acrValues: ['a b'], maxAge: 0.5 }),
    [
      'permission.acrValues[0]: expected an acr value, got "a b"',
      'permission.maxAge: expected whole seconds, 0 or more, got 0.5',
    ],
  ],
  [
    'a step-up of undefined',
    () => untyped(Permission.stepUp)(),
    [
      `permission: expected an object of mayKnow, acrValues, maxAge, got undefined: denied (${noObject})`,
    ],
  ],
  [
    'all of no permissions',
    () => Permission.allOf(),
    ['allOf: expected one permission or more: denied'],
  ],
  [
    'any of no permissions',
    () => Permission.anyOf(),
    ['anyOf: expected one permission or more: denied'],
  ],
  [
    'any of a text',
    () => untyped(Permission.anyOf)(grant(), 'x'),
    [`anyOf[1]: ${noPermission} "x": denied`],
  ],
  [
    'all of denials with links that differ',
    () =>
      Permission.allOf(
        Permission.deny({ mayKnow: true, requestAccess: '/a' }),
        Permission.deny({ mayKnow: true, requestAccess: '/b' }),
      ),
    ['allOf: expected one link, got /a, /b: all were dropped'],
  ],
  [
    'a row that is a promise',
    () => about(Promise.resolve({}), granted),
    ['row: expected a row, null or undefined, got a promise (await it first)'],
  ],
  [
    'a rule that throws',
    () => about({}, fail('no roles')),
    ['authorize: it threw, and so the caller is denied (Error: no roles)'],
  ],
  [
    'a rule that answers with a promise',
    () => about({}, () => Promise.resolve(grant())),
    [`authorize: ${noPermission} a promise (await what it needs before): denied`],
  ],
  [
    'options that cannot be read',
    () => about({}, granted, throwing),
    [
      'options: they cannot be read: denied (Error: it was read)',
      'ancestors: expected a list, got null',
      `ancestors[0]: expected { resource, facts }, got undefined: it stands in the way (${noObject})`,
    ],
  ],
  [
    'ancestors that are a number',
    () => about({}, granted, { ancestors: 5 }),
    [
      'ancestors: expected a list, got 5',
      `ancestors[0]: expected { resource, facts }, got undefined: it stands in the way (${noObject})`,
    ],
  ],
  [
    'ancestors without facts, and one that is expected',
    () =>
      about({}, granted, {
        ancestors: [
          { resource: 5, facts: 5 },
          { resource: 'folder', facts: ['present', 5], expects: 'absent' },
        ],
      }),
    [
      'ancestors[0].resource: expected a resource type, got 5',
      'ancestors[0].facts[0]: expected present | absent, got undefined',
      `ancestors[0].facts[1]: ${noPermission} undefined: denied`,
      'ancestors[1].expects: no such member; expected one of resource, facts',
      `ancestors[1].facts[1]: ${noPermission} 5: denied`,
    ],
  ],
  [
    'a reference that is gone, and expected either way',
    () =>
      about({}, granted, {
        references: [{ resource: 'folder', facts: ['gone', grant()], expects: 'either' }],
      }),
    [
      'references[0].facts[0]: expected present | absent, got "gone"',
      'references[0].expects: expected present | absent, got "either"',
    ],
  ],
])('%s', (_name, make, wanted) => {
  const said = make().faults.map((fault) => {
    const why = 'cause' in fault ? ` (${String(fault.cause)})` : ''
    return `${fault.path}: ${fault.message}${why}`
  })
  expect(said).toEqual(wanted)
})

test('what is said of a thing that is judged along is said of it, and stands in the way', () => {
  const permission = about({}, granted, { ancestors: [5] }) as unknown as Permission.Permission
  expect(permission.ancestors).toEqual([
    { resource: '', expects: 'present', state: 'absent', permission: expect.anything() as unknown },
  ])
  const [first] = permission.ancestors as ReadonlyArray<{ readonly permission: object }>
  expect(first?.permission).toMatchObject({ _tag: 'Denied', mayKnow: false })
})

test.each<[string, () => unknown, string]>([
  ['a policy', () => Policy.of(throwing), 'Policy.of: it cannot be read'],
  ['a route', () => Route.of(throwing as never), 'Route.of: it cannot be read'],
])('%s that cannot be read is a TypeError with its cause', (_name, make, message) => {
  expect(make).toThrow(new TypeError(message, { cause: new Error('it was read') }))
})

test('a case that is missing is named', () => {
  const match = Verdict.match({ Ok: () => 1 } as never)
  const verdict = { _tag: 'Empty' } as never
  expect(() => match(verdict)).toThrow(
    new TypeError('Verdict.match: expected a function for Empty'),
  )
})

test('`onFault` that is no function is not called', () => {
  const [, permission] = Facts.of({}, fail('no roles'), { onFault: 'log' as never })
  expect(permission._tag).toBe('Denied')
})

test('an option that throws when it is read counts as none', () => {
  const row = Object.defineProperty({ _tag: 'Some' }, 'value', { get: fail('it was read') })
  expect(Facts.fromOption(row as never, granted)[0]).toBe('absent')
  expect(Facts.fromOption({ _tag: 'None', value: {} } as never, granted)[0]).toBe('absent')
})
