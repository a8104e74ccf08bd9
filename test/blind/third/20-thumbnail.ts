/** Small pictures of documents, for the overview page; they show grey lines and no text. */
import { careful, empty, idIn, notFound, readable, signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const picture = ({ text }: Doc): string => {
  const lines = Math.min(1 + Math.floor(text.length / 60), 8)
  const bars = Array.from(
    { length: lines },
    (_, n) => `<rect x="8" y="${String(8 + n * 10)}" width="80" height="4" fill="#ccc"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96">${bars.join('')}</svg>`
}

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, 'thumbnail')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      const doc = find(world, id, caller)
      if (doc === undefined) return notFound()
      return new Response(picture(doc), {
        headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=60' },
      })
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
