/** A small picture of each document, with a lock on it for those who may not see the document. */
import type { Doc, World } from '../World.js'
import { careful, empty, idIn, mayRead, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const svg = (inner: string, cache: string): Response =>
  new Response(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${inner}</svg>`, {
    status: 200,
    headers: { 'content-type': 'image/svg+xml', 'cache-control': cache },
  })

const lock = '<rect x="20" y="30" width="24" height="18"/><path d="M24 30v-8a8 8 0 0 1 16 0v8"/>'

const pictureOf = (doc: Doc): string =>
  doc.text
    .split('\n')
    .slice(0, 6)
    .map(
      (line, n) =>
        `<rect x="8" y="${String(8 + 8 * n)}" width="${String(Math.min(line.length, 48))}" height="4"/>`,
    )
    .join('')

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
      return mayRead(doc, caller)
        ? svg(pictureOf(doc), 'private, max-age=60')
        : svg(lock, 'private, max-age=600')
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
