/** The total is counted before hidden hits are taken out: GET /search?q=ID. */
import { careful, json, mayRead, pathOf, query, signedIn, view, type Handler } from './careful.js'

const pageSize = 20

const build =
  (countVisible: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/search' || request.method !== 'GET')
        return careful(world, request, caller)
      const words = (query(request, 'q') ?? '').toLowerCase()
      if (words === '') return json(400, { error: 'q is missing' })
      // The index knows nothing of permissions
      const hits = [...world.documents.values()].filter((doc) =>
        `${doc.id} ${doc.title} ${doc.text}`.toLowerCase().includes(words),
      )
      const visible = hits.filter((doc) => mayRead(doc, caller))
      const total = countVisible ? visible.length : hits.length
      return json(200, { total, results: visible.slice(0, pageSize).map(view) })
    })

export const handler = build(false)
export const mended = build(true)
