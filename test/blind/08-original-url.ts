/** Guarded by URL, routed by a proxy's header: GET / with `X-Original-URL: /documents/ID`. */
import { careful, idIn, json, mayRead, notFound, readable } from './careful.js'
import { signedIn, type Handler } from './careful.js'

const build =
  (guardTheRewritten: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const original = request.headers.get('x-original-url')
      const target = new URL(request.url)
      // Only the path is taken over, as a rewriting proxy sends it
      if (original?.startsWith('/') === true) target.pathname = original.split('?')[0] ?? '/'

      // The guard: nobody gets further with a document he may not read
      const guarded = idIn(guardTheRewritten ? target.href : request.url)
      if (guarded !== undefined && request.method === 'GET') {
        if (readable(world, guarded, caller) === undefined) return notFound()
      }

      // The router: its own check was meant for the impossible, so it may say what it is
      const doc = world.documents.get(idIn(target.href) ?? '')
      if (doc !== undefined && request.method === 'GET' && !mayRead(doc, caller))
        return json(403, { error: 'forbidden' })
      return careful(world, new Request(target, request), caller)
    })

export const handler = build(false)
export const mended = build(true)
