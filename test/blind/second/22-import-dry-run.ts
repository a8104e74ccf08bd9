/** An import of a CSV file: rows with the caller's own ids update, all other rows create. */
import type { World } from '../World.js'
import { careful, create, empty, json, newId, pathOf, query, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Updates = (world: World, id: string, caller: string) => boolean
type Row = readonly [id: string, title: string]

const rowsOf = (csv: string): ReadonlyArray<Row> =>
  csv
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line): Row => {
      const [id = '', title = ''] = line.split(',')
      return [id.trim(), title.trim()]
    })

const owned: Updates = (world, id, caller) => world.documents.get(id)?.owner === caller

const run = (world: World, caller: string, [id, title]: Row): void => {
  const doc = world.documents.get(id)
  if (doc?.owner === caller) world.documents.set(id, { ...doc, title, version: doc.version + 1 })
  else create(world, newId(world, caller), caller, { title })
}

const application =
  (updatesInDryRun: Updates): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/imports') return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const csv = await request.text()
      if (!/^id,title\r?(\n|$)/.test(csv)) return json(422, { error: 'first line: id,title' })
      const rows = rowsOf(csv)
      const dry = query(request, 'dry_run') === 'true'
      const updates = dry ? updatesInDryRun : owned
      const updated = rows.filter(([id]) => updates(world, id, caller)).length
      if (!dry) for (const row of rows) run(world, caller, row)
      return json(dry ? 200 : 201, { dry, updated, created: rows.length - updated })
    })

export const leaky = application((world, id) => world.documents.has(id))
export const mended = application(owned)
