/** Every document that is loaded adds its tag to the answer, for the purge of the proxy cache. */
import { careful, idIn, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Tagged = (found: boolean, status: number) => boolean

const application =
  (tagged: Tagged): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (id === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
        return careful(world, request, caller)
      const found = world.documents.has(id)
      const response = await careful(world, request, caller)
      const keys = [
        'documents',
        ...(tagged(found, response.status) ? [`document/${encodeURIComponent(id)}`] : []),
      ]
      response.headers.set('surrogate-key', keys.join(' '))
      return response
    })

export const leaky = application((found) => found)
/** Only an answer that holds the document carries the tag of the document. */
export const mended = application((_found, status) => status === 200)
