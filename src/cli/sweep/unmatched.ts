/**
 * What a configuration names, and the API does not have: a route, a place of an id, a parameter.
 */
import { didYouMean, show } from '../../lib/show.js'
import type { Config } from './Config.js'
import type { Wrong } from './Misconfigured.js'
import { nameOf, type Operation } from './Operation.js'
import { isParameter, placesOf, segmentsOf, sitesOf } from './places.js'
import { isListed } from './skipped.js'

/** Names in vain. */
export const unmatched = (
  { types, values = {}, skip = [], include = [] }: Config,
  operations: ReadonlyArray<Operation>,
): ReadonlyArray<Wrong> => {
  const routes = operations.map(nameOf)
  // many documents declare no parameters of paths
  const parameters = operations.flatMap((each) => [
    ...each.parameters.map(({ name }) => name),
    ...segmentsOf(each.path).flatMap((segment) =>
      isParameter(segment) ? [segment.slice(1, -1)] : [],
    ),
  ])
  const hasPlace = (type: string, place: string): boolean => {
    const places = placesOf({ [type]: { in: [place] } })
    return operations.some((operation) => sitesOf(operation, places).length > 0)
  }
  const unknownRoutes = (key: string, listed: ReadonlyArray<string>): ReadonlyArray<Wrong> =>
    listed.flatMap((route, i) =>
      operations.some((operation) => isListed(operation, [route]))
        ? []
        : [
            {
              path: [key, i],
              message: `expected a route of the API, got ${show(route)}${didYouMean(route, routes) || '; correct it, or take it out'}`,
            },
          ],
    )
  return [
    ...Object.entries(types).flatMap(([type, { in: places }]) =>
      places.flatMap((place, i) =>
        hasPlace(type, place)
          ? []
          : [
              {
                path: ['types', type, 'in', i],
                message: `expected a place in a route of the API, got ${show(place)}; correct it, or take it out`,
              },
            ],
      ),
    ),
    ...Object.keys(values)
      .filter((name) => !parameters.includes(name))
      .map((name) => ({
        path: ['values', name],
        message: `expected a parameter of a route${didYouMean(name, parameters) || '; correct the name, or take it out'}`,
      })),
    ...unknownRoutes('skip', skip),
    ...unknownRoutes('include', include),
  ]
}
