/** The first version of the API is still served for old clients, with its first rules. */
import { allReadable, careful, empty, json, mayRead, notFound, pathOf } from '../careful.js'
import { signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'

const headers = { deprecation: '@1735689600', link: '</documents>; rel="successor-version"' }

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const application =
  (statusOfHidden: 403 | 404): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const found = /^\/api\/v1\/documents(?:\/([^/]+))?$/.exec(pathOf(request))
      if (found === null) return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD', ...headers })
      if (found[1] === undefined)
        return json(200, { items: allReadable(world, caller).map(view) }, headers)
      const id = decoded(found[1])
      if (id === undefined) return notFound()
      const doc = world.documents.get(id)
      if (doc === undefined) return json(404, { status: 'error', code: 404 }, headers)
      if (!mayRead(doc, caller))
        return json(statusOfHidden, { status: 'error', code: statusOfHidden }, headers)
      return json(200, { status: 'ok', item: view(doc) }, headers)
    })

export const leaky = application(403)
export const mended = application(404)
