/**
 * What would turn a denial into a grant. It reaches only callers who are entitled to know that the
 * thing exists.
 */
import { none, type Fault } from './Fault.js'

/** Permissions are missing, or access can be asked for. */
export interface RequestAccess {
  readonly _tag: 'RequestAccess'
  /** The names of the permissions that are missing. */
  readonly missingPermissions: ReadonlyArray<string>
  /** Where to ask. One link is told. Of several that differ, none is: they belong to several things. */
  readonly links: ReadonlyArray<string>
}

/** Only a stronger or fresher authentication is missing (RFC 9470 §3). */
export interface StepUp {
  readonly _tag: 'StepUp'
  /** Any one of these would do. An empty list names none. */
  readonly acrValues: ReadonlyArray<string>
  /** Seconds since the authentication, at most. */
  readonly maxAge: number | undefined
}

/**
 * What would turn a denial into a grant, as the application says it. A remedy reaches only callers who
 * are entitled to know that the thing exists.
 */
export type Remedy = RequestAccess | StepUp

/** A denial of which nothing is said has no remedy. */
export type Denial = Remedy | undefined

/** The link that is told. */
export const linkOf = ({ links }: RequestAccess): string | undefined =>
  links.length === 1 ? links[0] : undefined

const union = (x: ReadonlyArray<string>, y: ReadonlyArray<string>): ReadonlyArray<string> =>
  Object.freeze([...new Set([...x, ...y])].sort())

/**
 * What remains to be done where both denials stand. Associative and commutative: the order of things
 * never matters. A step-up stands only where nothing else is missing.
 */
const both = (x: Denial, y: Denial): Denial => {
  if (x?._tag === 'StepUp' && y?._tag === 'StepUp') return bothStepUps(x, y)
  if (x?._tag !== 'RequestAccess') return y?._tag === 'RequestAccess' ? y : undefined
  if (y?._tag !== 'RequestAccess') return x
  return Object.freeze({
    _tag: 'RequestAccess',
    missingPermissions: union(x.missingPermissions, y.missingPermissions),
    links: union(x.links, y.links),
  })
}

const bothStepUps = (x: StepUp, y: StepUp): Denial => {
  const common = union(x.acrValues, y.acrValues).filter(
    (acr) => x.acrValues.includes(acr) && y.acrValues.includes(acr),
  )
  const bothNameSome = x.acrValues.length > 0 && y.acrValues.length > 0
  // no single authentication would do for both
  if (bothNameSome && common.length === 0) return undefined
  const ages = [x.maxAge, y.maxAge].filter((age) => age !== undefined)
  return Object.freeze({
    _tag: 'StepUp',
    acrValues: bothNameSome
      ? Object.freeze(common)
      : x.acrValues.length > 0
        ? x.acrValues
        : y.acrValues,
    maxAge: ages.length === 0 ? undefined : Math.min(...ages),
  })
}

/** Links that differ are dropped: they belong to several things. */
export const faultsIn = (path: string, remedy: Denial): ReadonlyArray<Fault> =>
  remedy?._tag === 'RequestAccess' && remedy.links.length > 1
    ? [{ path, message: `expected one link, got ${remedy.links.join(', ')}: all were dropped` }]
    : none

/** What remains to be done where all of these denials stand. */
export const all = (denials: ReadonlyArray<Denial>): Denial =>
  denials.length === 0 ? undefined : denials.reduce(both)

/** A remedy with these parts; `undefined` where both are empty. */
export const requestAccess = (
  missingPermissions: ReadonlyArray<string> = none,
  link: string | undefined,
): Denial =>
  missingPermissions.length === 0 && link === undefined
    ? undefined
    : Object.freeze({
        _tag: 'RequestAccess',
        missingPermissions: Object.freeze(missingPermissions),
        links: link === undefined ? none : Object.freeze([link]),
      })
