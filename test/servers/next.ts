/**
 * The recipe for a route handler of Next.js in docs/frameworks.md: `app/documents/[id]/route.ts`.
 */
import { decide } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import {
  changeDocument,
  facts,
  isStale,
  policy,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

export const nextHandlers = (documents: Documents) => {
  const GET = async (request: Request, { params }: Context): Promise<Response> => {
    const document = documents.get((await params).id)
    const asked = facts(request.headers.get('authorization') ?? undefined, document)
    const verdict = decide(readDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return toResponse(verdict, request.method)
    const { title, etag, modified } = document as Document
    return Response.json({ title }, { headers: { etag, 'last-modified': modified } })
  }
  const PUT = async (request: Request, { params }: Context): Promise<Response> => {
    const document = documents.get((await params).id)
    const asked = facts(request.headers.get('authorization') ?? undefined, document)
    const verdict = decide(changeDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return toResponse(verdict, request.method)
    const ifMatch = request.headers.get('if-match') ?? undefined
    return new Response(null, { status: isStale(ifMatch, document as Document) ? 412 : 204 })
  }
  return { GET, PUT }
}
