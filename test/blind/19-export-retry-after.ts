/** The waiting time is guessed from the stored text's size: POST /documents/ID/export. */
import { careful, idIn, json, mayRead, notFound, pathOf, readable } from './careful.js'
import { signedIn, view, type Handler } from './careful.js'

interface Job {
  readonly caller: string
  readonly id: string
}

const build =
  (guessForAll: boolean): Handler =>
  (world) => {
    const jobs: Job[] = []
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'export')
      if (id !== undefined && request.method === 'POST') {
        // Accepted whatever the id is; the worker looks at permissions later
        const location = `/exports/${jobs.push({ caller, id })}`
        const doc = world.documents.get(id)
        const sized = doc !== undefined && (guessForAll || mayRead(doc, caller))
        const seconds = sized ? 2 + Math.ceil(doc.text.length / 10_000) : 1
        return json(202, { state: 'queued' }, { location, 'retry-after': `${seconds}` })
      }
      const number = /^\/exports\/(\d+)$/.exec(pathOf(request))?.[1]
      if (number === undefined) return careful(world, request, caller)
      const job = jobs[Number(number) - 1]
      if (job?.caller !== caller) return notFound()
      const doc = readable(world, job.id, caller)
      return json(200, doc === undefined ? { state: 'failed' } : { state: 'done', ...view(doc) })
    })
  }

export const handler = build(true)
export const mended = build(false)
