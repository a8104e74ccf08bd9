/**
 * The recipe for an npm registry in docs/recipes.md.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { Authn, Permission, Policy } from 'glomar'
import { enforce } from 'glomar/enforce'
import { send } from 'glomar/http/node'

export interface Package {
  readonly readers: ReadonlyArray<string>
  readonly packument: object
}

const packagePolicy = Policy.of({
  package: { existence: 'if-may-know', anonymous: 'conceal' },
})

export const npmRegistry = (packages: ReadonlyMap<string, Package>): Server => {
  const readPackage = enforce({
    route: { method: 'GET', resource: 'package' },
    policy: packagePolicy,
    // the token is the name of the user; a real one is verified
    authenticate: ({ headers: { authorization } }: IncomingMessage) => {
      const authn = authorization === undefined ? Authn.anonymous : Authn.authenticated()
      return { authn, user: authorization?.replace('Bearer ', '') ?? '' }
    },
    // npm asks for `/@emma%2fnotes`
    lookUp: ({ url = '' }) => packages.get(url.slice(1).replace(/%2f/i, '/')),
    authorize: ({ readers }, { user }) =>
      readers.includes(user) ? Permission.grant() : Permission.deny(),
    renderer: ({ body }) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: body.title }),
    }),
    audit: () => undefined,
    handle: ({ packument }) => JSON.stringify(packument),
  })
  return createServer((request, response) => {
    void readPackage(request).then((result) =>
      result._tag === 'Ok' ? response.end(result.value) : send(result, response),
    )
  })
}
