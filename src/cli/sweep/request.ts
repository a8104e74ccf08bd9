/**
 * The request of an operation about one thing: its id in one place, and what fits in all the others.
 */
import type { Probe } from '../../testkit/Probe.js'
import type { Config, ResourceType } from './Config.js'
import type { Operation } from './Operation.js'
import { isParameter, segmentsOf, type Site } from './places.js'
import { sampleOf, withIds } from './sample.js'

/** The ids of one type. */
export interface Ids {
  readonly hidden: string
  readonly missing: string
  readonly spare?: string
}

/** What is asked, as whom. */
export interface Asking {
  readonly config: Pick<Config, 'types' | 'values' | 'methods' | 'questions'>
  readonly ids: Readonly<Record<string, Ids>>
  readonly base: string
  readonly caller: string
}

/** An operation with the places of ids in it. */
export interface Sited {
  readonly operation: Operation
  readonly sites: ReadonlyArray<Site>
}

/** A thing that stands beside the one that is asked about. */
const beside = (
  { config: { types }, ids, caller }: Asking,
  varied: Site,
  type: string,
): string | undefined => {
  const of = types[varied.type] as ResourceType
  // what refers to a hidden thing belongs to the caller; what contains it belongs to the thing
  const own = varied.in === 'path' ? undefined : types[type]?.own?.[caller]
  return own ?? of.with?.[type] ?? ids[type]?.hidden
}

const idAt = (asking: Asking, varied: Site, site: Site, id: string): string =>
  site === varied ? id : (beside(asking, varied, site.type) ?? id)

const valueOf = (
  { values = {} }: Pick<Config, 'values'>,
  { parameters }: Operation,
  name: string,
): string =>
  values[name] ?? textOf(sampleOf(parameters.find((parameter) => parameter.name === name)?.schema))

const textOf = (u: unknown): string => (typeof u === 'string' ? u : JSON.stringify(u))

/** The place where the id is, and what it is. */
interface Varied {
  readonly site: Site
  readonly id: string
}

const siteIn = ({ sites }: Sited, where: Site['in'], isIt: (site: Site) => boolean) =>
  sites.find((site) => site.in === where && isIt(site))

const pathOf = (asking: Asking, of: Sited, { site: varied, id }: Varied): string => {
  const { path } = of.operation
  const segments = segmentsOf(path).map((segment, i) => {
    if (!isParameter(segment)) return segment
    const site = siteIn(of, 'path', ({ index }) => index === i)
    return encodeURIComponent(
      site === undefined
        ? valueOf(asking.config, of.operation, segment.slice(1, -1))
        : idAt(asking, varied, site, id),
    )
  })
  // a slash at the end is a part of the path
  return `${asking.base}/${segments.join('/')}${/.\/$/.test(path) ? '/' : ''}`
}

/** What is required beside the path and the body, and what has the id. */
const given = (
  asking: Asking,
  of: Sited,
  { site: varied, id }: Varied,
  where: 'query' | 'header',
): ReadonlyArray<readonly [string, string]> =>
  of.operation.parameters.flatMap(({ name, in: its, required }) => {
    const site = siteIn(of, where, (each) => each.name === name)
    if (its !== where || !(required || site === varied)) return []
    const value =
      site === undefined
        ? valueOf(asking.config, of.operation, name)
        : idAt(asking, varied, site, id)
    return [[name, value] as const]
  })

/** These have a body, declared or not. Some handlers look at it before the thing, and some after. */
const takeBodies = ['POST', 'PUT', 'PATCH']

const bodyOf = (
  asking: Asking,
  of: Sited,
  { site: varied, id }: Varied,
): { readonly mediaType: string; readonly text: string } | undefined => {
  const { method, body } = of.operation
  if (body === undefined)
    return takeBodies.includes(method) ? { mediaType: 'application/json', text: '{}' } : undefined
  const sample = sampleOf(body.schema, (name) => varied.in === 'body' && name === varied.name)
  const made = withIds(sample, (name) => {
    const site = siteIn(of, 'body', (each) => each.name === name)
    return site && idAt(asking, varied, site, id)
  })
  const pairs = () => Object.entries({ ...(made as object) }).map(([k, v]) => [k, textOf(v)])
  return {
    mediaType: body.mediaType,
    text: /json/i.test(body.mediaType)
      ? JSON.stringify(made)
      : String(new URLSearchParams(pairs())),
  }
}

/** The request of an operation, about the thing with an id in one of its places. */
export const requestOf = (asking: Asking, of: Sited, site: Site, id: string): Probe => {
  const varied = { site, id }
  const query = given(asking, of, varied, 'query')
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&')
  const fields = given(asking, of, varied, 'header')
  const body = bodyOf(asking, of, varied)
  return {
    method: of.operation.method,
    path: `${pathOf(asking, of, varied)}${query && `?${query}`}`,
    headers: {
      ...Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value])),
      ...(body && { 'content-type': body.mediaType }),
    },
    ...(body && { body: body.text }),
  }
}
