/** Search: the index finds, and the application takes out what the caller may not read. */
import { careful, empty, json, mayRead, pathOf, query, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Total = (found: ReadonlyArray<Doc>, shown: ReadonlyArray<Doc>) => number

const application =
  (total: Total): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/search') return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      const q = (query(request, 'q') ?? '').trim().toLowerCase()
      if (q === '') return json(400, { error: 'q is missing' })
      const found = [...world.documents.values()].filter(({ id, title, text }) =>
        [id, title, text].some((field) => field.toLowerCase().includes(q)),
      )
      const shown = found.filter((doc) => mayRead(doc, caller))
      return json(200, { q, total: total(found, shown), hits: shown.slice(0, 20).map(view) })
    })

export const leaky = application((found) => found.length)

export const mended = application((_found, shown) => shown.length)
