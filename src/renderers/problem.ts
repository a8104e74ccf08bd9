/**
 * Problem details (RFC 9457) with types and texts of your own.
 */
import { readOrThrow } from '../domain/Fault.js'
import { isUriReference } from '../lib/grammar.js'
import type { Renderer } from '../wire/render.js'
import { aText, optionsOf, perCode, type Kind, type PerCode } from './words.js'

/** What `problem` may be given. */
export interface ProblemOptions {
  /** The `type` of each problem, a URI reference. Default: that of the refusal. */
  readonly types?: PerCode<string> | undefined
  /** The `title` of each problem. The refusal's `detail` is left out. Default: those of the refusal. */
  readonly texts?: PerCode<string> | undefined
}

const aUriReference: Kind<string> = { is: isUriReference, expected: 'a URI reference' }

/**
 * A renderer for problem details (RFC 9457): the default body, with types and texts of your own. The
 * remedies of an honest refusal stay where they are, beside `type` and `title`.
 *
 * A client that deletes its copy on a definitive 404 needs another type for `does-not-exist` than for
 * `not-found`.
 *
 * @param options - `types` and `texts`, each for all codes.
 * @returns A renderer. It looks at no request.
 * @throws TypeError for a code that is missing or unknown, and for a type that is no URI reference.
 * @example
 * const named = problem({ texts: { ...texts, unavailable: 'Try again later' } })
 * render(unavailable, named).body
 * // → '{"type":"about:blank","title":"Try again later","status":503}'
 */
export const problem = (options: ProblemOptions = {}): Renderer => {
  const words = readOrThrow('problem', (faults) => {
    const given = optionsOf(faults, options, ['types', 'texts'])
    return {
      types: perCode(faults, 'types', aUriReference, given['types'], undefined),
      texts: perCode(faults, 'texts', aText, given['texts'], undefined),
    }
  })
  return ({ code, body }) => ({
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({
      ...body,
      ...(words.types !== undefined && { type: words.types[code] }),
      ...(words.texts !== undefined && { title: words.texts[code], detail: undefined }),
    }),
  })
}
