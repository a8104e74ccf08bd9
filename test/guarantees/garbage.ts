/**
 * What is of no type that the library takes: from data, from mistakes, and copies of what was made.
 */
import { runInNewContext } from 'node:vm'
import { Authn, Disclosure, Permission, Policy, Route } from 'glomar'
import { hostile } from '../hostile.js'

/** A list whose iterator never ends. */
const endless = (): ReadonlyArray<unknown> =>
  Object.assign([1], {
    *[Symbol.iterator]() {
      for (;;) yield 'documents:read'
    },
  })

const cyclic = (): object => {
  const cycle: Record<string, unknown> = { _tag: 'Granted', mayKnow: true }
  cycle['self'] = cycle
  return cycle
}

/** The same members, and yet another value. */
const copiesOf = (made: object): ReadonlyArray<unknown> => [
  { ...made },
  Object.assign(Object.create(null) as object, made),
  Object.create(made),
  Object.create(Object.getPrototypeOf(made) as object, Object.getOwnPropertyDescriptors(made)),
  new Proxy(made, {}),
  JSON.parse(JSON.stringify(made)),
  cloned(made),
  runInNewContext(`(${JSON.stringify(made)})`),
]

/** `structuredClone`; of what it cannot clone, its members. */
const cloned = (u: object): unknown => {
  try {
    return structuredClone(u)
  } catch {
    return Object.fromEntries(Object.entries(u))
  }
}

const route = { method: 'GET', resource: 'document' }

export const garbage: ReadonlyArray<unknown> = [
  ...Object.values(hostile).map((make) => make()),
  '__proto__',
  'x'.repeat(1_000_000),
  cyclic(),
  { _tag: 'Granted', mayKnow: true },
  { _tag: 'Granted', mayKnow: 'yes' },
  { _tag: 'Anonymous' },
  { _tag: 'Authenticated', scopes: ['documents:read'] },
  { _tag: 'Authenticated', scopes: endless() },
  { _tag: 'Policy', types: { document: Disclosure.loosest }, service: {} },
  { types: { document: { existence: 'public' } } },
  // routes with a mistake in them
  { ...route, method: 'get' },
  { ...route, method: ['GET'] },
  { ...route, resource: 'a:b:c' },
  { ...route, resource: undefined },
  { ...route, shape: 'tree' },
  { ...route, expects: 'anything' },
  { ...route, target: '/documents/7' },
  { ...route, require: { scopes: ['documents:read'] } },
  { ...route, requires: null },
  { ...route, requires: [] },
  { ...route, requires: new Map([['scopes', ['documents:read']]]) },
  { ...route, requires: { scope: ['documents:read'] } },
  { ...route, requires: { scopes: 'documents:read' } },
  { ...route, requires: { scopes: undefined } },
  { ...route, requires: { scopes: [] } },
  { ...route, requires: { scopes: endless() } },
  { ...route, requires: { scopes: { anyOf: [] } } },
  { ...route, requires: { scopes: { anyOf: [[]] } } },
  { ...route, requires: { scopes: { anyOf: ['a'], allOf: ['b'] } } },
  { ...route, requires: { authenticated: false } },
  { ...route, requires: { maxAge: -1 } },
  // copies of what was made
  ...[
    Authn.authenticated({ scopes: ['documents:read'] }),
    Permission.grant(),
    Policy.of({ document: Disclosure.loosest }),
    Route.of({ ...route, method: 'GET', requires: { scopes: ['documents:read'] } }),
  ].flatMap(copiesOf),
]
