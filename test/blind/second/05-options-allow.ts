/** OPTIONS tells the page which buttons to draw: the methods that the caller may use. */
import type { Doc, World } from '../World.js'
import { careful, empty, idIn, mayRead, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const methodsFor = (doc: Doc, caller: string): ReadonlyArray<string> => [
  ...(mayRead(doc, caller) ? ['GET', 'HEAD'] : []),
  ...(doc.owner === caller ? ['PUT', 'PATCH', 'DELETE'] : []),
  'OPTIONS',
]

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'OPTIONS' || id === undefined) return careful(world, request, caller)
      const doc = find(world, id, caller)
      if (doc === undefined) return notFound()
      return empty(204, { allow: methodsFor(doc, caller).join(', ') })
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
