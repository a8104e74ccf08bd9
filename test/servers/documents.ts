/**
 * What the applications have in common: the documents, the routes, and who may do what.
 */
import { Authn, Facts, Permission, Policy, Route } from 'glomar'

export interface Document {
  readonly owner: string
  readonly title: string
  readonly etag: string
  readonly modified: string
}
export type Documents = ReadonlyMap<string, Document>

export const policy = Policy.of({ document: { existence: 'if-may-know' } })

export const readDocument = Route.of({
  method: 'GET',
  resource: 'document',
  requires: { scopes: ['documents:read'] },
})
export const changeDocument = Route.of({
  method: 'PUT',
  resource: 'document',
  requires: { scopes: ['documents:write'] },
})

/** The token is the name of the user. A real one would be verified. */
const userOf = (authorization: string | undefined): string | undefined =>
  authorization?.replace('Bearer ', '')

const scopes = ['documents:read', 'documents:write']

export const authnOf = (authorization: string | undefined): Authn.Authn => {
  const user = userOf(authorization)
  if (user === undefined) return Authn.anonymous
  return user === 'expired' ? Authn.rejected('expired', 'Bearer') : Authn.authenticated({ scopes })
}

export const authorize = (document: Document, authorization: string | undefined) =>
  document.owner === userOf(authorization) ? Permission.grant() : Permission.deny()

/** Who asks, whether the document is there, and what they may do. To be spread into `decide`. */
export const facts = (
  authorization: string | undefined,
  document: Document | undefined,
): readonly [Authn.Authn, ...Facts.Facts] => [
  authnOf(authorization),
  ...Facts.of(document, (row) => authorize(row, authorization)),
]

/** Whether the caller knows another version of the document. To be asked after `Ok`. */
export const isStale = (ifMatch: string | undefined, { etag }: Document): boolean =>
  ![undefined, '*', etag].includes(ifMatch)
