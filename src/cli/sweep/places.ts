/**
 * Where ids stand in requests. `{id}` is many things in one document, so a parameter is told by the
 * path before it.
 */
import type { Operation } from './Operation.js'

/** `/documents/{id}`, `document_id` or `/moves target`, read. */
export interface Place {
  /** The segments of the path that a request begins with. */
  readonly prefix: ReadonlyArray<string>
  /** The name of a parameter or of a member. Without it, the place is the last segment. */
  readonly name?: string
}

export const isParameter = (segment: string): boolean => /^\{[^{}]+\}$/.test(segment)

export const segmentsOf = (path: string): ReadonlyArray<string> =>
  path.split('/').filter((segment) => segment !== '')

/** A place as it is read, or `undefined` where it is none. */
export const readPlace = (text: string): Place | undefined => {
  const [, path = '', name] = /^(\/\S*)?(?:(?:^| +)([^\s/]+))?$/.exec(text) ?? []
  const prefix = segmentsOf(path)
  if (name !== undefined) return { prefix, name }
  return isParameter(prefix.at(-1) ?? '') ? { prefix } : undefined
}

/** Whether a path begins with these segments. A parameter may have any name. */
const begins = (segments: ReadonlyArray<string>, prefix: ReadonlyArray<string>): boolean =>
  prefix.length <= segments.length &&
  prefix.every((each, i) => each === segments[i] || [each, segments[i] ?? ''].every(isParameter))

/** Types, by the places where their ids stand. */
export type Places = ReadonlyArray<{ readonly type: string; readonly place: Place }>

/** The places of all types. */
export const placesOf = (
  types: Readonly<Record<string, { readonly in: ReadonlyArray<string> }>>,
): Places =>
  Object.entries(types).flatMap(([type, { in: all }]) =>
    all.flatMap((text) => {
      const place = readPlace(text)
      return place === undefined ? [] : [{ type, place }]
    }),
  )

/** Of several places that fit, the longest path counts. */
const longest = (found: Places): string | undefined =>
  [...found].sort((x, y) => y.place.prefix.length - x.place.prefix.length)[0]?.type

/** The type of what a name in a query, a field or a body means. */
const typeOfName = (places: Places, path: string, name: string): string | undefined =>
  longest(
    places.filter(({ place }) => place.name === name && begins(segmentsOf(path), place.prefix)),
  )

/** The type of the parameter that is this segment of a path. */
export const typeOfSegment = (places: Places, path: string, index: number): string | undefined => {
  const upTo = segmentsOf(path).slice(0, index + 1)
  const exact = places.find(
    ({ place: { prefix, name } }) =>
      name === undefined && prefix.length === upTo.length && begins(upTo, prefix),
  )
  return exact?.type ?? typeOfName(places, path, (upTo[index] ?? '').slice(1, -1))
}

/** The length of an id, as a path has it. */
export const lengthOf = (id: string): number => encodeURIComponent(id).length

/** A place for an id in the request of an operation. */
export interface Site {
  readonly type: string
  readonly in: 'path' | 'query' | 'header' | 'body'
  readonly name: string
  /** Of the segment, in a path. */
  readonly index: number
}

/** No place of a request: what is asked does not name the thing. */
export const nowhere = (type: string): Site => ({ type, in: 'body', name: '', index: -1 })

/** All places for ids in the request of an operation. */
export const sitesOf = (
  { path, parameters, members }: Pick<Operation, 'path' | 'parameters' | 'members'>,
  places: Places,
): ReadonlyArray<Site> => {
  const site = (of: Site['in'], name: string, index: number, type: string | undefined) =>
    type === undefined ? [] : [{ type, in: of, name, index }]
  return [
    ...segmentsOf(path).flatMap((segment, i) =>
      isParameter(segment)
        ? site('path', segment.slice(1, -1), i, typeOfSegment(places, path, i))
        : [],
    ),
    ...parameters.flatMap(({ name, in: where }) =>
      where === 'path' ? [] : site(where, name, -1, typeOfName(places, path, name)),
    ),
    ...members.flatMap((name) => site('body', name, -1, typeOfName(places, path, name))),
  ]
}
