/** "DELETE is idempotent", so deleting what is not there is a success: DELETE /documents/ID. */
import { careful, empty, idIn, signedIn, type Handler } from './careful.js'

const build =
  (goneIsFine: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (goneIsFine && request.method === 'DELETE' && id !== undefined) {
        // A retry after a lost answer must not alarm the client
        if (!world.documents.has(id)) return empty(204)
      }
      return careful(world, request, caller)
    })

export const handler = build(true)
export const mended = build(false)
