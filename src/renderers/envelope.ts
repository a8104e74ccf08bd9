/**
 * An error in an envelope of JSON: `{ error: { code, message, details } }`.
 */
import { drop, readOrThrow, type Faults } from '../domain/Fault.js'
import type { Renderer } from '../wire/render.js'
import { detailsOf } from './details.js'
import {
  aText,
  aTextOrInteger,
  membersAt,
  optionsOf,
  perCode,
  sameCodes,
  texts,
  type PerCode,
} from './words.js'

/** The names of the members of an envelope. */
export interface EnvelopeMembers {
  /** Around the others. Default: `error`. */
  readonly error?: string | undefined
  /** Default: `code`. */
  readonly code?: string | undefined
  /** Default: `message`. */
  readonly message?: string | undefined
  /** What is missing and where to ask, if the refusal says so. Default: `details`. */
  readonly details?: string | undefined
}

/** What `envelope` may be given. */
export interface EnvelopeOptions {
  /** Names of your own for the members. */
  readonly members?: EnvelopeMembers | undefined
  /** What each code is called. Default: what it is called in the refusal. */
  readonly codes?: PerCode<string | number> | undefined
  /** What is said of each code. Default: `texts`. */
  readonly texts?: PerCode<string> | undefined
}

/**
 * A renderer for an envelope: `{ error: { code, message, details } }`, as `application/json`. The
 * members, codes and texts may be your own. The remedies of an honest refusal stand in `details`,
 * which the other refusals do not have.
 *
 * @param options - `members`, and `codes` and `texts`, each for all codes.
 * @returns A renderer. It looks at no request.
 * @throws TypeError for a code that is missing or unknown, and for a name that is taken.
 * @example
 * render(unavailable, envelope()).body
 * // → '{"error":{"code":"unavailable","message":"The service is unavailable"}}'
 */
export const envelope = (options: EnvelopeOptions = {}): Renderer => {
  const { members, ...words } = readOrThrow('envelope', (faults) => {
    const given = optionsOf(faults, options, ['members', 'codes', 'texts'])
    return {
      members: readMembers(faults, given['members']),
      codes: perCode(faults, 'codes', aTextOrInteger, given['codes'], sameCodes),
      texts: perCode(faults, 'texts', aText, given['texts'], texts),
    }
  })
  return (refusal) => {
    const error = {
      [members.code]: words.codes[refusal.code],
      [members.message]: words.texts[refusal.code],
      [members.details]: detailsOf(refusal),
    }
    return {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ [members.error]: error }),
    }
  }
}

const usual = { error: 'error', code: 'code', message: 'message', details: 'details' }
const names = /* @__PURE__ */ Object.keys(usual) as ReadonlyArray<keyof typeof usual>
const inside = ['code', 'message', 'details'] as const

const readMembers = (faults: Faults, u: unknown): typeof usual => {
  const given = membersAt(faults, 'members', 'member', u === undefined ? {} : u, names)
  const all = { ...usual }
  for (const name of names) {
    const value = given?.[name] ?? usual[name]
    if (aText.is(value)) all[name] = value
    else drop(faults, `members.${name}`, aText.expected, value)
  }
  inside.forEach((name, i) => {
    if (inside.slice(0, i).some((other) => all[other] === all[name]))
      drop(faults, `members.${name}`, 'a name that is not taken', all[name])
  })
  return all
}
