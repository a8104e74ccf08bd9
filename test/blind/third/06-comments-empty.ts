/** The comments of a document: those the caller may not see are filtered out. */
import { careful, empty, fieldsOf, idIn, json, mayRead, notFound, readable } from '../careful.js'
import { signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

interface Comment {
  readonly document: string
  readonly author: string
  readonly text: string
}
type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) => {
    const comments: Comment[] = []
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'comments')
      if (id === undefined) return careful(world, request, caller)
      if (request.method === 'POST') {
        if (readable(world, id, caller) === undefined) return notFound()
        const { text } = await fieldsOf(request)
        if (typeof text !== 'string') return json(422, { error: 'text is missing' })
        comments.push({ document: id, author: caller, text })
        return json(201, { author: caller, text })
      }
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD, POST' })
      const doc = find(world, id, caller)
      if (doc === undefined) return notFound()
      const visible = comments.filter(({ document }) => document === id && mayRead(doc, caller))
      return json(200, { comments: visible })
    })
  }

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
