/** Version one of the API still runs beside the present one. */
import { careful, empty, etagOf, idIn, json, mayRead, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Refuse = (doc: Doc | undefined) => Response

const old = (status: number, message: string): Response =>
  json(status, { status: 'error', code: status, message })

const application =
  (refuse: Refuse): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (!pathOf(request).startsWith('/v1/')) return careful(world, request, caller)
      const id = idIn(request.url.replace('/v1/', '/'))
      if (id === undefined) return old(404, 'no such route')
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      const doc = world.documents.get(id)
      if (doc === undefined || !mayRead(doc, caller)) return refuse(doc)
      const { title, text } = doc
      return json(200, { status: 'ok', data: { id, title, body: text } }, { etag: etagOf(doc) })
    })

export const leaky = application((doc) =>
  doc === undefined ? old(404, 'document not found') : old(403, 'permission denied'),
)

export const mended = application(() => old(404, 'document not found'))
