/** HEAD puts the file's size in before the guard changes the status: HEAD /documents/ID. */
import { careful, idIn, signedIn, view, type Handler } from './careful.js'

const sizeOf = (body: string): string => String(new TextEncoder().encode(body).length)

const build =
  (fromStat: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'HEAD' || id === undefined) return careful(world, request, caller)
      const get = new Request(request.url, { headers: request.headers })
      const response = await careful(world, get, caller)
      const doc = world.documents.get(id)
      const size =
        fromStat && doc !== undefined
          ? sizeOf(JSON.stringify(view(doc)))
          : sizeOf(await response.clone().text())
      response.headers.set('content-length', size)
      return response
    })

export const handler = build(true)
export const mended = build(false)
