/**
 * Rows 1 to 3 in sentences: what the caller brought, held against the route.
 */
import type { Authn } from '../domain/Authn.js'
import type { Route } from '../domain/Route.js'

/** What of the credentials does not do. */
export const notGoodEnough = (
  row: string,
  authn: Authn | undefined,
  route: Route | undefined,
): ReadonlyArray<string> => {
  if (authn?._tag === 'Rejected')
    return [`The reason is ${authn.reason}. Where no credentials came, say \`Authn.anonymous\`.`]
  if (authn?._tag !== 'Authenticated' || route === undefined) return []
  return row === '3'
    ? [scopes(route, authn.scopes)]
    : [...acr(route, authn.acr), ...age(route, authn.age)]
}

const scopes = ({ requires }: Route, held: ReadonlyArray<string>): string => {
  const wanted = requires.scopes.map((all) => all.join(' ')).join(', or ')
  const said = held.length === 0 ? 'none: say `scopes` in `Authn.authenticated`' : held.join(' ')
  return `The route requires the scopes ${wanted}. The caller holds ${said}.`
}

const acr = ({ requires }: Route, held: string | undefined): ReadonlyArray<string> => {
  const { acrValues } = requires
  if (acrValues.length === 0 || acrValues.includes(held as string)) return []
  const said = held ?? 'unknown: say `acr` in `Authn.authenticated`'
  return [`The route requires one of the acr values ${acrValues.join(', ')}. The acr is ${said}.`]
}

const age = ({ requires }: Route, held: number | undefined): ReadonlyArray<string> => {
  const { maxAge } = requires
  if (maxAge === undefined || (held !== undefined && held <= maxAge)) return []
  const said =
    held === undefined
      ? 'unknown: say `age` in `Authn.authenticated` (now minus `auth_time`)'
      : `${String(held)} s`
  return [`The route requires an age of at most ${String(maxAge)} s. The age is ${said}.`]
}
