/**
 * Several renderers, of which the caller chooses one: by the media type, or by the language.
 */
import { drop, readOrThrow } from '../domain/Fault.js'
import { isPlainObject } from '../lib/read.js'
import { segment } from '../lib/show.js'
import type { Renderer } from '../wire/render.js'
import { withFields } from './withFields.js'
import { language, mediaType, preferred, type Fit } from './preferred.js'
import { aRenderer, type Kind } from './words.js'
import { fieldOf, type WithHeaders } from './request.js'

/** What each of several renderers looks at, all together. */
type Together<Qs> = { [K in keyof Qs]: (request: Qs[K]) => void }[keyof Qs] extends (
  request: infer Q,
) => void
  ? Q
  : never

/** A renderer for each name. */
type Renderers<Qs> = { readonly [K in keyof Qs]: Renderer<Qs[K]> }

/**
 * A renderer that takes another one by `Accept` (RFC 9110 §12.5.1), and names `Accept` in `Vary`. The
 * first is the default: where the caller wants none of them, where they say nothing, and where what
 * they say is malformed.
 *
 * It sets no `Content-Type`. Each renderer does that itself.
 *
 * @param renderers - A renderer for each media type, such as `text/html`, the default first.
 * @returns A renderer. It reads `headers` of the request.
 * @throws TypeError for what is no media type or no renderer, and where there is none.
 * @example
 * const either = byAccept({ 'application/problem+json': problem(), 'text/html': html() })
 * render(unavailable, either, { headers: { accept: 'text/html' } }).headers['vary'] // → 'Accept'
 */
export const byAccept = <Qs extends object>(
  renderers: Renderers<Qs>,
): Renderer<Together<Qs> & WithHeaders> => {
  const all = entriesOf('byAccept', aMediaType, renderers)
  return (refusal, request) => {
    const [, renderer] = chosen(all, fieldOf(request, 'accept'), mediaType)
    return withFields(renderer(refusal, request), { vary: 'Accept' })
  }
}

/**
 * A renderer that takes another one by `Accept-Language` (RFC 9110 §12.5.4). It names the language in
 * `Content-Language`, and `Accept-Language` in `Vary`. The first is the default, as in `byAccept`.
 *
 * `de` is taken for a caller who wants `de-CH`, and `de-CH` for one who wants `de` (RFC 4647 §3).
 *
 * @param renderers - A renderer for each language tag, such as `en` or `de-CH`, the default first.
 * @returns A renderer. It reads `headers` of the request.
 * @throws TypeError for what is no language tag or no renderer, and where there is none.
 * @example
 * const german = { ...texts, 'not-found': 'Nicht gefunden' }
 * const translated = byLanguage({ en: problem(), de: problem({ texts: german }) })
 * const request = { headers: { 'accept-language': 'de-CH, en;q=0.5' } }
 * render(unavailable, translated, request).headers['content-language'] // → 'de'
 */
export const byLanguage = <Qs extends object>(
  renderers: Renderers<Qs>,
): Renderer<Together<Qs> & WithHeaders> => {
  const all = entriesOf('byLanguage', aLanguage, renderers)
  return (refusal, request) => {
    const [tag, renderer] = chosen(all, fieldOf(request, 'accept-language'), language)
    const fields = { 'content-language': tag, vary: 'Accept-Language' }
    return withFields(renderer(refusal, request), fields)
  }
}

const matching = (pattern: RegExp, expected: string): Kind<string> => ({
  is: (u): u is string => typeof u === 'string' && pattern.test(u),
  expected,
})

const aMediaType = /* @__PURE__ */ matching(
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/,
  'a media type without parameters',
)
const aLanguage = /* @__PURE__ */ matching(/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i, 'a language tag')

type Entry = readonly [name: string, renderer: Renderer<never>]

const entriesOf = (
  caller: string,
  name: Kind<string>,
  u: unknown,
): readonly [Entry, ...ReadonlyArray<Entry>] =>
  readOrThrow(caller, (faults) => {
    const all = isPlainObject(u) ? Object.entries(u) : []
    if (all.length === 0) drop(faults, '', 'an object with a renderer for each name', u)
    const keys = all.map(([key]) => key.toLowerCase())
    all.forEach(([key, renderer], i) => {
      const [path, lower] = [segment(key), key.toLowerCase()]
      if (!name.is(key)) drop(faults, path, name.expected, key)
      else if (keys.indexOf(lower) < i) drop(faults, path, 'a name that is not taken', key)
      if (!aRenderer.is(renderer)) drop(faults, path, aRenderer.expected, renderer)
    })
    return all as unknown as readonly [Entry, ...ReadonlyArray<Entry>]
  })

const chosen = (
  all: readonly [Entry, ...ReadonlyArray<Entry>],
  field: string | undefined,
  fit: Fit,
): readonly [name: string, renderer: Renderer] => {
  const names = all.map(([name]) => name) as unknown as readonly [string, ...Array<string>]
  const name = preferred(field, names, fit)
  return (all.find(([other]) => other === name) ?? all[0]) as readonly [string, Renderer]
}
