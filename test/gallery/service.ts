/**
 * What the services of the gallery have in common: routes, callers, and how an answer is sent.
 */
import { Authn, Facts, Permission, render, type Refusal, type Renderer } from 'glomar'

type Handle<Store> = (
  request: Request,
  store: Store,
  ...segments: ReadonlyArray<string>
) => Response | Promise<Response>

export type Routes<Store> = Readonly<Record<`${string} /${string}`, Handle<Store>>>

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })

/** A refusal is a whole answer. A renderer may choose other words for it. */
export const send = <Q>(refusal: Refusal, renderer?: Renderer<Q>, request?: Q): Response => {
  const { status, headers, body } = render(refusal, renderer, request)
  return new Response(body, { status, headers: { ...headers } })
}

/** Routes `HEAD` as `GET`, and answers alike wherever there is no route. */
export const serve = <Store>(
  routes: Routes<Store>,
  request: Request,
  store: Store,
): Response | Promise<Response> => {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  for (const [route, handle] of Object.entries(routes)) {
    const path = new RegExp(`^${route.replaceAll(/:\w+/g, '([^/]+)')}$`)
    const match = path.exec(`${method} ${new URL(request.url).pathname}`)
    if (match) return handle(request, store, ...match.slice(1).map(decodeURIComponent))
  }
  return json(404, { message: 'no such route' })
}

/** The token is the name. Whoever sends none is anonymous. */
export const caller = (request: Request): string | undefined =>
  request.headers.get('authorization')?.replace('Bearer ', '')

export const authn = (request: Request): Authn.Authn =>
  caller(request) === undefined ? Authn.anonymous : Authn.authenticated()

export interface Owned {
  readonly owner: string
}

export const isOwner = (request: Request, row: Owned): boolean => row.owner === caller(request)

/** The rule of a thing that only its owner may use or know of. */
export const ownerOnly =
  (request: Request) =>
  (row: Owned): Permission.Permission =>
    isOwner(request, row) ? Permission.grant() : Permission.deny()

/** The facts about such a thing. */
export const facts = (request: Request, row: Owned | undefined): Facts.Facts =>
  Facts.of(row, ownerOnly(request))

/** As a row: a collection is always there. */
export const collection = {}

/** The members of a JSON body, of which there are none if it is no such thing. */
export const fields = async (
  request: Request,
): Promise<Readonly<Record<string, string | undefined>>> => {
  try {
    return { ...((await request.json()) as object) }
  } catch {
    return {}
  }
}
