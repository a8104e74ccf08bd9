/** A signed link, `?share=SIGNATURE`, opens a document for whoever holds the link. */
import { createHmac } from 'node:crypto'
import {
  careful,
  empty,
  idIn,
  json,
  notFound,
  query,
  readable,
  signedIn,
  view,
} from '../careful.js'
import type { Handler } from '../careful.js'

const signature = (id: string): string =>
  createHmac('sha256', 'a-secret-of-the-server').update(id).digest('hex')

const refused = (): Response => json(403, { error: 'this link is not valid any more' })

const application =
  (answerToBadLink: () => Response): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const linked = idIn(request.url, 'link')
      if (linked !== undefined) {
        if (request.method !== 'GET' && request.method !== 'HEAD')
          return empty(405, { allow: 'GET, HEAD' })
        if (readable(world, linked, caller)?.owner !== caller) return notFound()
        const href = `/documents/${encodeURIComponent(linked)}?share=${signature(linked)}`
        return json(200, { href })
      }
      const id = idIn(request.url)
      const share = query(request, 'share')
      if (id === undefined || share === undefined || request.method !== 'GET')
        return careful(world, request, caller)
      const doc = world.documents.get(id)
      if (doc === undefined) return notFound()
      return share === signature(id) ? json(200, view(doc)) : answerToBadLink()
    })

export const leaky = application(refused)
export const mended = application(notFound)
