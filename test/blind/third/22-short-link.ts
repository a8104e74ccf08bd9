/** Short links: `/d/ID`, as people paste them into a chat, leads to the document. */
import { careful, empty, idIn, notFound, pathOf, signedIn, type Handler } from '../careful.js'
import type { World } from '../World.js'

type Known = (world: World, id: string) => boolean

const application =
  (known: Known): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (!pathOf(request).startsWith('/d/')) return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      const id = idIn(request.url.replace('/d/', '/documents/'))
      if (id === undefined || !known(world, id)) return notFound()
      return empty(302, { location: `/documents/${encodeURIComponent(id)}` })
    })

export const leaky = application((world, id) => world.documents.has(id))

/** The link leads on without a look; the document's own address says what there is to say. */
export const mended = application(() => true)
