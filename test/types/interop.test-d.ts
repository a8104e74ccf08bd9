/**
 * What compiles, and what must not: answers of the real packages, as their types have them. The
 * compiler is the test.
 */
import { createMongoAbility, type AnyAbility, type MongoAbility } from '@casl/ability'
import type { AuthorizationAnswer, PartialAuthorizationAnswer } from '@cedar-policy/cedar-wasm'
import type { AuthResult } from 'express-oauth2-jwt-bearer'
import type { Permission } from 'glomar'
import { permission as ofAuthzen, type Answer } from 'glomar/interop/authzen'
import { permission as ofCasl } from 'glomar/interop/casl'
import { permission as ofCedar } from 'glomar/interop/cedar'
import { authenticated } from 'glomar/interop/jose'
import type { JWTVerifyResult } from 'jose'

class Document {
  readonly owner = 'emma'
  readonly kind = 'Document'
}
interface Note {
  readonly kind: 'Note'
}
declare const row: Document | undefined
declare const note: Note
declare const any: AnyAbility

const plain = createMongoAbility()
const byName: MongoAbility<['read' | 'update', 'Note' | Note]> = createMongoAbility()
const byNameAlone: MongoAbility<['read' | 'update', 'Note']> = createMongoAbility()
const byClass: MongoAbility<['read' | 'update', typeof Document | Document]> = createMongoAbility()

export const said: ReadonlyArray<Permission.Permission> = [
  ofCasl(plain, 'read', 'Document', { owner: 'emma' }, { mayKnow: 'read' }),
  ofCasl(any, 'read', 'Note', note, { mayKnow: true }),
  ofCasl(byName, 'update', 'Note', note, { mayKnow: 'read' }),
  ofCasl(byClass, 'update', Document, new Document(), { mayKnow: 'read' }),
  ofCasl(byNameAlone, 'update', 'Note', { kind: 'Note' }),
]

// @ts-expect-error a type is no row
ofCasl(plain, 'read', 'Document', 'Document')
// @ts-expect-error nor is a class
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
ofCasl(byClass, 'read', Document, Document)
// @ts-expect-error a row is no type
ofCasl(byClass, 'read', new Document(), new Document())
// @ts-expect-error no such type
ofCasl(byName, 'read', 'Document', note)
// @ts-expect-error a row that may not be there: `Facts.of` has one that is
ofCasl(byClass, 'read', Document, row)
// @ts-expect-error a row of another type
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
ofCasl(byClass, 'read', Document, note)
// @ts-expect-error no such action
ofCasl(byClass, 'raed', Document, new Document())
// @ts-expect-error no such action to know by
ofCasl(byClass, 'read', Document, new Document(), { mayKnow: 'raed' })
// @ts-expect-error no such option
ofCasl(byClass, 'read', Document, new Document(), { mayKnow: 'read', missing: ['documents:read'] })
// @ts-expect-error a remedy without a word on who may know would reach nobody
ofCasl(byClass, 'read', Document, new Document(), { missingPermissions: ['documents:read'] })

declare const cedar: AuthorizationAnswer
declare const partial: PartialAuthorizationAnswer
ofCedar(cedar, { mayKnow: cedar, missingPermissions: ['documents:delete'] })
// @ts-expect-error a partial answer has not decided
ofCedar(partial)
// @ts-expect-error the response alone does not tell whether it succeeded
if (cedar.type === 'success') ofCedar(cedar.response)

declare const response: Response
declare const body: unknown
declare const batch: { readonly evaluations: ReadonlyArray<Answer | undefined> }
ofAuthzen({ status: response.status, body: await response.json() })
// @ts-expect-error an answer that a batch may not have
ofAuthzen({ status: 200, body }, { mayKnow: batch.evaluations[1] })
ofAuthzen(
  { status: 200, body },
  {
    mayKnow: { status: 200, body: batch.evaluations[1] },
    understands: ({ type, properties }) =>
      type === 'custom' && properties['action'] === 'watermark',
    requestAccess: (form) => form,
  },
)
// @ts-expect-error a decision without the status that it came with
ofAuthzen({ decision: true })

declare const verified: JWTVerifyResult
declare const auth: AuthResult | undefined
authenticated(verified.payload, new Date(), 'Bearer')
// @ts-expect-error seconds or milliseconds?
authenticated(verified.payload, Date.now())
// throws where nothing was verified
authenticated(auth?.payload, new Date())
