/** Reading a document: the team answers 403 where the caller is no reader. */
import { careful, idIn, json, mayRead, signedIn, type Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Refuse = (doc: Doc, caller: string) => Response | undefined

const application =
  (refuse: Refuse): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      const reads = request.method === 'GET' || request.method === 'HEAD'
      const doc = id === undefined || !reads ? undefined : world.documents.get(id)
      const refusal = doc === undefined ? undefined : refuse(doc, caller)
      return refusal ?? careful(world, request, caller)
    })

export const leaky = application((doc, caller) =>
  mayRead(doc, caller) ? undefined : json(403, { error: 'you are no reader of this document' }),
)

export const mended = application(() => undefined)
