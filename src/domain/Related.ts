/**
 * A thing that is judged along with the target: an ancestor, or a reference.
 *
 * An *ancestor* is what the target stands under (`/users/{phone}/calls/{id}`). It is an item whose
 * presence is expected, and a grant means that the caller may pass through. A *reference* is what the
 * request names beside the target: the destination of a move, an id in a body, a foreign key.
 */
import { isText } from '../lib/grammar.js'
import { itemsOf } from '../lib/read.js'
import { show } from '../lib/show.js'
import type { Facts } from './Facts.js'
import { drop, membersOf, oneOf, under, type Faults } from './Fault.js'
import type { Permission } from './PermissionValue.js'
import { resourceStates, type ResourceState } from './ResourceState.js'
import { permissionOf } from './rule.js'

/** `R`: the resource types in it. `X`: what the thing is expected to be. */
export interface Related<R extends string, X extends string> {
  /** Its resource type: a key of the policy. */
  readonly resource: R
  /** Whether it should be there. An ancestor should. */
  readonly expects: X
  /** Whether it is there. */
  readonly state: ResourceState
  /** What the permission check said about it. */
  readonly permission: Permission<R, string>
}

/** What the target stands under, with the facts about it. */
export interface Ancestor<R extends string = string> {
  /** Its resource type: a key of the policy. */
  readonly resource: R
  /** What `Facts.of` made of its row. A grant means that the caller may pass through. */
  readonly facts: Facts<R>
}

/** What the request names beside the target, with the facts about it. */
export interface Reference<R extends string = string> extends Ancestor<R> {
  /** Default: `present`. `absent` is for a name that must be free. */
  readonly expects?: 'present' | 'absent'
}

const expectations = ['present', 'absent'] as const

/** Reads a list of them. What is none of them stands in the way: absent, denied, with a fault. */
export const readAll = <X extends string>(
  role: 'ancestors' | 'references',
  u: unknown,
  faults: Faults,
): ReadonlyArray<Related<string, X>> => {
  const names = ['resource', 'facts', ...(role === 'references' ? ['expects'] : [])]
  const items = itemsOf(u) ?? [drop(faults, role, 'a list', u)]
  return items.map((item, i) => {
    const own: Faults = []
    const related = read(own, names, item)
    faults.push(...under(`${role}[${String(i)}]`, own))
    return (related ?? inTheWay) as Related<string, X>
  })
}

const read = (
  faults: Faults,
  names: ReadonlyArray<string>,
  u: unknown,
): Related<string, string> | undefined => {
  try {
    const given = membersOf(faults, 'member', u as Reference, names)
    const [first, second] = itemsOf(given.facts) ?? []
    const resource = isText(given.resource)
      ? given.resource
      : drop(faults, 'resource', 'a resource type', given.resource)
    const state = oneOf(faults, 'facts[0]', resourceStates, first)
    const expects = oneOf(
      faults,
      'expects',
      expectations,
      given.expects === undefined ? 'present' : given.expects,
    )
    const fits = faults.length === 0
    const permission: Permission<string, string> = permissionOf('facts[1]', second)
    faults.push(...permission.faults)
    if (!fits || resource === undefined || state === undefined || expects === undefined) return
    return Object.freeze({ resource, expects, state, permission })
  } catch (cause) {
    const message = `expected { ${names.join(', ')} }, got ${show(u)}: it stands in the way`
    faults.push({ path: '', message, cause })
    return undefined
  }
}

/** Nobody gets past a thing of this kind, since no policy names its type. */
const inTheWay: Related<string, 'present'> = {
  resource: '',
  expects: 'present',
  state: 'absent',
  permission: permissionOf('', undefined),
}
