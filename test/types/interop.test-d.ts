/**
 * What compiles, and what must not: answers of the real packages, as their types have them. The
 * compiler is the test.
 */
import { createMongoAbility, subject, type AnyAbility, type MongoAbility } from '@casl/ability'
import type { AuthorizationAnswer, PartialAuthorizationAnswer } from '@cedar-policy/cedar-wasm'
import type { AuthResult } from 'express-oauth2-jwt-bearer'
import type { Permission } from 'glomar'
import { permission as ofAuthzen } from 'glomar/interop/authzen'
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
const byClass: MongoAbility<['read' | 'update', typeof Document | Document]> = createMongoAbility()

export const said: ReadonlyArray<Permission.Permission> = [
  ofCasl(plain, 'read', subject('Document', { owner: 'emma' }), { knows: 'read' }),
  ofCasl(any, 'read', note, { knows: 'read' }),
  ofCasl(byName, 'update', note, { knows: 'read' }),
  ofCasl(byClass, 'update', new Document(), { knows: 'read' }),
]

// @ts-expect-error a type is no row
ofCasl(plain, 'read', 'Document')
// @ts-expect-error nor where the ability has types of its own
ofCasl(byName, 'read', 'Note')
// @ts-expect-error nor is a class
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
ofCasl(byClass, 'read', Document)
// @ts-expect-error a row that may not be there: `Facts.of` has one that is
ofCasl(byClass, 'read', row)
// @ts-expect-error no such action
ofCasl(byClass, 'raed', new Document())
// @ts-expect-error no such action to know by
ofCasl(byClass, 'read', new Document(), { knows: 'raed' })
// @ts-expect-error no such option
ofCasl(byClass, 'read', new Document(), { missing: ['documents:read'] })

declare const cedar: AuthorizationAnswer
declare const partial: PartialAuthorizationAnswer
ofCedar(cedar, { knows: cedar, missingPermissions: ['documents:delete'] })
// @ts-expect-error a partial answer has not decided
ofCedar(partial)
// @ts-expect-error the response alone does not tell whether it succeeded
if (cedar.type === 'success') ofCedar(cedar.response)

declare const response: Response
ofAuthzen({ status: response.status, body: await response.json() })
// @ts-expect-error a decision without the status that it came with
ofAuthzen({ decision: true })

declare const verified: JWTVerifyResult
declare const auth: AuthResult | undefined
authenticated(verified.payload, new Date(), 'Bearer')
// @ts-expect-error seconds or milliseconds?
authenticated(verified.payload, Date.now())
// throws where nothing was verified
authenticated(auth?.payload, new Date())
