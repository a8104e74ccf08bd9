/**
 * The codec of a permission.
 */
import * as Facts from '../domain/Facts.js'
import * as Domain from '../domain/Permission.js'
import type { Related } from '../domain/Related.js'
import type { ResourceState } from '../domain/ResourceState.js'
import { isLink } from '../lib/grammar.js'
import { ownOf } from '../lib/read.js'
import { isList } from '../lib/show.js'
import { codec, written, type Codec } from './codec.js'
import {
  boolean,
  list,
  nqchars,
  oneOf,
  refined,
  seconds,
  struct,
  tagged,
  text,
  type Read,
} from './read.js'
import { readState } from './ResourceState.js'

/** What the target stands under, with the facts about it. */
export interface AncestorDocument {
  /** Its resource type: a key of the policy. */
  readonly resource: string
  /** Whether it is there. */
  readonly state: ResourceState
  /** What the permission check said about it. */
  readonly permission: PermissionDocument
}

/** What the request names beside the target, with the facts about it. */
export interface ReferenceDocument extends AncestorDocument {
  /** Whether it should be there. Default: `present`. */
  readonly expects?: 'present' | 'absent'
}

interface Along {
  readonly ancestors?: ReadonlyArray<AncestorDocument>
  readonly references?: ReadonlyArray<ReferenceDocument>
}

interface GrantedDocument extends Along {
  readonly _tag: 'Granted'
  readonly mayKnow?: boolean
}

interface DeniedDocument extends Along {
  readonly _tag: 'Denied'
  readonly mayKnow: boolean
  readonly missingPermissions?: ReadonlyArray<string>
  /** Several links, where permissions whose links differ were taken together. None is told. */
  readonly requestAccess?: string | ReadonlyArray<string>
}

interface StepUpDocument extends Along {
  readonly _tag: 'StepUp'
  readonly mayKnow: boolean
  readonly acrValues?: ReadonlyArray<string>
  readonly maxAge?: number
}

/** A permission in the words of its constructors. */
export type PermissionDocument = GrantedDocument | DeniedDocument | StepUpDocument

const link = refined('a relative reference, or a link to the web or a mailbox', isLink)
const links = list(link, ({ length }) =>
  length > 1 ? undefined : 'a link, or a list of two or more',
)

// deferred, because a permission may hold permissions
export const readPermission: Read<PermissionDocument> = (u, at) => readTagged(u, at)
const related = { resource: text, state: readState, permission: readPermission }
const along = {
  ancestors: list(struct<AncestorDocument>(related, {})),
  references: list(struct<ReferenceDocument>(related, { expects: oneOf(['present', 'absent']) })),
}

const readTagged = tagged({
  Granted: struct<GrantedDocument>({ _tag: oneOf(['Granted']) }, { mayKnow: boolean, ...along }),
  Denied: struct<DeniedDocument>(
    { _tag: oneOf(['Denied']), mayKnow: boolean },
    {
      missingPermissions: list(text),
      requestAccess: (u, at) => (isList(u) ? links(u, at) : link(u, at)),
      ...along,
    },
  ),
  StepUp: struct<StepUpDocument>(
    { _tag: oneOf(['StepUp']), mayKnow: boolean },
    { acrValues: list(nqchars), maxAge: seconds, ...along },
  ),
})

type Value = Domain.Permission<string, string>

/** The permission about the thing alone. */
const makeAlone = (document: PermissionDocument): Domain.Permission => {
  const { ancestors, references, ...rest } = document
  const alone = ownOf(rest)
  switch (alone._tag) {
    case 'Granted': {
      const { _tag, ...options } = alone
      return Domain.grant(ownOf(options))
    }
    case 'StepUp': {
      const { _tag, ...wanted } = alone
      return Domain.stepUp(ownOf(wanted))
    }
    case 'Denied': {
      const { _tag, requestAccess, ...said } = alone
      const all = isList(requestAccess) ? requestAccess : [requestAccess]
      return Domain.allOf(...all.map((one) => Domain.deny(ownOf({ ...said, requestAccess: one }))))
    }
  }
}

export const makePermission = (document: PermissionDocument): Value => {
  const { ancestors = [], references = [] } = document
  const named = ({ state, permission, ...words }: ReferenceDocument): Facts.Reference => ({
    ...words,
    // `Facts.of` takes in what other things name, and its types do not say so
    facts: [state, makePermission(permission)] as never,
  })
  const options = { ancestors: ancestors.map(named), references: references.map(named) }
  return Facts.of({}, () => makeAlone(document), ownOf(options))[1]
}

const thing = ({ resource, state, permission, expects }: Related<string, string>) =>
  written<ReferenceDocument>({
    resource,
    state,
    permission: writePermission(permission),
    expects: expects === 'absent' ? expects : undefined,
  })

export const writePermission = (permission: Value): PermissionDocument => {
  const { _tag, mayKnow, remedy, ancestors, references } = permission
  // what stands above an ancestor, and what other things name, is said with these
  const above = ancestors.flatMap((ancestor) => ancestor.permission.ancestors)
  const named = [...ancestors, ...references].flatMap((other) => other.permission.references)
  const said = {
    mayKnow,
    ancestors: ancestors.filter((ancestor) => !above.includes(ancestor)).map(thing),
    references: references.filter((reference) => !named.includes(reference)).map(thing),
  }
  if (_tag === 'Granted') return written<GrantedDocument>({ _tag, ...said })
  if (remedy?._tag === 'StepUp') return written<StepUpDocument>({ ...remedy, ...said })
  return written<DeniedDocument>({
    _tag,
    ...said,
    missingPermissions: remedy?.missingPermissions,
    requestAccess: remedy?.links.length === 1 ? remedy.links[0] : remedy?.links,
  })
}

/**
 * What the permission check said, in the words of the constructors: `Granted`, `Denied` or
 * `StepUp`.
 *
 * Ancestors and references go along. The faults do not: they are told where they came up, by
 * `onFault` and by `explain`.
 *
 * @example
 * Permission.decode({ _tag: 'Denied', mayKnow: true, missingPermissions: ['documents:write'] })
 */
export const Permission: Codec<Value, PermissionDocument> = codec(
  'Permission',
  Domain.is,
  readPermission,
  makePermission,
  writePermission,
)
