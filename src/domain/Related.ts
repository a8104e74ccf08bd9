/**
 * A thing that is judged along with the target: an ancestor, or a reference.
 *
 * An *ancestor* is what the target stands under (`/users/{phone}/calls/{id}`). It is an item whose
 * presence is expected, and a grant means that the caller may pass through. A *reference* is what the
 * request names beside the target: the destination of a move, an id in a body, a foreign key.
 */
import { isText } from '../lib/grammar.js'
import { itemsOf, own } from '../lib/read.js'
import { noSuch, show } from '../lib/show.js'
import { under, type Fault } from './Fault.js'
import type { Facts } from './Facts.js'
import type { Permission } from './PermissionValue.js'
import { resourceStates, type ResourceState } from './ResourceState.js'
import { permissionOf } from './rule.js'

/** `R`: the resource types in it. `X`: what the thing is expected to be. */
export interface Related<R extends string, X extends string> {
  readonly resource: R
  readonly expects: X
  readonly state: ResourceState
  readonly permission: Permission<R, string>
}

/** What the target stands under, with the facts about it. */
export interface Ancestor<R extends string = string> {
  readonly resource: R
  readonly facts: Facts<R>
}

/** What the request names beside the target, with the facts about it. */
export interface Reference<R extends string = string> extends Ancestor<R> {
  /** Default: `present`. `absent` is for a name that must be free. */
  readonly expects?: 'present' | 'absent'
}

type Role = 'ancestors' | 'references'

const members = { ancestors: ['resource', 'facts'], references: ['resource', 'facts', 'expects'] }

/** Reads a list of them. What is none of them stands in the way: absent, denied, with a fault. */
export const readAll = <X extends string>(
  role: Role,
  u: unknown,
  faults: Array<Fault>,
): ReadonlyArray<Related<string, X>> => {
  const items = itemsOf(u)
  if (items === undefined)
    faults.push({ path: role, message: `expected a list, got ${show(u)}: it stands in the way` })
  return (items ?? [u]).map((item, i) => read(role, `${role}[${String(i)}]`, item, faults)) as never
}

const read = (role: Role, path: string, u: unknown, faults: Array<Fault>): unknown => {
  const fail = (name: string, message: string): void =>
    void faults.push({ path: `${path}.${name}`, message: `${message}: it stands in the way` })
  try {
    const resource = own(u, 'resource')
    const facts = itemsOf(own(u, 'facts')) ?? []
    const expects = own(u, 'expects') ?? 'present'
    const [state] = facts
    const permission = permissionOf('permission', facts[1])
    const before = faults.length
    for (const name of Object.keys(u as object))
      if (!members[role].includes(name)) fail(name, noSuch('member', name, members[role]))
    if (!isText(resource)) fail('resource', `expected a resource type, got ${show(resource)}`)
    if (!(resourceStates as ReadonlyArray<unknown>).includes(state))
      fail('facts', `expected what Facts.of gives, got ${show(own(u, 'facts'))}`)
    if (expects !== 'present' && expects !== 'absent')
      fail('expects', `expected present or absent, got ${show(expects)}`)
    const fits = faults.length === before
    faults.push(...under(path, permission.faults))
    return fits ? { resource, expects, state, permission } : inTheWay
  } catch (cause) {
    faults.push({ path, message: `expected { resource, facts }, got ${show(u)}`, cause })
    return inTheWay
  }
}

/** Nobody gets past a thing of this kind, since no policy names its type. */
const inTheWay: Related<string, 'present'> = {
  resource: '',
  expects: 'present',
  state: 'absent',
  permission: permissionOf('permission', undefined) as Permission<string, string>,
}
