/**
 * What a caller is to a thing: granted, entitled, or a stranger. The guarantees are stated on this.
 * It says the law in words of its own, and shares nothing with the engine.
 */
import { Disclosure, type Authn, type Route } from 'glomar'
import type { Ancestor, Approach, Fact, Reference, Said, World } from './world.js'

/** What a caller is to a thing. */
export interface Standing {
  readonly granted: boolean
  /** Whether the policy says that the caller may know whether the thing exists. */
  readonly entitled: boolean
}

export const isStranger = ({ granted, entitled }: Standing): boolean => !granted && !entitled

/** The types that a policy names. */
export type Types = Readonly<Record<string, Disclosure.Disclosure>>

export const disclosureOf = (types: Types, type: string): Disclosure.Disclosure =>
  Object.hasOwn(types, type) ? (types[type] as Disclosure.Disclosure) : Disclosure.strictest

// ------------------------------------------------------------------ rows 1 to 3

export const isRejected = ({ authn }: Approach): boolean => authn._tag === 'Rejected'

/** The acr is not listed, or the age is more than the maximum. What is unknown is not met. */
export const isWeak = ({ authn, requires = {} }: Approach): boolean => {
  if (authn._tag !== 'Authenticated') return false
  const { acrValues, maxAge } = requires
  const { acr, age } = authn
  const acrMet = acrValues === undefined || (acr !== undefined && acrValues.includes(acr))
  const ageMet = maxAge === undefined || (age !== undefined && age <= maxAge)
  return !acrMet || !ageMet
}

/** The lists of scopes, of which one has to be held whole. */
export const alternatives = (
  requires: Route.Requirements | undefined,
): ReadonlyArray<ReadonlyArray<string>> => {
  if (requires?.scopes === undefined) return []
  const { scopes } = requires
  if (!('anyOf' in scopes)) return [scopes]
  return scopes.anyOf.map((alternative) =>
    typeof alternative === 'string' ? [alternative] : alternative,
  )
}

export const isUnderscoped = ({ authn, requires }: Approach): boolean => {
  const lists = alternatives(requires)
  if (authn._tag !== 'Authenticated' || lists.length === 0) return false
  return !lists.some((list) => list.every((scope) => authn.scopes.includes(scope)))
}

/** Answered before the resource counts. */
export const isStoppedEarly = (approach: Approach): boolean =>
  isRejected(approach) || isWeak(approach) || isUnderscoped(approach)

// ------------------------------------------------------------------ granted and entitled

/** Without credentials, on a route that requires anything: denied, and without `mayKnow`. */
const countsForNothing = ({ authn, requires }: Approach): boolean =>
  authn._tag === 'Anonymous' && requires !== undefined

const isEntitled = (
  { existence }: Disclosure.Disclosure,
  authn: Authn.Authn,
  granted: boolean,
  mayKnow: boolean,
): boolean => {
  if (existence === 'public') return true
  if (existence === 'authenticated') return mayKnow || authn._tag === 'Authenticated'
  return existence === 'if-may-know' ? mayKnow : granted && mayKnow
}

/** What the caller is to a thing that stands under nothing. */
export const standingAlone = (
  approach: Approach,
  types: Types,
  { resource, said }: { readonly resource: string; readonly said: Said },
): Standing => {
  const granted = said.granted && !countsForNothing(approach)
  const mayKnow = said.mayKnow && !countsForNothing(approach)
  const disclosure = disclosureOf(types, resource)
  return { granted, entitled: isEntitled(disclosure, approach.authn, granted, mayKnow) }
}

/** An ancestor is missing, or the caller is a stranger to it. */
export const isBlocked = (
  approach: Approach,
  types: Types,
  ancestors: ReadonlyArray<Ancestor>,
): boolean =>
  ancestors.some(
    (ancestor) =>
      ancestor.state !== 'present' || isStranger(standingAlone(approach, types, ancestor)),
  )

/** What the caller is to a thing that stands under these. */
export const standing = (
  approach: Approach,
  types: Types,
  thing: { readonly resource: string; readonly said: Said },
  ancestors: ReadonlyArray<Ancestor>,
): Standing => {
  if (isBlocked(approach, types, ancestors)) return { granted: false, entitled: false }
  const denied = ancestors.some((ancestor) => !standingAlone(approach, types, ancestor).granted)
  const { said, resource } = thing
  const counted = { resource, said: { granted: said.granted && !denied, mayKnow: said.mayKnow } }
  return standingAlone(approach, types, counted)
}

/** What the caller is to a reference. */
export const standingTo = (approach: Approach, types: Types, reference: Reference): Standing =>
  standing(approach, types, reference, reference.ancestors)

export const isExpected = (
  { state }: Fact,
  { expects }: { readonly expects: Route.Expects },
): boolean => expects === 'either' || expects === state

/** Nothing about the reference stands in the way. */
export const isResolved = (approach: Approach, types: Types, reference: Reference): boolean =>
  standingTo(approach, types, reference).granted && isExpected(reference, reference)

/** Everything in the world, and whether the caller is entitled to it where it stands. */
export const everyThing = (
  approach: Approach,
  types: Types,
  target: Standing,
  { target: { said }, ancestors, references }: World,
): ReadonlyArray<{ readonly said: Said; readonly entitled: boolean }> => {
  const alone = (ancestor: Ancestor): { said: Said; entitled: boolean } => ({
    said: ancestor.said,
    entitled: standingAlone(approach, types, ancestor).entitled,
  })
  return [
    { said, entitled: target.entitled },
    ...ancestors.map(alone),
    ...references.flatMap((reference) => [
      { said: reference.said, entitled: standingTo(approach, types, reference).entitled },
      ...reference.ancestors.map(alone),
    ]),
  ]
}
