/**
 * A redirect to a login page, instead of a 401.
 */
import { drop, oneOf, readOrThrow, type Faults } from '../domain/Fault.js'
import { isLink } from '../lib/grammar.js'
import { itemsOf } from '../lib/read.js'
import type { Renderer } from '../wire/render.js'
import { aRenderer, aText, optionsOf, type Code } from './words.js'

/** As much of a request as `toLogin` reads: the URL that was asked for. */
export interface WithUrl {
  /** A path, as in Node, or a whole URL, as in fetch. */
  readonly url?: string | undefined
  /** The path before a router took its part away, as in Express. It comes first. */
  readonly originalUrl?: string | undefined
}

/** What may lead to a login page. An honest denial has a remedy, and a 503 passes. */
export type LeadsToLogin = Exclude<Code, 'insufficient-scope' | 'permission-denied' | 'unavailable'>

/** What `toLogin` is given. */
export interface LoginOptions<Q = unknown> {
  /** The login page: a link without a fragment. */
  readonly page: string
  /** The name of the parameter that says where to go back to. Default: the page is not told. */
  readonly returnTo?: string | undefined
  /**
   * Which refusals lead to the page. Default: `authentication-required` and `invalid-credentials`.
   * With `not-found`, those who have signed in are led there, too.
   */
  readonly on?: ReadonlyArray<LeadsToLogin> | undefined
  /** The words of all other refusals. Default: problem details. */
  readonly otherwise?: Renderer<Q> | undefined
}

const possible: ReadonlyArray<LeadsToLogin> = [
  'authentication-required',
  'invalid-credentials',
  'step-up-required',
  'not-found',
  'forbidden',
  'does-not-exist',
]

/** No browser needs to come back to a longer one, and some servers take no longer field. */
const longest = 2_000

/**
 * A renderer that leads to a login page, with a 303 (RFC 9110 §15.4.4). The redirect is alike for
 * whatever is hidden or missing: it is made of your options and the URL that was asked for.
 *
 * The URL is repeated as a path and a query. It never names another host. A URL that has no such path,
 * or that is too long, is left out. The page has to check again where it leads back to.
 *
 * @param options - The `page`, and perhaps `returnTo`, `on` and `otherwise`.
 * @returns A renderer. It reads `originalUrl` or `url` of the request, and what `otherwise` reads.
 * @throws TypeError for a page that is no link, and for a refusal that is unknown or leads nowhere.
 * @example
 * const login = toLogin({ page: '/login', returnTo: 'next', otherwise: html() })
 * const signedOut = decide(route, Authn.anonymous, 'absent', Permission.deny(), policy)
 * const request = { url: '/documents/7?page=2' }
 * signedOut._tag === 'Unauthenticated' && render(signedOut, login, request).headers['location']
 * // → '/login?next=%2Fdocuments%2F7%3Fpage%3D2'
 */
export const toLogin = <Q = unknown>(options: LoginOptions<Q>): Renderer<Q & WithUrl> => {
  const { page, start, on, otherwise } = readOrThrow('toLogin', (faults) =>
    readOptions(faults, options),
  )
  return (refusal, request) => {
    if (!on.includes(refusal.code)) return otherwise(refusal, request)
    const path = start && pathOf(request?.originalUrl ?? request?.url)
    return {
      status: 303,
      headers: {
        location: start && path ? `${page}${start}${encodeURIComponent(path)}` : page,
        'content-type': 'text/plain; charset=utf-8',
      },
      body: '',
    }
  }
}

/** A path of this host, without what a browser would take out of it or turn into a slash. */
const ofThisHost = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/

/** The path and the query of what was asked for, if a page may lead back there. */
const pathOf = (url: unknown): string | undefined => {
  if (typeof url !== 'string' || url.length > longest) return undefined
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '')
  const whole = path.startsWith('/') ? path : `/${path}`
  return ofThisHost.test(whole) ? whole : undefined
}

const readOptions = <Q>(faults: Faults, options: LoginOptions<Q>) => {
  const given = optionsOf(faults, options, ['page', 'returnTo', 'on', 'otherwise'])
  const { page, returnTo, on = possible.slice(0, 2), otherwise = () => ({}) } = given
  if (!isLink(page) || page.includes('#')) drop(faults, 'page', 'a link without a fragment', page)
  const name = aText.is(returnTo) ? encodeURIComponent(returnTo) : undefined
  if (returnTo !== undefined && name === undefined)
    drop(faults, 'returnTo', aText.expected, returnTo)
  if (!aRenderer.is(otherwise)) drop(faults, 'otherwise', aRenderer.expected, otherwise)
  return {
    page: String(page),
    start: name && `${String(page).includes('?') ? '&' : '?'}${name}=`,
    on: readCodes(faults, on),
    otherwise: otherwise as Renderer<Q>,
  }
}

const readCodes = (faults: Faults, u: unknown): ReadonlyArray<Code> => {
  const items = itemsOf(u)
  if (items === undefined) drop(faults, 'on', 'a list', u)
  return (items ?? []).flatMap((item, i) => oneOf(faults, `on[${String(i)}]`, possible, item) ?? [])
}
