/**
 * What is asked about the things of one type: requests of declared operations, gathered around the
 * path that they have in common.
 */
import type { Probe, Question } from '../../testkit/Probe.js'
import type { Config, ResourceType } from './Config.js'
import { isHarmless } from './harmless.js'
import { nameOf, type Operation } from './Operation.js'
import {
  isParameter,
  placesOf,
  segmentsOf,
  sitesOf,
  typeOfSegment,
  type Places,
  type Site,
} from './places.js'
import { sampleOf, withIds } from './sample.js'

/** The ids of one type. */
export interface Ids {
  readonly hidden: string
  readonly missing: string
  readonly spare?: string
}

/** An operation, asked about a thing in one of its places. */
export interface Asked {
  readonly operation: Operation
  readonly site: Site
  /** The operation, and the place where it has several. */
  readonly route: string
  readonly question: Question
}

/** Requests that are asked together. */
export interface Target {
  readonly type: string
  /** The path around which it is asked. */
  readonly pathOf: (id: string) => string
  /** Is it the path of the thing itself? Then the default questions are asked as well. */
  readonly isHome: boolean
  /** Do the requests change nothing? */
  readonly isHarmless: boolean
  readonly asked: ReadonlyArray<Asked>
}

/** What is asked, as whom. */
export interface Asking {
  readonly config: Pick<Config, 'types' | 'values'>
  readonly ids: Readonly<Record<string, Ids>>
  readonly base: string
  readonly caller: string
}

/** An operation with the places of ids in it. */
export interface Sited {
  readonly operation: Operation
  readonly sites: ReadonlyArray<Site>
}

/** The operations with the places of ids in them. */
export const sited = (
  operations: ReadonlyArray<Operation>,
  { types }: Pick<Config, 'types'>,
): ReadonlyArray<Sited> => {
  const places = placesOf(types)
  return operations.map((operation) => ({ operation, sites: sitesOf(operation, places) }))
}

/** The route, and the place of the id where there are several. */
export const routeOf = ({ operation, sites }: Sited, site: Site): string => {
  if (sites.length === 1 && site.in === 'path') return nameOf(operation)
  const upTo = segmentsOf(operation.path).slice(0, site.index + 1)
  const place = site.in === 'path' ? `at /${upTo.join('/')}` : `${site.name} in the ${site.in}`
  return `${nameOf(operation)} (${place})`
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

/** The request of an operation, about the thing with an id. */
const requestOf = (
  asking: Asking,
  { operation, sites }: Sited,
  varied: Site,
  id: string,
): Probe => {
  const { method, path, parameters, body } = operation
  const siteOf = (where: Site['in'], name: string) =>
    sites.find((site) => site.in === where && site.name === name)
  const segments = segmentsOf(path).map((segment, i) => {
    if (!isParameter(segment)) return segment
    const site = sites.find((each) => each.in === 'path' && each.index === i)
    return encodeURIComponent(
      site === undefined
        ? valueOf(asking.config, operation, segment.slice(1, -1))
        : idAt(asking, varied, site, id),
    )
  })
  const given = (where: 'query' | 'header') =>
    parameters.flatMap(({ name, in: its, required }): ReadonlyArray<readonly [string, string]> => {
      const site = siteOf(where, name)
      if (its !== where || !(required || site === varied)) return []
      return [
        [
          name,
          site === undefined
            ? valueOf(asking.config, operation, name)
            : idAt(asking, varied, site, id),
        ],
      ]
    })
  const query = given('query')
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&')
  const sent = body && bodyOf(asking, { operation, sites }, varied, id, body)
  return {
    method,
    path: `${asking.base}/${segments.join('/')}${endOf(path)}${query && `?${query}`}`,
    headers: {
      ...Object.fromEntries(given('header').map(([name, value]) => [name.toLowerCase(), value])),
      ...(sent === undefined ? {} : { 'content-type': body?.mediaType ?? '' }),
    },
    ...(sent === undefined ? {} : { body: sent }),
  }
}

/** A slash at the end is a part of the path. */
const endOf = (path: string): string => (/.\/$/.test(path) ? '/' : '')

const bodyOf = (
  asking: Asking,
  { sites }: Sited,
  varied: Site,
  id: string,
  { mediaType, schema }: NonNullable<Operation['body']>,
): string => {
  const idOf = (name: string): string | undefined => {
    const site = sites.find((each) => each.in === 'body' && each.name === name)
    return site && idAt(asking, varied, site, id)
  }
  const sample = sampleOf(schema, (name) => varied.in === 'body' && name === varied.name)
  const made = withIds(sample, idOf)
  return /json/i.test(mediaType)
    ? JSON.stringify(made)
    : String(
        new URLSearchParams(
          Object.entries({ ...(made as object) }).map(([k, v]) => [k, textOf(v)]),
        ),
      )
}

/** The path of the thing itself: a GET whose last segment is its id. */
const homeOf = (all: ReadonlyArray<Sited>, type: string): readonly [Sited, Site] | undefined => {
  const found = all.flatMap((each): ReadonlyArray<readonly [Sited, Site]> => {
    const last = segmentsOf(each.operation.path).length - 1
    const site = each.sites.find(
      ({ in: where, index, type: its }) => where === 'path' && index === last && its === type,
    )
    return site === undefined || each.operation.method !== 'GET' ? [] : [[each, site]]
  })
  return found.sort(([x], [y]) => x.operation.path.length - y.operation.path.length)[0]
}

const withoutQuery = (path: string): string => path.replace(/\?.*$/, '')

/** What is asked about the things of a type. */
export const targetsOf = (
  all: ReadonlyArray<Sited>,
  type: string,
  asking: Asking,
): ReadonlyArray<Target> => {
  const home = homeOf(all, type)
  const groups = new Map<string, Target>()
  for (const each of all)
    for (const site of each.sites) {
      if (site.type !== type) continue
      const request = (id: string) => requestOf(asking, each, site, id)
      const isInPath = site.in === 'path'
      // a request that names the thing elsewhere is asked around the path of the thing
      const [around, at] = isInPath ? [each, site] : (home ?? [])
      const pathOf = (id: string): string =>
        around === undefined || at === undefined
          ? `${withoutQuery(request(id).path)}?id=${encodeURIComponent(id)}`
          : withoutQuery(requestOf(asking, around, at, id).path)
      const idIn = (path: string): string =>
        decodeURIComponent(
          (at === undefined
            ? path.split('?id=')[1]
            : segmentsOf(path)[segmentsOf(asking.base).length + at.index]) ?? '',
        )
      const route = routeOf(each, site)
      const question: Question = { name: route, at: (path) => request(idIn(path)) }
      const quiet = isHarmless(request('x'))
      const key = isInPath ? `${pathOf('{}')} ${String(site.index)} ${String(quiet)}` : route
      const last = segmentsOf(each.operation.path).length - 1
      groups.set(key, {
        type,
        pathOf,
        isHome: isInPath && site.index === last,
        isHarmless: quiet,
        asked: [
          ...(groups.get(key)?.asked ?? []),
          { operation: each.operation, site, route, question },
        ],
      })
    }
  // what may change something comes last
  return [...groups.values()].sort((x, y) => Number(y.isHarmless) - Number(x.isHarmless))
}

/** Parameters in a path that have no type, and no value either. */
export const unknownIn = (
  { path, parameters }: Operation,
  places: Places,
  { values = {} }: Pick<Config, 'values'>,
): ReadonlyArray<string> =>
  segmentsOf(path).flatMap((segment, i) => {
    if (!segment.includes('{')) return []
    const name = segment.slice(1, -1)
    if (!isParameter(segment)) return [segment]
    const schema = parameters.find((each) => each.name === name)?.schema
    const isKnown =
      typeOfSegment(places, path, i) !== undefined ||
      Object.hasOwn(values, name) ||
      (schema !== undefined && /"(?:example|examples|enum|default|const)"/.test(keysOf(schema)))
    return isKnown ? [] : [segment]
  })

const keysOf = (schema: unknown): string => JSON.stringify(Object.keys(Object(schema) as object))
