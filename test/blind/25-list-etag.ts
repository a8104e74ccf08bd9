/** The list is filtered, its ETag is that of the whole table: GET /documents. */
import { allReadable, careful, empty, pathOf, signedIn, type Handler } from './careful.js'
import type { Doc, World } from './World.js'

/** Rows and the sum of their versions: one cheap query, and every write changes it. */
const tagOf = (rows: ReadonlyArray<Doc>): string =>
  `W/"${rows.length}-${rows.reduce((sum, doc) => sum + doc.version, 0)}"`

const build =
  (rowsOf: (world: World, caller: string) => ReadonlyArray<Doc>): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const reading = request.method === 'GET' || request.method === 'HEAD'
      if (!reading || pathOf(request) !== '/documents') return careful(world, request, caller)
      const etag = tagOf(rowsOf(world, caller))
      if (request.headers.get('if-none-match') === etag) return empty(304, { etag })
      const response = await careful(world, request, caller)
      response.headers.set('etag', etag)
      response.headers.set('cache-control', 'private, no-cache')
      return response
    })

export const handler = build((world) => [...world.documents.values()])
export const mended = build(allReadable)
