/**
 * What the caller prefers of what there is (RFC 9110 §12.4, §12.5). A field that is malformed counts
 * as far as it is well-formed.
 */

/** A range that the caller named, and how much they want what is in it: 0 is not at all. */
interface Wish {
  readonly range: string
  /** Whether the range has parameters. What is on offer has none. */
  readonly narrow: boolean
  readonly quality: number
}

/** How closely a range fits what is on offer. 0: not at all. */
export type Fit = (wish: Wish, offer: string) => number

const qvalue = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

const wishesIn = (field: string): ReadonlyArray<Wish> =>
  field
    .toLowerCase()
    // so that no comma and no semicolon stands in a quoted string
    .replace(/"(?:\\.|[^"\\])*"?/g, '""')
    .split(',')
    .flatMap((part) => {
      const [range = '', ...parameters] = part.split(';').map((text) => text.trim())
      const [weight] = parameters.filter((text) => text.startsWith('q='))
      const value = weight?.slice(2) ?? '1'
      const narrow = parameters.length > (weight === undefined ? 0 : 1)
      return range !== '' && qvalue.test(value) ? [{ range, narrow, quality: Number(value) }] : []
    })

/**
 * The best of the offers. The closest range decides how much an offer is wanted, and of several that
 * are as close, the one that wants it most. Of offers that are wanted alike, the one whose range came
 * first is taken, then the one that is closer to it, then the first on offer.
 *
 * @returns The first offer, where the caller said nothing, or wants none of them: a refusal in a form
 *   that nobody asked for is better than none (RFC 9110 §12.4.1).
 */
export const preferred = <A extends string>(
  field: string | undefined,
  offers: readonly [A, ...ReadonlyArray<A>],
  fit: Fit,
): A => {
  const wishes = wishesIn(field ?? '')
  const [best] = offers
    .flatMap((offer) => {
      const fits = wishes.map((wish, place) => ({
        offer,
        place,
        quality: wish.quality,
        closeness: fit(wish, offer.toLowerCase()),
      }))
      const [closest] = fits.sort((x, y) => y.closeness - x.closeness || y.quality - x.quality)
      return closest !== undefined && closest.closeness > 0 && closest.quality > 0 ? [closest] : []
    })
    .sort((x, y) => y.quality - x.quality || x.place - y.place || y.closeness - x.closeness)
  return best?.offer ?? offers[0]
}

/** A media range (RFC 9110 §12.5.1). Of a range with parameters, the type itself is the nearest. */
export const mediaType: Fit = ({ range, narrow }, offer) => {
  if (range === offer) return narrow ? 3 : 4
  if (range === `${offer.split('/')[0] ?? ''}/*`) return 2
  return range === '*/*' ? 1 : 0
}

/**
 * A language range (RFC 4647 §2.1). `de` fits `de-CH`, as in §3.3.1. `de-CH` fits `de`, as in §3.4,
 * unless `de-CH` is not wanted.
 */
export const language: Fit = ({ range, quality }, offer) => {
  if (range === '*') return 1
  const shared = 4 * Math.min(range.split('-').length, offer.split('-').length)
  if (range === offer) return shared + 2
  if (range.startsWith(`${offer}-`)) return quality > 0 ? shared + 1 : 0
  return offer.startsWith(`${range}-`) ? shared : 0
}
