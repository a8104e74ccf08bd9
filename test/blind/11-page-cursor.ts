/** A page cursor must name a row of the table, visible or not: GET /documents?after=ID. */
import { allReadable, careful, json, mayRead, pathOf, query } from './careful.js'
import { signedIn, view, type Handler } from './careful.js'
import type { Doc, World } from './World.js'

type Page = (world: World, caller: string, after: string) => ReadonlyArray<Doc> | undefined

const byRow: Page = (world, caller, after) => {
  const rows = [...world.documents.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const at = rows.findIndex((doc) => doc.id === after)
  return at < 0 ? undefined : rows.slice(at + 1).filter((doc) => mayRead(doc, caller))
}

const byOrder: Page = (world, caller, after) =>
  allReadable(world, caller).filter((doc) => doc.id > after)

const build =
  (pageAfter: Page): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const after = query(request, 'after')
      if (request.method !== 'GET' || pathOf(request) !== '/documents' || after === undefined)
        return careful(world, request, caller)
      const page = pageAfter(world, caller, after)?.slice(0, 10)
      if (page === undefined) return json(400, { error: 'this cursor is not valid any more' })
      return json(200, { documents: page.map(view), next: page[9]?.id ?? null })
    })

export const handler = build(byRow)
export const mended = build(byOrder)
