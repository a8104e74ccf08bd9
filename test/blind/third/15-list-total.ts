/** The list of documents comes in pages, with the total in a header. */
import { allReadable, careful, json, pathOf, query, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'
import type { World } from '../World.js'

type Count = (world: World, caller: string) => number

const whole = (value: string | undefined, fallback: number): number => {
  const number = Number(value ?? fallback)
  return Number.isInteger(number) && number > 0 ? number : fallback
}

const application =
  (count: Count): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const reads = request.method === 'GET' || request.method === 'HEAD'
      if (!reads || pathOf(request) !== '/documents') return careful(world, request, caller)
      const page = whole(query(request, 'page'), 1)
      const size = Math.min(whole(query(request, 'per_page'), 20), 100)
      const documents = allReadable(world, caller).slice((page - 1) * size, page * size)
      return json(
        200,
        { documents: documents.map(view) },
        { 'x-total-count': String(count(world, caller)) },
      )
    })

export const leaky = application((world) => world.documents.size)

export const mended = application((world, caller) => allReadable(world, caller).length)
