/**
 * What a person arranges for `leaks`: a hidden thing, a missing one, and how to send requests.
 */
import type { Volatile } from '../observe/Observation.js'
import type { Place, Send } from './ask.js'
import { decoded } from './forms.js'
import { idsIn } from './names.js'
import type { Question } from './Probe.js'

/** A hidden thing, a missing thing, and how to send requests about them. */
export interface Arrangement {
  /** The path of a thing that exists, and that the caller may not know of. */
  readonly hidden: string
  /**
   * The path of a thing that does not exist. It is as long as the other, so that an answer which
   * repeats the path is as long, too. It may be the same path, where `send` knows two worlds (two
   * servers, or two databases), and with `create`.
   */
  readonly missing: string
  /**
   * The path of a second missing thing, of the same length. What differs between two missing things
   * says nothing, and is taken away. Default: the missing path with another last character but one,
   * if it is no mere number and is answered like the missing one; or else the missing path again.
   */
  readonly spare?: string
  /** Sends a request as the caller: a stranger to the hidden thing. A spare thing is `missing`. */
  readonly send: Send
  /**
   * Sends a request as somebody who may know. If they cannot tell the two apart, the arrangement is
   * wrong. They are asked what changes nothing.
   */
  readonly sendAsEntitled?: Send
  /**
   * More strangers, by name, who are asked the same: nobody, somebody with a token that is rejected.
   */
  readonly sendAs?: Readonly<Record<string, Send>>
  /**
   * Questions of your own, asked before the others: a list, a search, a body that names the thing.
   */
  readonly questions?: ReadonlyArray<Question>
  /**
   * Which questions may be asked, your own and each variation included: those with safe methods alone,
   * say. Default: all.
   */
  readonly only?: (question: Question) => boolean
  /** What differs from one answer to the next whatever the resource, beside the date. */
  readonly volatile?: Volatile
  /**
   * The status with which the caller is refused, if it is a redirect. Without this, a first answer
   * that redirects counts as a mistake in the arrangement.
   */
  readonly refusedWith?: number
  /** Makes the hidden thing. With it, the questions are asked before, during and after its time. */
  readonly create?: () => unknown
  /** Removes what `create` has made. */
  readonly remove?: () => unknown
  /** Is the hidden thing there? Asked after each request that may change something. */
  readonly exists?: () => boolean | Promise<boolean>
}

const members = Object.keys({
  ...{ hidden: 0, missing: 0, spare: 0, send: 0, sendAsEntitled: 0, sendAs: 0, questions: 0 },
  ...{ only: 0, volatile: 0, refusedWith: 0, create: 0, remove: 0, exists: 0 },
} satisfies Record<keyof Arrangement, 0>)

/** Throws where the arrangement itself is not as it must be. */
export const checkArrangement = (arrangement: Arrangement): void => {
  const { hidden, missing, spare = missing, create, remove, exists } = arrangement
  const unknown = Object.keys(arrangement).find((name) => !members.includes(name))
  if (unknown !== undefined)
    throw new TypeError(
      `leaks: an arrangement has no \`${unknown}\`; expected one of ${members.join(', ')}`,
    )
  if (hidden.length !== missing.length || spare.length !== missing.length)
    throw new TypeError(
      'leaks: expected paths of equal length, so that an answer which repeats its path ' +
        'is as long for both; choose ids of one length',
    )
  if (arrangement.spare !== undefined && [hidden, missing].includes(arrangement.spare))
    throw new TypeError('leaks: expected `spare` to be a third path; name another missing thing')
  if (new Set([create, remove, exists].map((each) => typeof each)).size > 1)
    throw new TypeError(
      'leaks: expected `create`, `remove` and `exists` together; worlds in time need all three',
    )
  if (create !== undefined && hidden !== missing)
    throw new TypeError(
      'leaks: expected `missing` to be the path of the hidden thing, which is missing before `create`',
    )
}

const next = (character: string): string => {
  const [from, to] = [/[0-9]/, /[a-f]/, /[g-z]/, /[A-F]/, /[G-Z]/]
    .filter((kind) => kind.test(character))
    .map((kind) => kind.source.slice(1, -1).split('-'))[0] ?? [character, character]
  return character === to ? String(from) : String.fromCharCode(character.charCodeAt(0) + 1)
}

/** The last character but one, unless it is a part of an escape. */
const lastButOne = /(?<!%.?)[0-9A-Za-z](?=[^0-9A-Za-z]*[0-9A-Za-z][^0-9A-Za-z]*$)/

/**
 * A path like the missing one, where nothing is either. Its last character but one is another, so that
 * the two still differ where a question changes the last letter.
 */
const derived = ({ hidden, missing }: Arrangement): string | undefined => {
  const id = decoded(idsIn(missing, hidden).at(-1) ?? '')
  // the next number may well be taken
  if (hidden === missing || id.length < 8 || /^\d+$/.test(id)) return undefined
  const spare = missing.replace(lastButOne, next)
  return spare === hidden ? undefined : spare
}

/** The places of an arrangement. */
export interface Places {
  readonly hidden: Place
  readonly missing: Place
  /** A second missing thing, as the person named it or as it was derived. */
  readonly spare: Place
}

/** Where to ask. */
export const placesOf = (arrangement: Arrangement): Places => {
  const { hidden, missing, spare = derived(arrangement) ?? missing } = arrangement
  /** `/folders/of-emma/notes-of-nick` names the other as well: an answer may repeat that. */
  const namedIn = (path: string): ReadonlyArray<string> => [
    ...idsIn(path, hidden),
    ...idsIn(hidden, path).filter((id) => path.includes(id)),
  ]
  return {
    hidden: { world: 'hidden', path: hidden, ids: idsIn(hidden, missing) },
    missing: { world: 'missing', path: missing, ids: namedIn(missing) },
    spare: { world: 'missing', path: spare, ids: namedIn(spare) },
  }
}
