/**
 * What `enforce` was given, checked and copied once, when the route is made. What is changed afterwards
 * changes nothing.
 */
import { drop, membersOf, oneOf, readOrThrow, under, type Faults } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import * as Policy from '../domain/Policy.js'
import * as Route from '../domain/Route.js'
import { isTypeName, typeNameExpected } from '../domain/typeName.js'
import { shown, unmade, whyNoRoute } from '../explain/unmade.js'
import { isPlainObject, itemsOf } from '../lib/read.js'
import type { Renderer } from '../wire/render.js'
import type { AuditRecord } from './AuditRecord.js'
import type { Signal } from './Enforcement.js'
import { routesOf, type RouteOf } from './routes.js'

/** A thing that is looked up: the target, or a thing related to it. */
export interface Thing {
  /** Where it stands in what was given: empty, or with a dot at its end (`ancestors[0].`). */
  readonly path: string
  readonly lookUp: (request: unknown, caller: unknown, signal: Signal) => unknown
  readonly authorize: (
    row: unknown,
    caller: unknown,
    v: unknown,
    request: unknown,
  ) => Permission.Permission
  readonly whenAbsent?: (
    caller: unknown,
    evaluation: unknown,
    request: unknown,
  ) => Permission.Permission
  readonly ancestors: ReadonlyArray<Related>
  readonly references: ReadonlyArray<Related & { readonly expects: 'present' | 'absent' }>
}

/** An ancestor or a reference. The type of the target is that of the route. */
export interface Related extends Thing {
  readonly resource: string
}

export interface Given {
  readonly routeOf: RouteOf
  readonly policy: Policy.Policy
  readonly target: Thing
  readonly authenticate: (request: unknown, signal: Signal) => unknown
  readonly evaluate?: (request: unknown, caller: unknown, signal: Signal) => unknown
  readonly renderer?: Renderer
  readonly audit: (record: AuditRecord<unknown, unknown>, signal: Signal) => unknown
  readonly handle: (row: unknown, caller: unknown, request: unknown, signal: Signal) => unknown
  readonly timeout: number | undefined
}

type Members = Readonly<Record<string, unknown>>

/** The members, and whether they are functions that have to be there, or that may be. */
const ofThing = { lookUp: 'function', authorize: 'function', whenAbsent: 'optional' } as const
const ofAncestor = { resource: 'other', ...ofThing } as const
const ofReference = { ...ofAncestor, expects: 'other', ancestors: 'other' } as const
const ofRoute = {
  route: 'other',
  policy: 'other',
  authenticate: 'function',
  evaluate: 'optional',
  ...ofThing,
  ancestors: 'other',
  references: 'other',
  renderer: 'optional',
  audit: 'function',
  handle: 'function',
  timeout: 'other',
} as const

/** What is often written beside `route`. */
const ofTheRoute = ['method', 'resource', 'shape', 'expects', 'requires']

type Kinds = Readonly<Record<string, 'function' | 'optional' | 'other'>>

/** A member that is not known must not be ignored: `requires` beside `route` would open the route. */
const read = (faults: Faults, kinds: Kinds, u: unknown): Members => {
  if (!isPlainObject(u)) {
    drop(faults, '', 'a plain object', u)
    return {}
  }
  const members: Record<string, unknown> = { ...u }
  for (const name of kinds === ofRoute ? ofTheRoute : [])
    if (Object.hasOwn(members, name)) {
      faults.push({ path: name, message: `no such member here (write it in \`route\`)` })
      Reflect.deleteProperty(members, name)
    }
  const given = membersOf(faults, 'member', members, Object.keys(kinds))
  for (const [name, kind] of Object.entries(kinds)) {
    const value = given[name]
    const isLeftOut = kind === 'optional' && value === undefined
    if (kind === 'other' || typeof value === 'function' || isLeftOut) continue
    const how = Permission.is(value) ? ' (write `() =>` before it)' : ''
    faults.push({ path: name, message: `expected a function, got ${shown(value)}${how}` })
  }
  // every member is an own one, so that none is ever read from a prototype
  return Object.fromEntries(Object.keys(kinds).map((name) => [name, given[name]]))
}

const readRelated = (
  faults: Faults,
  role: 'ancestors' | 'references',
  u: unknown,
  parent = '',
): Thing['references'] => {
  if (u === undefined) return []
  const items = itemsOf(u)
  if (items === undefined) drop(faults, role, 'a list', u)
  return (items ?? []).map((item, i) => {
    const own: Faults = []
    const place = `${role}[${String(i)}]`
    const path = `${parent}${place}.`
    const given = read(own, role === 'ancestors' ? ofAncestor : ofReference, item)
    const { resource, expects = 'present' } = given
    if (!isTypeName(resource)) drop(own, 'resource', typeNameExpected, resource)
    oneOf(own, 'expects', ['present', 'absent'], expects)
    const ancestors = readRelated(own, 'ancestors', given['ancestors'], path)
    faults.push(...under(place, own))
    return { ...given, path, expects, ancestors, references: [] } as never
  })
}

/** What timers can count: a longer time would be up at once. */
const longest = 2 ** 31 - 1

const isTime = (u: unknown): u is number => typeof u === 'number' && u > 0 && u <= longest

/** @throws TypeError that lists every member that does not fit. */
export const readEnforcement = (u: unknown): Given =>
  readOrThrow('enforce', (faults) => readMembers(faults, u))

const readMembers = (faults: Faults, u: unknown): Given => {
  const given = read(faults, ofRoute, u)
  const { policy, timeout } = given
  const routeOf = readRoute(faults, given['route'])
  if (!Policy.is(policy)) faults.push({ path: 'policy', message: unmade('policy', policy) })
  if (timeout !== undefined && !isTime(timeout))
    drop(faults, 'timeout', `milliseconds above 0 and up to ${String(longest)}`, timeout)
  const ancestors = readRelated(faults, 'ancestors', given['ancestors'])
  const references = readRelated(faults, 'references', given['references'])
  const target = { ...given, path: '', ancestors, references }
  return { ...given, routeOf, target } as unknown as Given
}

const readRoute = (faults: Faults, u: unknown): RouteOf | undefined => {
  if (typeof u === 'function') return routesOf(u as (request: unknown) => unknown)
  try {
    const value = Route.of(u as Route.RouteInWords)
    return () => ({ _tag: 'Success', value })
  } catch (cause) {
    return void faults.push({ path: 'route', message: whyNoRoute(u, cause) })
  }
}
