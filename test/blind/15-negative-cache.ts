/** Only the 404 of what is really not there may be cached by everybody: GET /documents/ID. */
import { careful, idIn, signedIn, type Handler } from './careful.js'

const build =
  (cacheMisses: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const response = await careful(world, request, caller)
      const id = idIn(request.url)
      const reading = request.method === 'GET' || request.method === 'HEAD'
      if (response.status === 404 && reading && id !== undefined) {
        // Crawlers ask for old addresses again and again; a hidden one may be shared any minute
        const miss = cacheMisses && !world.documents.has(id)
        response.headers.set('cache-control', miss ? 'public, max-age=60' : 'no-store')
      }
      return response
    })

export const handler = build(true)
export const mended = build(false)
