/**
 * The naive twin: the law once more, as plain branches and pasted strings. It shares no code with the engine, knows only the
 * service of `world.ts`, and is slow and obvious on purpose. Where the two disagree, one of them is wrong.
 */
import type { Disclosure, Permission, Request, ResourceState } from 'glomar'
import type { Authn } from 'glomar'

type Twin = { _tag: string; status?: number; headers?: Record<string, string>; body?: Record<string, unknown> }

const bearer = (middle: string, scope: string): string => `Bearer realm="recorder"${middle}${scope}`
const dpop = (middle: string, scope: string): string => `DPoP realm="recorder"${middle}${scope}, algs="ES256"`

export const twin = (
  request: Request,
  authn: Authn.Authn,
  state: ResourceState,
  permission: Permission.Permission,
  policy: Disclosure.Disclosure,
): Twin => {
  const needs = request.requires
  const scope = needs?.scopes ? `, scope="${needs.scopes.join(' ')}"` : ''
  const plain = `${bearer('', scope)}, ${dpop('', scope)}`

  const refuse = (
    tag: string,
    status: number,
    title: string,
    authenticate: string,
    type: string,
    rest: Record<string, unknown> = {},
  ): Twin => {
    const body: Record<string, unknown> = { type, title, status, ...rest }
    if (request.correlationId !== undefined) body['correlation_id'] = request.correlationId
    const headers = {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      vary: 'Cookie',
      'www-authenticate': authenticate,
    }
    return { _tag: tag, status, headers, body }
  }
  const please = (): Twin => refuse('Unauthenticated', 401, 'Unauthorized', plain, 'about:blank')

  // 1: rejected
  if (authn._tag === 'Rejected') {
    let challenge
    if (authn.scheme === 'Bearer') {
      challenge = `${bearer(', error="invalid_token", error_description="The access token is not valid"', scope)}, ${dpop('', scope)}`
    } else {
      challenge = `${bearer('', scope)}, ${dpop(', error="invalid_dpop_proof", error_description="The DPoP proof is not valid"', scope)}`
    }
    return refuse('Unauthenticated', 401, 'Unauthorized', challenge, 'about:blank', { detail: 'The credentials were not accepted.' })
  }

  const stepUp = (error: string, acr: string | undefined, age: number | undefined): Twin => {
    const wants = `${scope}${acr === undefined ? '' : `, acr_values="${acr}"`}${age === undefined ? '' : `, max_age="${String(age)}"`}`
    // the caller's scheme is DPoP wherever the world lets it be known
    const both = authn._tag === 'Authenticated' && authn.scheme === undefined
    const challenge = `${both ? bearer(error, wants) : bearer('', scope)}, ${dpop(error, wants)}`
    const rest: Record<string, unknown> = {}
    if (acr !== undefined) rest['acr_values'] = acr
    if (age !== undefined) rest['max_age'] = age
    return refuse(
      'Unauthenticated',
      401,
      'A stronger or more recent authentication is required',
      challenge,
      '/problems/insufficient-user-authentication',
      rest,
    )
  }
  const stepUpError = ', error="insufficient_user_authentication", error_description="A stronger or more recent authentication is required"'

  if (authn._tag === 'Authenticated' && needs !== undefined) {
    // 2: weaker than the route requires
    const acrOk = needs.acrValues === undefined || (authn.acr !== undefined && needs.acrValues.includes(authn.acr))
    const ageOk = needs.maxAge === undefined || (authn.age !== undefined && authn.age <= needs.maxAge)
    if (!acrOk || !ageOk) return stepUp(stepUpError, needs.acrValues?.join(' '), needs.maxAge)
    // 3: a scope is missing
    for (const wanted of needs.scopes ?? []) {
      if (!authn.scopes.includes(wanted)) {
        const error = ', error="insufficient_scope", error_description="The access token lacks a scope that this request requires"'
        const challenge =
          authn.scheme === undefined ? `${bearer(error, scope)}, ${dpop(error, scope)}` : `${bearer('', scope)}, ${dpop(error, scope)}`
        return refuse('Forbidden', 403, 'The access token lacks a scope', challenge, '/problems/insufficient-scope', {
          scope: needs.scopes?.join(' '),
        })
      }
    }
  }

  // an anonymous caller on a route that requires anything counts as denied and without mayKnow
  let granted = permission._tag === 'Granted'
  let mayKnow = permission.mayKnow
  if (authn._tag === 'Anonymous' && needs !== undefined) {
    granted = false
    mayKnow = false
  }

  // 4: ok
  if (granted && request.expects !== 'absent' && state === 'present') return { _tag: 'Ok' }
  if (granted && request.expects !== 'present' && (state === 'absent' || state === 'gone')) return { _tag: 'Ok' }

  let entitled = false
  if (policy.existence === 'secret') entitled = granted && mayKnow
  if (policy.existence === 'known') entitled = mayKnow
  if (policy.existence === 'authenticated') entitled = mayKnow || authn._tag === 'Authenticated'
  if (policy.existence === 'public') entitled = true
  if (state === 'unreachable') entitled = false

  // 5: concealed
  if (!entitled) {
    if (authn._tag === 'Anonymous' && !granted && policy.anonymous === 'challenge') return please()
    if ((request.method === 'GET' || request.method === 'HEAD') && request.shape === 'collection' && policy.list === 'empty')
      return { _tag: 'Empty' }
    const link = policy.blindAsk === 'on' ? { ask: '/ask?for=%2Fthings%2F7' } : {}
    if (policy.concealAs === 'not-found') return refuse('NotFound', 404, 'Not Found', plain, 'about:blank', link)
    const named = needs === undefined ? 'Permission' : `Permission '${String(needs.permission)}'`
    return refuse('Forbidden', 403, 'Forbidden', plain, 'about:blank', {
      detail: `${named} denied on this resource (or it might not exist).`,
      ...link,
    })
  }

  // 6: definitive
  if (request.expects === 'present' && state !== 'present')
    return refuse('NotFound', 404, 'There is no such thing', plain, '/problems/not-found')
  // 7: conflict
  if (granted) return { _tag: 'Conflict' }
  // 8: anonymous
  if (authn._tag === 'Anonymous') return please()
  // 9: honest
  const remedy = permission._tag === 'Denied' ? permission.remedy : undefined
  if (remedy?._tag === 'StepUp') {
    return policy.tell === 'nothing'
      ? stepUp(stepUpError, undefined, undefined)
      : stepUp(stepUpError, remedy.acrValues.join(' '), remedy.maxAge)
  }
  const rest: Record<string, unknown> = {}
  if (remedy !== undefined && policy.tell !== 'nothing') rest['missing'] = remedy.missing
  if (remedy !== undefined && policy.tell === 'remedy') rest['ask'] = remedy.ask
  return refuse('Forbidden', 403, 'Permission denied', plain, '/problems/permission-denied', rest)
}
