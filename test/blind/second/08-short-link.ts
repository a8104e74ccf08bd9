/** A short link for e-mails, `/d/ID`, sends the browser on to the document. */
import type { World } from '../World.js'
import { careful, empty, notFound, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Known = (world: World, id: string) => boolean

const shortId = (path: string): string | undefined => {
  const found = /^\/d\/([^/]+)$/.exec(path)?.[1]
  if (found === undefined) return undefined
  try {
    return decodeURIComponent(found)
  } catch {
    return undefined
  }
}

const application =
  (known: Known): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = shortId(pathOf(request))
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      if (!known(world, id)) return notFound()
      return empty(302, { location: `/documents/${encodeURIComponent(id)}` })
    })

export const leaky = application((world, id) => world.documents.has(id))
/** The short link only rewrites the path; the document's own address decides. */
export const mended = application(() => true)
