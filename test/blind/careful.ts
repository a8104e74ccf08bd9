/**
 * The small application all handlers share, without a mistake: whatever is asked about a document
 * the caller may not read is answered as if it was not there.
 */
import type { Doc, World } from './World.js'

export type Handler = (world: World) => (request: Request) => Promise<Response>
type Headed = Readonly<Record<string, string>>
type Fields = Readonly<Record<string, unknown>>

export const challenge = 'Bearer realm="documents"'
const allow = 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'

export const json = (status: number, body: unknown, headers: Headed = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })

export const empty = (status: number, headers: Headed = {}): Response =>
  new Response(null, { status, headers })

export const notFound = (): Response => json(404, { error: 'not found' })

/** Asks for a name before anything else, and takes the body off what answers a HEAD. */
export const signedIn =
  (answer: (request: Request, caller: string) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    const caller = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const response =
      caller === undefined
        ? json(401, { error: 'sign in' }, { 'www-authenticate': challenge })
        : caller === 'expired'
          ? json(
              401,
              { error: 'sign in' },
              { 'www-authenticate': `${challenge}, error="invalid_token"` },
            )
          : await answer(request, caller)
    return request.method === 'HEAD' ? new Response(null, response) : response
  }

/** The decoded segments of a path; none where an encoding is broken. */
const segments = (url: string): ReadonlyArray<string> => {
  try {
    return new URL(url).pathname.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return []
  }
}

/** The id in `/documents/ID`, or in `/documents/ID/tail`; nothing for every other path. */
export const idIn = (url: string, tail?: string): string | undefined => {
  const [first, id, last, ...more] = segments(url)
  return first === 'documents' && id !== '' && last === tail && more.length === 0 ? id : undefined
}

export const pathOf = (request: Request): string => new URL(request.url).pathname

export const query = (request: Request, name: string): string | undefined =>
  new URL(request.url).searchParams.get(name) ?? undefined

export const fieldsOf = async (request: Request): Promise<Fields> => {
  const body: unknown = await request.json().catch(() => null)
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

export const mayRead = (doc: Doc, caller: string): boolean =>
  doc.owner === caller || doc.readers.includes(caller)

/** The document, if it is there and the caller may read it. */
export const readable = (world: World, id: string, caller: string): Doc | undefined => {
  const doc = world.documents.get(id)
  return doc !== undefined && mayRead(doc, caller) ? doc : undefined
}

export const allReadable = (world: World, caller: string): ReadonlyArray<Doc> =>
  [...world.documents.values()]
    .filter((doc) => mayRead(doc, caller))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

export const view = ({ id, title, folder, text, version }: Doc): Fields => ({
  id,
  title,
  folder,
  text,
  version,
})

export const etagOf = (doc: Doc): string => `"${doc.version}"`

const written = (fields: Fields, name: string, before: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : before
}

export const create = (world: World, id: string, owner: string, fields: Fields): Response => {
  world.documents.set(id, {
    id,
    owner,
    readers: [],
    title: written(fields, 'title', 'Untitled'),
    folder: written(fields, 'folder', `${owner}s-folder`),
    text: written(fields, 'text', ''),
    version: 1,
  })
  return json(201, { id }, { location: `/documents/${encodeURIComponent(id)}` })
}

/** A new id in the caller's own name space, so that other people's ids play no part. */
export const newId = (world: World, caller: string, stem = `${caller}-`): string => {
  let n = 1
  while (world.documents.get(`${stem}${n}`)?.owner === caller) n += 1
  return `${stem}${n}`
}

/** `/documents` and `/documents/ID`; not found for everything else. */
export const careful = async (
  world: World,
  request: Request,
  caller: string,
): Promise<Response> => {
  const { method } = request
  if (pathOf(request) === '/documents') {
    if (method === 'POST')
      return create(world, newId(world, caller), caller, await fieldsOf(request))
    if (method !== 'GET' && method !== 'HEAD') return empty(405, { allow: 'GET, HEAD, POST' })
    return json(200, { documents: allReadable(world, caller).map(view) })
  }
  const id = idIn(request.url)
  if (id === undefined) return notFound()
  if (method === 'OPTIONS') return empty(204, { allow })
  if (!allow.split(', ').includes(method)) return empty(405, { allow })
  const doc = readable(world, id, caller)
  if (doc === undefined) return notFound()
  if (method === 'GET' || method === 'HEAD') return json(200, view(doc), { etag: etagOf(doc) })
  if (doc.owner !== caller) return json(403, { error: 'read only' })
  if (method === 'DELETE') {
    world.documents.delete(id)
    return empty(204)
  }
  const fields = await fieldsOf(request)
  if (method === 'PUT' && typeof fields['text'] !== 'string')
    return json(422, { error: 'text is missing' })
  const next: Doc = {
    ...doc,
    title: written(fields, 'title', doc.title),
    text: written(fields, 'text', doc.text),
    version: doc.version + 1,
  }
  world.documents.set(id, next)
  return json(200, view(next), { etag: etagOf(next) })
}
