/**
 * The naive twin: the law once more, as plain branches and pasted strings. It shares no code with
 * the engine, knows only the service of `world.ts`, and is slow and obvious on purpose. Where the
 * two disagree, one of them is wrong.
 */
import type { Disclosure, Route } from 'glomar'
import type { Ancestor, Approach, Fact, Said, World } from './world.js'

type Types = Readonly<Record<string, Disclosure.Disclosure>>

/** The verdict, as `JSON.stringify` prints it. */
export const twin = (
  approach: Approach,
  route: Route.Route,
  types: Types,
  world: World,
): string => {
  const { authn, requires } = approach

  // 1: the credentials are rejected
  if (authn._tag === 'Rejected') return rejected(approach)

  if (authn._tag === 'Authenticated' && requires !== undefined) {
    // 2: weaker than the route requires
    const { acrValues, maxAge } = requires
    const acrMet =
      acrValues === undefined || (authn.acr !== undefined && acrValues.includes(authn.acr))
    const ageMet = maxAge === undefined || (authn.age !== undefined && authn.age <= maxAge)
    if (!acrMet || !ageMet) return stepUp(approach, acrValues ?? [], maxAge)
    // 3: no alternative of scopes is held
    const lists = scopeLists(approach)
    let held = lists.length === 0
    for (const list of lists) if (list.every((one) => authn.scopes.includes(one))) held = true
    if (!held) return insufficientScope(approach)
  }

  // the target first, alone
  const { target, ancestors, references } = world
  const type = route.resource
  const isList = route.shape === 'collection' && (route.method === 'GET' || route.method === 'HEAD')
  const first = judge(approach, types, type, route.expects, target, ancestors, isList)
  if (first.answer !== 'ok') return say(approach, types, type, first.answer, first.denials)

  // then the references: the first of these that any of them calls for
  const others = references.map((reference) => {
    const { resource, expects, ancestors: above } = reference
    return judge(approach, types, resource, expects, reference, above, false)
  })
  if (others.every(({ answer }) => answer === 'ok')) return '{"_tag":"Ok"}'
  // a reference that fails must not tell that the target is there
  if (!first.entitled) {
    const answer = conceal(approach, types, type, isList)
    return say(approach, types, type, answer, [])
  }
  if (others.some(({ answer }) => answer === 'challenge')) return please(approach)
  const denied = others.filter(({ answer }) => answer === 'denied')
  const refused = denied.filter(({ denials }) => !wantOnlyStepUp(denials))
  if (refused.length > 0)
    return denialOf(
      approach,
      refused.flatMap(({ denials }) => denials),
    )
  if (denied.length > 0)
    return denialOf(
      approach,
      denied.flatMap(({ denials }) => denials),
    )
  if (others.some(({ answer }) => answer === 'hidden' || answer === 'missing'))
    return '{"_tag":"UnresolvedReference"}'
  return '{"_tag":"Conflict"}'
}

// ------------------------------------------------------------------ one thing

/** What the law says about one thing. `hidden`: concealed, by a 404 or a 403. */
type Answer = 'ok' | 'challenge' | 'empty' | 'hidden' | 'missing' | 'conflict' | 'denied'

const strictest: Disclosure.Disclosure = {
  existence: 'secret',
  anonymous: 'challenge',
  concealAs: 'not-found',
  list: 'conceal',
}

/**
 * A caller without credentials, on a route that requires anything: denied, and without `mayKnow`.
 */
const countsForNothing = ({ authn, requires }: Approach): boolean =>
  authn._tag === 'Anonymous' && requires !== undefined

const isEntitled = (
  approach: Approach,
  { existence }: Disclosure.Disclosure,
  granted: boolean,
  said: Said,
): boolean => {
  const mayKnow = said.mayKnow && !countsForNothing(approach)
  switch (existence) {
    case 'secret':
      return granted && mayKnow
    case 'if-may-know':
      return mayKnow
    case 'authenticated':
      return mayKnow || approach.authn._tag === 'Authenticated'
    case 'public':
      return true
  }
}

/** Row 5. */
const conceal = ({ authn }: Approach, types: Types, type: string, isList: boolean): Answer => {
  const { anonymous, list } = types[type] ?? strictest
  if (authn._tag === 'Anonymous' && anonymous === 'challenge') return 'challenge'
  return isList && list === 'empty' ? 'empty' : 'hidden'
}

interface Judged {
  readonly answer: Answer
  readonly entitled: boolean
  /** What each denial says. */
  readonly denials: ReadonlyArray<Said>
}

/** A thing and what it stands under: rows 4 to 9. */
const judge = (
  approach: Approach,
  types: Types,
  type: string,
  expects: string,
  { state, said }: Fact,
  above: ReadonlyArray<Ancestor>,
  isList: boolean,
): Judged => {
  const counts = !countsForNothing(approach)
  const denials: Array<Said> = said.granted && counts ? [] : [said]

  for (const ancestor of above) {
    const mayPass = ancestor.said.granted && counts
    const ofAncestor = types[ancestor.resource] ?? strictest
    const mayKnow = isEntitled(approach, ofAncestor, mayPass, ancestor.said)
    // blocked
    if (ancestor.state !== 'present' || (!mayPass && !mayKnow))
      return { answer: conceal(approach, types, type, isList), entitled: false, denials: [] }
    if (!mayPass) denials.push(ancestor.said)
  }

  const granted = denials.length === 0
  const entitled = isEntitled(approach, types[type] ?? strictest, granted, said)
  let answer: Answer
  // 4
  if (granted && (expects === 'either' || expects === state)) answer = 'ok'
  // 5
  else if (!entitled) answer = conceal(approach, types, type, isList)
  // 6
  else if (state === 'absent' && expects === 'present') answer = 'missing'
  // 7
  else if (granted) answer = 'conflict'
  // 8
  else if (approach.authn._tag === 'Anonymous') answer = 'challenge'
  // 9
  else answer = 'denied'
  return { answer, entitled, denials }
}

// ------------------------------------------------------------------ several remedies

/** The acr values that would do for all of these. Where one names none, any would do for it. */
const commonAcrs = (denials: ReadonlyArray<Said>): ReadonlyArray<string> | 'none in common' => {
  const naming: Array<ReadonlyArray<string>> = []
  for (const said of denials)
    if (said.stepUp !== undefined && said.stepUp.acrValues.length > 0)
      naming.push(said.stepUp.acrValues)
  if (naming.length === 0) return []
  // said once, it stays as it was said; said more than once, no order may matter
  if (naming.length === 1) return naming[0] as ReadonlyArray<string>
  const common: Array<string> = []
  for (const acr of naming[0] as ReadonlyArray<string>)
    if (naming.every((values) => values.includes(acr))) common.push(acr)
  return common.length === 0 ? 'none in common' : common.sort()
}

const wantOnlyStepUp = (denials: ReadonlyArray<Said>): boolean =>
  denials.every((said) => said.stepUp !== undefined) && commonAcrs(denials) !== 'none in common'

/** Row 9. */
const denialOf = (approach: Approach, denials: ReadonlyArray<Said>): string => {
  if (wantOnlyStepUp(denials)) {
    let age: number | undefined
    for (const said of denials)
      if (said.stepUp?.maxAge !== undefined && (age === undefined || said.stepUp.maxAge < age))
        age = said.stepUp.maxAge
    return stepUp(approach, commonAcrs(denials) as ReadonlyArray<string>, age)
  }
  let missing: Array<string> = []
  const links: Array<string> = []
  let remedies = 0
  for (const { missingPermissions, requestAccess } of denials) {
    if (missingPermissions !== undefined || requestAccess !== undefined) remedies += 1
    if (missingPermissions !== undefined) missing.push(...missingPermissions)
    if (requestAccess !== undefined && !links.includes(requestAccess)) links.push(requestAccess)
  }
  if (remedies > 1) missing = [...new Set(missing)].sort()
  let body = '"type":"/problems/permission-denied","title":"Permission denied","status":403'
  if (missing.length > 0) body += `,"missing_permissions":["${missing.join('","')}"]`
  if (links.length === 1) body += `,"request_access":"${String(links[0])}"`
  return refusal('Forbidden', 403, 'permission-denied', headers(approach), body)
}

// ------------------------------------------------------------------ the words

const scopeLists = ({ requires }: Approach): ReadonlyArray<ReadonlyArray<string>> => {
  if (requires?.scopes === undefined) return []
  if (!('anyOf' in requires.scopes)) return [requires.scopes]
  const lists: Array<ReadonlyArray<string>> = []
  for (const one of requires.scopes.anyOf) lists.push(typeof one === 'string' ? [one] : one)
  return lists
}

/** The header fields, with an error in the challenge of one scheme or of both. */
const headers = (
  approach: Approach,
  bearerError = '',
  dpopError = '',
  bearerMore = '',
  dpopMore = '',
  nonce = '',
): string => {
  const [named] = scopeLists(approach)
  const scope = named === undefined ? '' : `, scope="${named.join(' ')}"`
  const own = ', service="archive.example.com"'
  const bearer = `Bearer realm="archive"${bearerError}${scope}${bearerMore}${own}`
  const dpop = `DPoP realm="archive"${dpopError}${scope}${dpopMore}, algs="ES256"${own}`
  const challenge = `${bearer}, ${dpop}`.replaceAll('"', '\\"')
  const constant =
    '"content-type":"application/problem+json","cache-control":"no-store","vary":"Cookie"'
  return `{${constant},"www-authenticate":"${challenge}"${nonce}}`
}

/** The error stands in the challenge of the scheme that was used, or in both if it is not known. */
const headersWith = (approach: Approach, error: string, more = ''): string => {
  const scheme = 'scheme' in approach.authn ? approach.authn.scheme : undefined
  const inBearer = scheme === undefined || scheme === 'Bearer'
  const inDPoP = scheme === undefined || scheme === 'DPoP'
  return headers(
    approach,
    inBearer ? error : '',
    inDPoP ? error : '',
    inBearer ? more : '',
    inDPoP ? more : '',
  )
}

const refusal = (tag: string, status: number, code: string, head: string, body: string): string =>
  `{"_tag":"${tag}","status":${String(status)},"code":"${code}","headers":${head},"body":{${body}}}`

const blank = (title: string, status: number): string =>
  `"type":"about:blank","title":"${title}","status":${String(status)}`

const please = (approach: Approach): string =>
  refusal(
    'Unauthenticated',
    401,
    'authentication-required',
    headers(approach),
    blank('Unauthorized', 401),
  )

const rejected = (approach: Approach): string => {
  const { authn } = approach
  const token = ', error="invalid_token", error_description="The access token is not valid"'
  const proof = ', error="invalid_dpop_proof", error_description="The DPoP proof is not valid"'
  const stale =
    ', error="use_dpop_nonce", error_description="A nonce is required in the DPoP proof"'
  const nonce = 'nonce' in authn ? authn.nonce : undefined
  let head
  if (nonce !== undefined) head = headers(approach, '', stale, '', '', `,"dpop-nonce":"${nonce}"`)
  else if ('reason' in authn && authn.reason === 'invalid-dpop-proof')
    head = headers(approach, '', proof)
  else head = headersWith(approach, token)
  return refusal(
    'Unauthenticated',
    401,
    'invalid-credentials',
    head,
    `${blank('Unauthorized', 401)},"detail":"The credentials were not accepted."`,
  )
}

const stepUp = (
  approach: Approach,
  acrValues: ReadonlyArray<string>,
  age: number | undefined,
): string => {
  const acrs = acrValues.join(' ')
  const title = 'A stronger or more recent authentication is required'
  let more = ''
  let body = `"type":"/problems/step-up-required","title":"${title}","status":401`
  if (acrs !== '') more += `, acr_values="${acrs}"`
  if (acrs !== '') body += `,"acr_values":"${acrs}"`
  if (age !== undefined) more += `, max_age="${String(age)}"`
  if (age !== undefined) body += `,"max_age":${String(age)}`
  const error = `, error="insufficient_user_authentication", error_description="${title}"`
  const head = headersWith(approach, error, more)
  return refusal('Unauthenticated', 401, 'step-up-required', head, body)
}

const insufficientScope = (approach: Approach): string => {
  const [named] = scopeLists(approach)
  const says = 'The access token lacks a scope that this request requires'
  const error = `, error="insufficient_scope", error_description="${says}"`
  return refusal(
    'Forbidden',
    403,
    'insufficient-scope',
    headersWith(approach, error),
    `"type":"/problems/insufficient-scope","title":"The access token lacks a scope","status":403,` +
      `"scope":"${String(named?.join(' '))}"`,
  )
}

/** The answer about the target. */
const say = (
  approach: Approach,
  types: Types,
  type: string,
  answer: Answer,
  denials: ReadonlyArray<Said>,
): string => {
  switch (answer) {
    case 'ok':
      return '{"_tag":"Ok"}'
    case 'empty':
      return '{"_tag":"Empty"}'
    case 'conflict':
      return '{"_tag":"Conflict"}'
    case 'challenge':
      return please(approach)
    case 'denied':
      return denialOf(approach, denials)
    case 'missing':
      return refusal(
        'NotFound',
        404,
        'does-not-exist',
        headers(approach),
        '"type":"/problems/does-not-exist","title":"The resource does not exist","status":404',
      )
    case 'hidden':
      return (types[type] ?? strictest).concealAs === 'not-found'
        ? refusal('NotFound', 404, 'not-found', headers(approach), blank('Not Found', 404))
        : refusal(
            'Forbidden',
            403,
            'forbidden',
            headers(approach),
            blank('Forbidden', 403) +
              ',"detail":"Permission denied on this resource (or it might not exist)."',
          )
  }
}
