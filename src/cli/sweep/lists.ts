/**
 * Routes that name no thing, and whose answers may: lists, searches, exports.
 */
import type { Question } from '../../testkit/Probe.js'
import { nameOf } from './Operation.js'
import { nowhere, placesOf } from './places.js'
import { requestOf, type Asking, type Sited } from './request.js'
import { targetsOf, unknownIn, type Target } from './targets.js'

/** A GET of each such route, around the id of a thing that it does not name. */
const listsOf = (all: ReadonlyArray<Sited>, type: string, asking: Asking): ReadonlyArray<Target> =>
  all
    .filter(
      ({ operation, sites }) =>
        operation.method === 'GET' &&
        sites.length === 0 &&
        unknownIn(operation, placesOf(asking.config.types), asking.config).length === 0,
    )
    .map((each): Target => {
      const { operation } = each
      const site = nowhere(type)
      const probe = requestOf(asking, each, site, '')
      const [path = ''] = probe.path.split('?')
      const question: Question = { name: nameOf(operation), at: () => probe }
      return {
        type,
        path: operation.path,
        pathOf: (id) => `${path}?id=${encodeURIComponent(id)}`,
        idOf: (around) => decodeURIComponent(around.split('?id=')[1] ?? ''),
        isHome: false,
        isHarmless: true,
        isList: true,
        asked: [{ operation, site, route: question.name, question }],
      }
    })

/** What is asked about the things of a type, by routes that name them and by others. */
export const everythingOf = (
  all: ReadonlyArray<Sited>,
  type: string,
  asking: Asking,
): ReadonlyArray<Target> => [...targetsOf(all, type, asking), ...listsOf(all, type, asking)]
