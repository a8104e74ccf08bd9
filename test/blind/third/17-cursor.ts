/** The list of documents goes on after the last one of the page before. */
import { allReadable, careful, json, pathOf, query, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'
import type { World } from '../World.js'

type Valid = (world: World, cursor: string) => boolean

const application =
  (valid: Valid): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const reads = request.method === 'GET' || request.method === 'HEAD'
      if (!reads || pathOf(request) !== '/documents') return careful(world, request, caller)
      const after = query(request, 'after')
      if (after !== undefined && !valid(world, after))
        return json(400, { error: 'after: no such document' })
      const rest = allReadable(world, caller).filter(({ id }) => id > (after ?? ''))
      return json(200, { documents: rest.slice(0, 20).map(view), has_more: rest.length > 20 })
    })

export const leaky = application((world, cursor) => world.documents.has(cursor))

/** The cursor is a place in the order of ids; no document has to be there. */
export const mended = application(() => true)
