/**
 * Decision points on loopback that answer as those of OpenFGA, Cerbos and AuthZEN are documented
 * to. Emma may do everything with emmas-document, tara may read it, and no one may do
 * anything else.
 */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

const may = (user: string, action: string, id: string): boolean =>
  id === 'emmas-document' && (user === 'emma' || (user === 'tara' && action === 'read'))

/** A server that keeps no process alive. */
export const listening = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).unref()
  server.on('connection', (socket) => socket.unref())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

const answering = (answer: (body: never) => unknown): Promise<string> =>
  listening((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer(JSON.parse(text) as never)))
    })
  })

interface Check {
  readonly tuple_key: { readonly user: string; readonly relation: string; readonly object: string }
}

/** `POST /stores/{store}/check` */
export const openfgaServer = (): Promise<string> =>
  answering(({ tuple_key: { user, relation, object } }: Check) => ({
    allowed: may(
      user.replace('user:', ''),
      relation.replace(/^can_/, ''),
      object.replace('document:', ''),
    ),
  }))

interface CheckResources {
  readonly requestId: string
  readonly principal: { readonly id: string }
  readonly resources: ReadonlyArray<{
    readonly actions: ReadonlyArray<string>
    readonly resource: { readonly kind: string; readonly id: string }
  }>
}

/** `POST /api/check/resources`; of the action `forget` it says nothing. */
export const cerbosServer = (): Promise<string> =>
  answering(({ requestId, principal, resources }: CheckResources) => ({
    requestId,
    results: resources.map(({ actions, resource }) => ({
      resource: { ...resource, policyVersion: 'default', scope: '' },
      actions: Object.fromEntries(
        actions
          .filter((action) => action !== 'forget')
          .map((action) => [
            action,
            may(principal.id, action, resource.id) ? 'EFFECT_ALLOW' : 'EFFECT_DENY',
          ]),
      ),
    })),
  }))

interface Evaluation {
  readonly subject: { readonly id: string }
  readonly action: { readonly name: string }
  readonly resource: { readonly id: string }
}

/** `POST /access/v1/evaluations` */
export const authzenServer = (): Promise<string> =>
  answering(
    ({
      evaluations,
      ...defaults
    }: Partial<Evaluation> & { readonly evaluations: ReadonlyArray<Partial<Evaluation>> }) => ({
      evaluations: evaluations.map((given) => {
        const { subject, action, resource } = { ...defaults, ...given } as Evaluation
        const decision = may(subject.id, action.name, resource.id)
        return decision
          ? { decision }
          : { decision, context: { error: { status: 404, message: 'Resource not found' } } }
      }),
    }),
  )
