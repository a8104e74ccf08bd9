/**
 * The words for each code of a refusal, and how the options that give them are checked.
 */
import { drop, membersOf, readOrThrow, under, type Faults } from '../domain/Fault.js'
import type { Refusal, Unavailable } from '../domain/Verdict.js'
import { isPlainObject } from '../lib/read.js'
import type { Renderer } from '../wire/render.js'

/** Why a request was refused, in the code that is safe on the wire. */
export type Code = (Refusal | Unavailable)['code']

/** One value for each code. None may be left out. */
export type PerCode<A> = { readonly [C in Code]: A }

/**
 * A short English text for each code: what a renderer says where it is given no texts. To change a
 * few, spread it: `{ ...texts, 'not-found': 'No such document' }`.
 */
export const texts: PerCode<string> = /* @__PURE__ */ Object.freeze({
  'authentication-required': 'Authentication is required',
  'invalid-credentials': 'The credentials were not accepted',
  'step-up-required': 'A stronger or more recent authentication is required',
  'insufficient-scope': 'The access token lacks a scope',
  'not-found': 'Not found',
  forbidden: 'Permission denied on this resource (or it might not exist)',
  'does-not-exist': 'The resource does not exist',
  'permission-denied': 'Permission denied',
  unavailable: 'The service is unavailable',
})

/** Every code. */
export const codes = /* @__PURE__ */ Object.keys(texts) as ReadonlyArray<Code>

/** By default, a code is called what it is. */
export const sameCodes = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.fromEntries(/* @__PURE__ */ codes.map((code) => [code, code])),
) as PerCode<string>

/** What a value must be, and that in words. */
export interface Kind<A> {
  readonly is: (u: unknown) => u is A
  readonly expected: string
}

export const aText: Kind<string> = {
  is: (u): u is string => typeof u === 'string' && u !== '',
  expected: 'a text that is not empty',
}

export const anInteger: Kind<number> = {
  is: (u): u is number => Number.isSafeInteger(u),
  expected: 'an integer',
}

export const aTextOrInteger: Kind<string | number> = {
  is: (u): u is string | number => aText.is(u) || anInteger.is(u),
  expected: 'a text that is not empty, or an integer',
}

export const aRenderer: Kind<Renderer<never>> = {
  is: (u): u is Renderer<never> => typeof u === 'function',
  expected: 'a renderer',
}

/** A copy of the members of an object that has to have all of them. `otherwise`, if none is given. */
export const eachOf = <A, O extends object | undefined>(
  faults: Faults,
  path: string,
  kind: string,
  { is, expected }: Kind<A>,
  u: unknown,
  otherwise: O,
  names: ReadonlyArray<string> = Object.keys(otherwise ?? {}),
): O => {
  if (u === undefined) return otherwise
  const given = membersAt(faults, path, kind, u, names)
  for (const name of names)
    if (given !== undefined && !is(given[name]))
      drop(faults, `${path}.${name}`, expected, given[name])
  return Object.freeze({ ...given }) as O
}

/** A copy of the values for the codes. `otherwise`, if none are given. */
export const perCode = <A, O extends PerCode<A> | undefined>(
  faults: Faults,
  path: string,
  kind: Kind<A>,
  u: unknown,
  otherwise: O,
): O | PerCode<A> => eachOf(faults, path, 'code', kind, u, otherwise, codes)

/** What three renderers take, checked: what each code is called, and what is said of it. */
export const codesAndTexts = <A>(
  name: string,
  kind: Kind<A>,
  usual: PerCode<A>,
  options: unknown,
): { readonly codes: PerCode<A>; readonly texts: PerCode<string> } =>
  readOrThrow(name, (faults) => {
    const given = optionsOf(faults, options, ['codes', 'texts'])
    return {
      codes: perCode(faults, 'codes', kind, given['codes'], usual),
      texts: perCode(faults, 'texts', aText, given['texts'], texts),
    }
  })

/** The own members of the object at this path. `undefined` for what is none, with a fault. */
export const membersAt = (
  faults: Faults,
  path: string,
  kind: string,
  u: unknown,
  names: ReadonlyArray<string>,
): Readonly<Record<string, unknown>> | undefined => {
  if (!isPlainObject(u)) {
    drop(faults, path, 'a plain object', u)
    return undefined
  }
  const own: Faults = []
  const members = membersOf(own, kind, u, names)
  faults.push(...(path === '' ? own : under(path, own)))
  return members
}

/** The members of the options. Those that are not given are `undefined`. */
export const optionsOf = (
  faults: Faults,
  u: unknown,
  names: ReadonlyArray<string>,
): Readonly<Record<string, unknown>> => membersAt(faults, '', 'option', u, names) ?? {}
