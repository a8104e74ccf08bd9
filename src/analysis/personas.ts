/**
 * Personas: kinds of callers, by a name and by their facts. All questions about a policy use these
 * names.
 */
import * as Authn from '../domain/Authn.js'
import * as Facts from '../domain/Facts.js'
import { drop, membersOf, readOrThrow, under, type Faults } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import { readRequirements, type Requirements } from '../domain/Requirements.js'
import type { ResourceState } from '../domain/ResourceState.js'
import { isText } from '../lib/grammar.js'
import { itemsOf } from '../lib/read.js'
import { frozen } from './frozen.js'

/** The names. They are plural, so that each can begin a sentence. */
export const names = {
  visitors: 'visitors',
  strangers: 'strangers',
  knowing: 'those who may know',
  acting: 'those who may act',
  stopped: 'those whom an ancestor stops',
  signedIn: 'signed-in callers',
} as const

/** A kind of callers, by a name and by their facts. */
export interface Persona {
  /** Any text. A plural reads best. */
  readonly name: string
  /** What authentication found out. */
  readonly authn: Authn.Authn
  /** What the permission check said, of a thing that exists. */
  readonly permission: Permission.Permission
  /** The same of a missing thing. Default: as of one that exists. */
  readonly whenAbsent?: Permission.Permission | undefined
  /** What the thing stands under, with the facts about it. */
  readonly ancestors?: ReadonlyArray<Facts.Ancestor> | undefined
  /** What the route requires. Default: nothing. */
  readonly requires?: Requirements | undefined
}

/** What a table is about. */
export interface TableOptions {
  /** The columns. Default: five, from visitors to those whom an ancestor stops. */
  readonly personas?: ReadonlyArray<Persona> | undefined
}

/** A persona with its facts about both states, judged along with the ancestors. */
export interface Ready {
  readonly name: string
  /** The facts in words. */
  readonly says: string
  readonly authn: Authn.Authn
  readonly requires: Requirements | undefined
  readonly permissions: Readonly<Record<ResourceState, Permission.Permission<string>>>
}

/** No policy can name this type, since it has two colons. */
export const above = '::ancestor'

const signedIn = Authn.authenticated()

/** The personas of a table that names none: five, from visitors to those whom an ancestor stops. */
export const personas: ReadonlyArray<Persona> = frozen([
  { name: names.visitors, authn: Authn.anonymous, permission: Permission.deny() },
  { name: names.strangers, authn: signedIn, permission: Permission.deny() },
  { name: names.knowing, authn: signedIn, permission: Permission.deny({ mayKnow: true }) },
  { name: names.acting, authn: signedIn, permission: Permission.grant() },
  {
    name: names.stopped,
    authn: signedIn,
    permission: Permission.grant(),
    ancestors: [{ resource: above, facts: ['absent', Permission.deny()] }],
  },
])

const members = ['name', 'authn', 'permission', 'whenAbsent', 'ancestors', 'requires']

/**
 * Checks personas, and makes their facts ready.
 *
 * @throws TypeError that lists all that does not fit. A fact that was not made would count as the
 *   least favourable one, and the table would be about somebody else.
 */
export const ready = (caller: string, options: TableOptions): ReadonlyArray<Ready> =>
  readOrThrow(caller, (faults) => {
    const given = membersOf(faults, 'option', options, ['personas']).personas ?? personas
    const items = itemsOf(given) ?? []
    if (items.length === 0) drop(faults, 'personas', 'a list with something in it', given)
    const seen = new Set<unknown>()
    return items.map((item, i) => {
      const own: Faults = []
      const persona = read(own, item as Persona)
      if (seen.has(persona.name)) drop(own, 'name', 'a name of its own', persona.name)
      seen.add(persona.name)
      faults.push(...under(`personas[${String(i)}]`, own))
      return persona
    })
  })

const read = (faults: Faults, given: Persona): Ready => {
  const { name, authn, permission, ...rest } = membersOf(faults, 'member', given, members)
  const { whenAbsent = permission, ancestors, requires } = rest
  if (!isText(name) || name === '') drop(faults, 'name', 'a text', name)
  if (!Authn.is(authn)) drop(faults, 'authn', 'what Authn made', authn)
  if (!Permission.is(permission)) drop(faults, 'permission', 'what Permission made', permission)
  if (!Permission.is(whenAbsent)) drop(faults, 'whenAbsent', 'what Permission made', whenAbsent)
  const own: Faults = []
  if (requires !== undefined) readRequirements(own, requires)
  faults.push(...under('requires', own))
  const about = (each: Permission.Permission): Permission.Permission<string> =>
    Facts.of({}, () => each, { ancestors })[1]
  const permissions = { present: about(permission), absent: about(whenAbsent) }
  // what is wrong with the permission was said, and what is left is wrong with the ancestors
  if (faults.length === 0) faults.push(...permissions.present.faults)
  const says = faults.length === 0 ? describe(authn, requires, permissions) : ''
  return { name, says, authn, requires, permissions }
}

const callers: Readonly<Record<Authn.Authn['_tag'], string>> = {
  Anonymous: 'not signed in',
  Rejected: 'with rejected credentials',
  Authenticated: 'signed in',
}

const describe = (
  authn: Authn.Authn,
  requires: Requirements | undefined,
  { present, absent }: Ready['permissions'],
): string => {
  const count = present.ancestors.length
  const differs = !Permission.Eq.equals(present, absent)
  return [
    callers[authn._tag],
    ...(requires === undefined ? [] : ['on a guarded route']),
    inWords(present),
    ...(count > 0 ? [`below ${count > 1 ? `${String(count)} ancestors` : 'an ancestor'}`] : []),
    ...(differs ? [`of a missing thing ${inWords(absent)}`] : []),
  ].join(', ')
}

const inWords = ({ _tag, mayKnow, remedy }: Permission.Permission<string>): string =>
  [
    _tag === 'Granted' ? 'granted' : 'denied',
    mayKnow ? 'may know' : 'may not know',
    ...(remedy?._tag === 'StepUp' ? ['a stronger authentication would do'] : []),
  ].join(', ')
