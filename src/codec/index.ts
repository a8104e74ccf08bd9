/**
 * Codecs for the five arguments, for data from outside: a policy in a file, facts from another process.
 *
 * `Policy.decode(json)` is io-ts's `Either`: on the right a value that `decide` takes, on the left every error. `report` turns
 * those into sentences. What does not decode is not used, in part or in whole. The codecs are Standard Schemas, too: whoever
 * validates by those takes them as they are.
 */
import * as t from 'io-ts'
import { reasons, type Authn as AuthnType } from '../domain/Authn.js'
import * as D from '../domain/Disclosure.js'
import { isLink, isNqchars, isSeconds, isString, isToken } from '../domain/grammar.js'
import type { Permission as PermissionType } from '../domain/Permission.js'
import * as P from '../domain/Policy.js'
import { expectations, shapes, type Request as RequestType } from '../domain/Request.js'
import { resourceStates, type ResourceState as ResourceStateType } from '../domain/ResourceState.js'
import { constants, listOf, longest, misfit, type Constant, type Service } from '../domain/Service.js'
import { dictionary, list, oneOf, quickly, refined, struct, tagged, where, type Codec } from './combinators.js'
import { standard } from './standardSchema.js'

export { report } from './report.js'

const text = refined('text', isString)
const seconds = refined('a whole number of seconds, 0 or more', isSeconds)
const scope = refined('printable US-ASCII without spaces, quotes and backslashes', isNqchars)
const link = refined('a link', isLink)
const boolean = oneOf([true, false])
const tag = <T extends string>(name: T) => oneOf([name])

/** What is being tried. */
export const Request = struct(
  'Request',
  { method: refined('a method', isToken), resource: text },
  {
    target: text,
    correlationId: text,
    shape: oneOf(shapes),
    expects: oneOf(expectations),
    requires: struct('Requirements', {}, { scopes: list(scope), acrValues: list(scope), maxAge: seconds, permission: text }),
  },
) as unknown as Codec<RequestType>

/** What authentication found out. */
export const Authn = tagged({
  Anonymous: struct('Anonymous', { _tag: tag('Anonymous') }, {}),
  Rejected: struct(
    'Rejected',
    { _tag: tag('Rejected'), reason: oneOf(reasons) },
    { scheme: refined('an authentication scheme', isToken), nonce: scope },
  ),
  Authenticated: struct(
    'Authenticated',
    { _tag: tag('Authenticated'), scopes: list(text) },
    {
      acr: text,
      age: refined('a number of seconds, 0 or more', (u): u is number => Number.isFinite(u) && (u as number) >= 0),
      scheme: refined('an authentication scheme', isToken),
    },
  ),
}) as unknown as Codec<AuthnType>

/** Whether the thing is there. */
export const ResourceState: Codec<ResourceStateType> = oneOf(resourceStates)

const Remedy = tagged({
  Ask: struct('Ask', { _tag: tag('Ask'), missing: list(text) }, { ask: link }),
  StepUp: struct('StepUp', { _tag: tag('StepUp'), acrValues: list(scope) }, { maxAge: seconds }),
})

/** What the permission check said. */
export const Permission = tagged({
  Granted: struct('Granted', { _tag: tag('Granted'), mayKnow: boolean }, {}),
  Denied: struct('Denied', { _tag: tag('Denied'), mayKnow: boolean }, { remedy: Remedy }),
}) as unknown as Codec<PermissionType>

const mapValues = <K extends string, A, B>(record: { readonly [P in K]: A }, f: (a: A) => B): Record<K, B> =>
  Object.fromEntries(Object.entries<A>(record).map(([key, a]) => [key, f(a)])) as Record<K, B>

const PartialDisclosure = struct(
  'Disclosure',
  {},
  mapValues(D.knobs, (values) => oneOf<string>(values)),
) as unknown as Codec<Partial<D.Disclosure>>

const constant = (c: Constant): Codec<string> | Codec<ReadonlyArray<string>> => {
  const text = where(refined(c.expected, c.is), (u) => misfit(c, u))
  if (c.least === undefined) return text
  const { least } = c
  return where(list(text), (items) => (items.length >= least && items.length <= longest.list ? undefined : listOf(c)))
}

const PartialService = struct('Service', {}, mapValues(constants, constant)) as unknown as Codec<Partial<Service>>

const PolicyDocument = struct('Policy', { types: dictionary('types', PartialDisclosure) }, { _tag: tag('Policy'), service: PartialService })

const WholePolicy = struct(
  'Policy',
  {
    _tag: tag('Policy'),
    types: dictionary('types', refined('a whole disclosure', D.is)),
    service: PartialService,
  },
  {},
)

/**
 * A disclosure policy. A knob that is left out is at its strictest, a constant at its default; a policy in a file needs no `_tag`.
 * A policy that was decoded accepts any resource type, because its own are not known to the compiler.
 */
export const Policy: Codec<P.Policy, t.TypeOf<typeof PolicyDocument>> = standard(
  new t.Type<P.Policy, P.Policy>(
    'Policy',
    (u): u is P.Policy => WholePolicy.is(u),
    (u, context) => {
      const sound = PolicyDocument.validate(u, quickly)
      const document = sound._tag === 'Right' ? sound : PolicyDocument.validate(u, context)
      return document._tag === 'Left' ? document : t.success(P.of(document.right.types, document.right.service))
    },
    t.identity,
  ),
)
