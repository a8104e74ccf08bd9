/**
 * What is asked about the things of one type: requests of declared operations, gathered around the
 * path that they have in common.
 */
import type { Question } from '../../testkit/Probe.js'
import type { Config } from './Config.js'
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
import { isList, requestOf, type Asking, type Sited } from './request.js'

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
  /** A path that is declared, of a request that is asked. */
  readonly path: string
  /** The id in such a path. */
  readonly idOf: (path: string) => string
  /** Is it the path of the thing itself? Then the default questions are asked as well. */
  readonly isHome: boolean
  /** Do the requests change nothing? */
  readonly isHarmless: boolean
  /** Do the requests name no thing? Then an answer may name it all the same. */
  readonly isList: boolean
  readonly asked: ReadonlyArray<Asked>
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
export const routeOf = ({ operation, sites }: Sited, site: Site, more = ''): string => {
  if (sites.length === 1 && site.in === 'path') return nameOf(operation)
  const upTo = segmentsOf(operation.path).slice(0, site.index + 1)
  const place = site.in === 'path' ? `at /${upTo.join('/')}` : `${site.name} in the ${site.in}`
  return `${nameOf(operation)} (${place}${more})`
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

/** The places of a type. A list is asked with the id alone, and beside a thing of the caller's own. */
const placesIn = (
  of: Sited,
  type: string,
  { config, caller }: Asking,
): ReadonlyArray<readonly [Site, ReadonlyArray<string>]> =>
  of.sites
    .filter((site) => site.type === type)
    .flatMap((site) => {
      const own = isList(of, site) ? config.types[type]?.own?.[caller] : undefined
      return [[site, []] as const, ...(own === undefined ? [] : [[site, [own]] as const])]
    })

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
    for (const [site, others] of placesIn(each, type, asking)) {
      const request = (id: string) => requestOf(asking, each, site, ...others, id)
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
      const route = routeOf(each, site, others.length > 0 ? ', beside an own one' : '')
      const question: Question = { name: route, at: (path) => request(idIn(path)) }
      const quiet = isHarmless(request('x'))
      const key = isInPath ? `${pathOf('{}')} ${String(site.index)} ${String(quiet)}` : route
      const last = segmentsOf(each.operation.path).length - 1
      groups.set(key, {
        type,
        path: each.operation.path,
        pathOf,
        idOf: idIn,
        isHome: isInPath && site.index === last,
        isHarmless: quiet,
        isList: false,
        asked: [
          ...(groups.get(key)?.asked ?? []),
          { operation: each.operation, site, route, question },
        ],
      })
    }
  const targets = [...groups.values()]
  // what may change something comes last
  return [...targets, ...undeclaredIn(targets, asking.config)].sort(
    (x, y) => Number(y.isHarmless) - Number(x.isHarmless),
  )
}

/** Paths of things for which only reading is declared. What may change them is asked all the same. */
const undeclaredIn = (
  targets: ReadonlyArray<Target>,
  { methods = 'safe', questions = 'all' }: Pick<Config, 'methods' | 'questions'>,
): ReadonlyArray<Target> => {
  const homes = targets.filter(({ isHome }) => isHome)
  if (methods === 'safe' || questions === 'declared') return []
  return homes
    .filter((home) => homes.every((each) => each.isHarmless || each.path !== home.path))
    .map((home) => ({ ...home, isHarmless: false, asked: [] }))
}

/** What is asked, for a person. */
export const nameOfTarget = ({ asked, path }: Target): string =>
  asked.length === 0
    ? `methods of ${path} that are not declared`
    : asked.map(({ route }) => route).join(', ')

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
