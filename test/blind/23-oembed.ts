/** oEmbed says 401 for private, 404 for missing: GET /oembed?url=http://host/documents/ID. */
import { careful, challenge, idIn, json, mayRead, notFound, pathOf } from './careful.js'
import { query, signedIn, type Handler } from './careful.js'

const build =
  (asSpecified: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'GET' || pathOf(request) !== '/oembed')
        return careful(world, request, caller)
      const page = query(request, 'url') ?? ''
      if (!URL.canParse(page, request.url)) return json(400, { error: 'url is not a URL' })
      const doc = world.documents.get(idIn(new URL(page, request.url).href) ?? '')
      if (doc === undefined) return notFound()
      if (!mayRead(doc, caller)) {
        // Section 2.3.4: "The specified URL contains a private (non-public) resource"
        return asSpecified
          ? json(401, { error: 'private' }, { 'www-authenticate': challenge })
          : notFound()
      }
      return json(200, { version: '1.0', type: 'link', title: doc.title, author_name: doc.owner })
    })

export const handler = build(true)
export const mended = build(false)
