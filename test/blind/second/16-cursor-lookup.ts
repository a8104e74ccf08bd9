/** Pages of the list: `?starting_after=ID` names the last document of the page before. */
import type { Doc, World } from '../World.js'
import { allReadable, careful, json, pathOf, query, readable, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const pageSize = 20

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const reads = request.method === 'GET' || request.method === 'HEAD'
      if (pathOf(request) !== '/documents' || !reads) return careful(world, request, caller)
      const after = query(request, 'starting_after')
      if (after !== undefined && find(world, after, caller) === undefined)
        return json(400, { error: `no such document: '${after}'`, param: 'starting_after' })
      const rest = allReadable(world, caller).filter(({ id }) => after === undefined || id > after)
      return json(200, {
        documents: rest.slice(0, pageSize).map(view),
        has_more: rest.length > pageSize,
      })
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
