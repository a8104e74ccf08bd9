/**
 * The request of an operation about one thing: its id in one place, and what fits in all the
 * others.
 */
import type { Probe } from '../../testkit/Probe.js'
import type { Config, ResourceType } from './Config.js'
import type { Operation, Parameter } from './Operation.js'
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

/** The place where the id is, and the id: the last of several in a list. */
interface Varied {
  readonly site: Site
  readonly ids: ReadonlyArray<string>
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

const idsAt = (
  asking: Asking,
  { site: varied, ids }: Varied,
  site: Site,
): ReadonlyArray<string> => {
  const other = site === varied ? undefined : beside(asking, varied, site.type)
  return other === undefined ? ids : [other]
}

const idAt = (asking: Asking, varied: Varied, site: Site): string =>
  idsAt(asking, varied, site).at(-1) ?? ''

const valueOf = (
  { values = {} }: Pick<Config, 'values'>,
  { parameters }: Operation,
  name: string,
): string =>
  values[name] ?? textOf(sampleOf(parameters.find((parameter) => parameter.name === name)?.schema))

const textOf = (u: unknown): string => (typeof u === 'string' ? u : JSON.stringify(u))

const siteIn = ({ sites }: Sited, where: Site['in'], isIt: (site: Site) => boolean) =>
  sites.find((site) => site.in === where && isIt(site))

const pathOf = (asking: Asking, of: Sited, varied: Varied): string => {
  const { path } = of.operation
  const segments = segmentsOf(path).map((segment, i) => {
    if (!isParameter(segment)) return segment
    const site = siteIn(of, 'path', ({ index }) => index === i)
    return encodeURIComponent(
      site === undefined
        ? valueOf(asking.config, of.operation, segment.slice(1, -1))
        : idAt(asking, varied, site),
    )
  })
  // a slash at the end is a part of the path
  return `${asking.base}/${segments.join('/')}${/.\/$/.test(path) ? '/' : ''}`
}

/** A parameter with its values. */
interface Given extends Pick<Parameter, 'name' | 'between'> {
  readonly values: ReadonlyArray<string>
}

/** What is required beside the path and the body, and what has the id. */
const given = (
  asking: Asking,
  of: Sited,
  varied: Varied,
  where: 'query' | 'header',
): ReadonlyArray<Given> =>
  of.operation.parameters.flatMap(({ name, in: its, required, between }) => {
    const site = siteIn(of, where, (each) => each.name === name)
    if (its !== where || !(required || site === varied.site)) return []
    const values =
      site === undefined
        ? [valueOf(asking.config, of.operation, name)]
        : idsAt(asking, varied, site)
    return [{ name, values, ...(between && { between }) }]
  })

/** A parameter of a query. */
const paired = ({ name, values, between = '&' }: Given): string => {
  const [key, ...texts] = [name, ...values].map(encodeURIComponent) as [string, ...Array<string>]
  if (between === '&') return texts.map((text) => `${key}=${text}`).join('&')
  return `${key}=${texts.join(between === ',' ? between : encodeURIComponent(between))}`
}

/** These have a body, declared or not. Some handlers look at it before the thing, and some after. */
const takeBodies = ['POST', 'PUT', 'PATCH']

const bodyOf = (
  asking: Asking,
  of: Sited,
  varied: Varied,
): { readonly mediaType: string; readonly text: string } | undefined => {
  const { method, body } = of.operation
  if (body === undefined)
    return takeBodies.includes(method) ? { mediaType: 'application/json', text: '{}' } : undefined
  const sample = sampleOf(
    body.schema,
    (name) => varied.site.in === 'body' && name === varied.site.name,
  )
  const made = withIds(sample, (name) => {
    const site = siteIn(of, 'body', (each) => each.name === name)
    return site && idsAt(asking, varied, site)
  })
  const pairs = () => Object.entries({ ...(made as object) }).map(([k, v]) => [k, textOf(v)])
  return {
    mediaType: body.mediaType,
    text: /json/i.test(body.mediaType)
      ? JSON.stringify(made)
      : String(new URLSearchParams(pairs())),
  }
}

/** Whether several ids may stand in a place. */
export const isList = ({ operation }: Sited, site: Site): boolean =>
  site.in === 'body'
    ? operation.lists.includes(site.name)
    : operation.parameters.some(
        ({ name, in: where, between }) =>
          where !== 'path' && where === site.in && name === site.name && between !== undefined,
      )

/** The request of an operation, about the thing with the last of the ids in one of its places. */
export const requestOf = (
  asking: Asking,
  of: Sited,
  site: Site,
  ...ids: ReadonlyArray<string>
): Probe => {
  const varied = { site, ids }
  const query = given(asking, of, varied, 'query').map(paired).join('&')
  const fields = given(asking, of, varied, 'header')
  const body = bodyOf(asking, of, varied)
  return {
    method: of.operation.method,
    path: `${pathOf(asking, of, varied)}${query && `?${query}`}`,
    headers: {
      ...Object.fromEntries(
        fields.map(({ name, values }) => [name.toLowerCase(), values.join(',')]),
      ),
      ...(body && { 'content-type': body.mediaType }),
    },
    ...(body && { body: body.text }),
  }
}
