/** The file server judges ranges first: GET /documents/ID with `Range: bytes=99999999-`. */
import { careful, empty, etagOf, idIn, mayRead, signedIn, type Handler } from './careful.js'

const plain = (status: number, body: string | Uint8Array<ArrayBuffer>, headers = {}): Response =>
  new Response(body, { status, headers: { 'content-type': 'text/plain', ...headers } })

const build =
  (rangeFirst: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (id === undefined || request.method !== 'GET') return careful(world, request, caller)
      const doc = world.documents.get(id)
      const allowed = doc !== undefined && mayRead(doc, caller)
      if (doc === undefined || (!allowed && !rangeFirst)) return plain(404, 'Not found\n')
      const bytes = new TextEncoder().encode(doc.text)
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '')
      const start = Number(range?.[1] ?? 0)
      if (range !== null && start >= bytes.length)
        return empty(416, { 'content-range': `bytes */${bytes.length}` })
      if (!allowed) return plain(404, 'Not found\n')
      const headers = { etag: etagOf(doc), 'accept-ranges': 'bytes' }
      if (range === null) return plain(200, bytes, headers)
      const end = Math.min(Number(range[2] || bytes.length - 1), bytes.length - 1)
      const contentRange = `bytes ${start}-${end}/${bytes.length}`
      return plain(206, bytes.slice(start, end + 1), { ...headers, 'content-range': contentRange })
    })

export const handler = build(true)
export const mended = build(false)
