/**
 * The sentences of `explain`, for situations that puzzle people. Each says what stood in the way, or
 * what to change.
 */
import { readFileSync } from 'node:fs'
import {
  Authn,
  Disclosure,
  explain,
  Facts,
  Permission,
  Policy,
  Route,
  type Explanation,
} from 'glomar'
import { enforce } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'

const { allOf, deny, grant, stepUp } = Permission

const policy = Policy.of({
  document: { existence: 'if-may-know' },
  folder: { existence: 'if-may-know' },
})
const get = { method: 'GET', resource: 'document' } as const
const put = { method: 'PUT', resource: 'document', expects: 'absent' } as const
const emma = Authn.authenticated()

/** What the five arguments are, where a puzzle does not say otherwise. */
interface Asked {
  readonly route?: unknown
  readonly authn?: unknown
  readonly facts?: readonly [unknown, unknown]
  readonly policy?: unknown
}

const untyped = explain as unknown as (...args: ReadonlyArray<unknown>) => Explanation

const explained = ({ route = get, authn = emma, facts = there(deny()), ...rest }: Asked) =>
  untyped(route, authn, ...facts, 'policy' in rest ? rest.policy : policy)

const there = (permission: Permission.Permission): Facts.Facts => Facts.of({}, () => permission)
const missing = (whenAbsent?: Permission.Permission): Facts.Facts =>
  Facts.of<object>(null, () => grant(), { whenAbsent })
const under = (folder: Facts.Facts, own = grant(), resource = 'folder') =>
  Facts.of({}, () => own, { ancestors: [{ resource, facts: folder }] })
const naming = (
  folder: Facts.Facts<string>,
  own = grant(),
  expects: 'present' | 'absent' = 'present',
) => Facts.of({}, () => own, { references: [{ resource: 'folder', facts: folder, expects }] })

const remedy = { missingPermissions: ['documents:write'], requestAccess: '/ask' }
const asking = deny({ mayKnow: true, ...remedy })
const askingElsewhere = deny({ mayKnow: true, ...remedy, requestAccess: '/ask-john' })
const copy = (u: unknown): unknown => JSON.parse(JSON.stringify(u))

// what many explanations begin with, or go on with
const ok =
  'Row 4: the caller is granted, and the state is one that the request expects. The answer is Ok.'
const challenged =
  'Row 5a: the caller has no credentials and is not entitled, under `anonymous: challenge`. ' +
  'The answer is authentication-required (RFC 9110 §15.5.2, RFC 6750 §3.1).'
const concealed =
  'Row 5d: the caller is not entitled, under `concealAs: not-found`. ' +
  'The answer is not-found (RFC 9110 §15.5.4, RFC 9110 §15.5.5).'
const notThere =
  'Row 6: the caller is entitled, and the thing that should be there is not. ' +
  'The answer is does-not-exist (RFC 9110 §15.5.5, RFC 9457 §3.1.1).'
const withoutCredentials =
  'Row 8: the caller is entitled and denied, and has no credentials. ' +
  'The answer is authentication-required (RFC 9110 §15.5.2, RFC 6750 §3.1).'
const stepsUp =
  'Row 9a: the caller is entitled and denied, and only a stronger authentication is missing. ' +
  'The answer is step-up-required (RFC 9470 §3, RFC 9470 §9).'
const denied =
  'Row 9b: the caller is entitled and denied. The answer is permission-denied (RFC 9110 §15.5.4).'
const deniedByReference =
  'Row 9b: the target is granted, and a reference calls for this answer. ' +
  'The answer is permission-denied (RFC 9110 §15.5.4).'
const unresolved =
  'Row unresolved: the target is granted, and a reference is missing or hidden from the caller. ' +
  'The answer is UnresolvedReference.'

const hidden = 'The state of `document` is present, and the answer conceals it.'
const hiddenAbsence = 'The state of `document` is absent, and the answer conceals it.'
const stranger = `${hidden} The caller is denied and may not know.`
const grantedThere = 'The state of `document` is present. The caller is granted and may know.'
const deniedThere = 'The state of `document` is present. The caller is denied and may know.'
const ifMayKnow = '`existence: if-may-know` of `document` entitles whoever may know.'
const ifMayKnowFolder = '`existence: if-may-know` of `folder` entitles whoever may know.'
const sayMayKnow =
  'To entitle this caller to `document`, say `mayKnow: true` in the permission, ' +
  "or `existence: 'authenticated'` in the policy."
const sayMayKnowFolder =
  'To entitle this caller to `folder`, say `mayKnow: true` in the permission, ' +
  "or `existence: 'authenticated'` in the policy."
const sayWhenAbsent =
  'To entitle this caller to `document`, say `mayKnow: true` in `whenAbsent`, ' +
  "or `existence: 'authenticated'` in the policy."
const absence =
  'No row was found, so `whenAbsent` is the permission, or `Permission.deny()` if it is left out. ' +
  'It must be true of every row that could have this id.'
const requiresSomething =
  'The route requires something, so a caller without credentials is denied and may not know. ' +
  'To let everybody in, leave out `requires`.'
const told = 'Told: the missing permissions documents:write and the link /ask.'
const toldWithoutLink = 'Told: the missing permissions documents:write.'
const withheld = 'Withheld: the missing permissions documents:write and the link /ask.'

const puzzles: ReadonlyArray<readonly [title: string, Asked, ReadonlyArray<string>]> = [
  // where is my link?
  [
    'a caller who is not entitled is told no link',
    { facts: there(deny({ ...remedy, mayKnow: false })) },
    [
      concealed,
      stranger,
      ifMayKnow,
      sayMayKnow,
      `${withheld} Only callers who are entitled are told.`,
    ],
  ],
  [
    'a denied caller is told no link under `secret`',
    { facts: there(asking), policy: Policy.of({ document: {} }) },
    [
      concealed,
      `${hidden} The caller is denied and may know.`,
      '`existence: secret` of `document` entitles whoever is granted and may know.',
      "To entitle this caller to `document`, say `existence: 'if-may-know'` in the policy.",
      `${withheld} Only callers who are entitled are told.`,
    ],
  ],
  [
    'a caller without credentials is told no link',
    { authn: Authn.anonymous, facts: there(asking) },
    [
      withoutCredentials,
      deniedThere,
      ifMayKnow,
      `${withheld} A caller without credentials is asked for them first.`,
    ],
  ],
  [
    'a caller with rejected credentials is told no link',
    { authn: Authn.rejected('expired'), facts: there(asking) },
    [
      'Row 1: the credentials are rejected. ' +
        'The answer is invalid-credentials (RFC 9110 §15.5.2, RFC 6750 §3.1, RFC 9449 §7.1).',
      'The reason is expired. Where no credentials came, say `Authn.anonymous`.',
      `${withheld} An answer about credentials tells no remedy.`,
    ],
  ],
  [
    'a link to what does not exist is not told',
    { facts: missing(asking) },
    [
      notThere,
      'The state of `document` is absent. The caller is denied and may know.',
      ifMayKnow,
      `${withheld} The thing does not exist, so nobody can be given access to it.`,
    ],
  ],
  [
    'a link with a space in it is percent-encoded',
    { facts: there(deny({ mayKnow: true, requestAccess: '/ask emma' })) },
    [
      denied,
      'permission.requestAccess: expected a URI reference (sent as /ask%20emma), got "/ask emma".',
      deniedThere,
      ifMayKnow,
      'Told: the link /ask%20emma.',
      'Mended: the link. Percent-encode it in `requestAccess`.',
    ],
  ],
  [
    'a link that can run code is dropped',
    { facts: there(deny({ mayKnow: true, requestAccess: 'javascript:ask()' })) },
    [
      denied,
      'permission.requestAccess: expected a link to the web or a mailbox, got "javascript:ask()".',
      deniedThere,
      ifMayKnow,
      'No remedy is told.',
      'Dropped: a link. It must be relative, or lead to the web or a mailbox.',
    ],
  ],
  [
    'a link that can run code is dropped, and what is missing is told',
    { facts: there(deny({ ...remedy, mayKnow: true, requestAccess: 'javascript:ask()' })) },
    [
      denied,
      'permission.requestAccess: expected a link to the web or a mailbox, got "javascript:ask()".',
      deniedThere,
      ifMayKnow,
      toldWithoutLink,
      'Dropped: a link. It must be relative, or lead to the web or a mailbox.',
    ],
  ],
  [
    'a link that can run code is dropped, and the link of another denial is told',
    { facts: there(allOf(asking, deny({ mayKnow: true, requestAccess: 'data:ask' }))) },
    [
      denied,
      'allOf[1].permission.requestAccess: expected a link to the web or a mailbox, got "data:ask".',
      deniedThere,
      ifMayKnow,
      told,
      'Dropped: a link. It must be relative, or lead to the web or a mailbox.',
    ],
  ],
  [
    'a link is told as it is where another member is misspelt',
    { facts: there(deny({ ...remedy, mayKnow: true, request: '/ask' } as never)) },
    [
      denied,
      'permission.request: no such member; ' +
        'expected one of mayKnow, missingPermissions, requestAccess.',
      deniedThere,
      ifMayKnow,
      told,
    ],
  ],
  [
    'links that differ in one permission are dropped',
    { facts: there(allOf(asking, askingElsewhere)) },
    [
      denied,
      'allOf: expected one link, got /ask, /ask-john: all were dropped.',
      deniedThere,
      ifMayKnow,
      toldWithoutLink,
      'Dropped: the links, because they differ. Give one link to every denial.',
    ],
  ],
  [
    'links of a document and its folder that differ are dropped',
    { facts: under(there(askingElsewhere), asking) },
    [
      denied,
      'permission.remedy: expected one link, got /ask, /ask-john: all were dropped.',
      deniedThere,
      ifMayKnow,
      'The ancestor `folder` is denied, so what stands under it counts as denied. Grant `folder` to let the caller pass.',
      toldWithoutLink,
      'Dropped: the links, because they differ. Give one link to every denial.',
    ],
  ],
  [
    'a denial without a link has none to tell',
    { facts: there(deny({ mayKnow: true })) },
    [
      denied,
      deniedThere,
      ifMayKnow,
      'No remedy is told. Say `missingPermissions` or `requestAccess` in `Permission.deny`.',
    ],
  ],
  [
    'a step-up has no link',
    { facts: there(stepUp({ mayKnow: true, ...remedy })) },
    [
      stepsUp,
      'permission.missingPermissions: no such member; expected one of mayKnow, acrValues, maxAge.',
      'permission.requestAccess: no such member; expected one of mayKnow, acrValues, maxAge.',
      deniedThere,
      ifMayKnow,
      'Told: the step-up.',
    ],
  ],
  [
    'a step-up is dropped where more than a stronger authentication is missing',
    { facts: under(there(stepUp({ mayKnow: true })), asking) },
    [
      denied,
      deniedThere,
      ifMayKnow,
      'The ancestor `folder` is denied, so what stands under it counts as denied. Grant `folder` to let the caller pass.',
      told,
      'Dropped: the step-up. A stronger authentication alone would not be enough.',
    ],
  ],
  [
    'two step-ups are dropped that no one authentication would meet',
    {
      facts: under(
        there(stepUp({ mayKnow: true, acrValues: ['card'] })),
        stepUp({ mayKnow: true, acrValues: ['phone'] }),
      ),
    },
    [
      denied,
      deniedThere,
      ifMayKnow,
      'The ancestor `folder` is denied, so what stands under it counts as denied. Grant `folder` to let the caller pass.',
      'No remedy is told.',
      'Dropped: the step-up. A stronger authentication alone would not be enough.',
    ],
  ],
  [
    'a step-up is withheld from a caller who is not entitled',
    { facts: there(stepUp({ mayKnow: false, maxAge: 300 })) },
    [
      concealed,
      stranger,
      ifMayKnow,
      sayMayKnow,
      'Withheld: the step-up. Only callers who are entitled are told.',
    ],
  ],

  // what the rules said
  [
    'a rule that threw denies',
    {
      facts: Facts.of({}, () => {
        throw new TypeError('roles is undefined\n    at mayRead')
      }),
    },
    [
      concealed,
      'authorize: it threw, and so the caller is denied (TypeError: roles is undefined).',
      stranger,
    ],
  ],
  [
    'a rule may throw what cannot be shown',
    {
      facts: Facts.of({}, () => {
        throw Object.create(null) as Error
      }),
    },
    [
      concealed,
      'authorize: it threw, and so the caller is denied (a value that cannot be shown).',
      stranger,
    ],
  ],
  [
    'a rule that answers with a promise denies',
    { facts: Facts.of({}, (() => Promise.resolve(grant())) as never) },
    [
      concealed,
      'authorize: expected a permission that Permission made, ' +
        'got a promise (await what it needs before): denied.',
      stranger,
    ],
  ],
  [
    'a combination of no checks denies',
    { facts: there(allOf()) },
    [concealed, 'allOf: expected one permission or more: denied.', stranger, ifMayKnow, sayMayKnow],
  ],
  [
    'a combination of checks denies where one is no permission',
    { facts: there(Permission.anyOf(deny(), false as never)) },
    [
      concealed,
      'anyOf[1]: expected a permission that Permission made, got false: denied.',
      stranger,
    ],
  ],
  [
    'a rule that answers with true denies',
    { facts: Facts.of({}, (() => true) as never) },
    [
      concealed,
      'authorize: expected a permission that Permission made, got true: denied.',
      stranger,
    ],
  ],
  [
    'a `whenAbsent` that is no permission denies',
    { facts: missing({} as never) },
    [
      concealed,
      'whenAbsent: expected a permission that Permission made, got an object: denied.',
      `${hiddenAbsence} The caller is denied and may not know.`,
    ],
  ],
  [
    'a promise is no row',
    { facts: Facts.of(Promise.resolve({}) as never, () => grant()) },
    [
      concealed,
      'row: expected a row, null or undefined, got a promise (await it first).',
      `${hiddenAbsence} The caller is denied and may not know.`,
    ],
  ],
  [
    'an option of `Facts.of` that does not exist is named, and the advice stands',
    { facts: Facts.of({}, () => deny(), { whenAbsnt: grant() } as never) },
    [
      concealed,
      'whenAbsnt: no such option; did you mean whenAbsent?',
      stranger,
      ifMayKnow,
      sayMayKnow,
    ],
  ],
  [
    'options that cannot be read deny',
    { facts: Facts.of({}, () => grant(), 'none' as never) },
    [
      concealed,
      'options: they cannot be read: denied (TypeError: expected a plain object).',
      'ancestors: expected a list, got null.',
      'ancestors[0]: expected { resource, facts }, got undefined: it stands in the way ' +
        '(TypeError: expected a plain object).',
      `${hidden} The caller is granted and may know.`,
      'What should be an ancestor was not understood, and stands in the way.',
    ],
  ],

  // what is missing
  [
    'a missing row without `whenAbsent` is concealed from everybody',
    { facts: missing() },
    [
      concealed,
      `${hiddenAbsence} The caller is denied and may not know.`,
      absence,
      ifMayKnow,
      sayWhenAbsent,
    ],
  ],
  [
    'a caller who may act blind is not told that the row is missing',
    { facts: missing(grant({ mayKnow: false })) },
    [
      concealed,
      `${hiddenAbsence} The caller is granted and may not know.`,
      absence,
      ifMayKnow,
      sayWhenAbsent,
    ],
  ],
  [
    'a caller who may act blind acts on what is there',
    { facts: there(grant({ mayKnow: false })) },
    [ok, 'The state of `document` is present. The caller is granted and may not know.'],
  ],
  [
    'a caller who may know is told that the row is missing',
    { facts: missing(grant()) },
    [notThere, 'The state of `document` is absent. The caller is granted and may know.', ifMayKnow],
  ],
  [
    'a creator is denied where `whenAbsent` is left out',
    { route: put, facts: missing() },
    [
      concealed,
      `${hiddenAbsence} The caller is denied and may not know.`,
      absence,
      'To let the caller create it, say `Permission.grant()` in `whenAbsent`.',
      ifMayKnow,
      sayWhenAbsent,
    ],
  ],
  [
    'a creator who may know is denied as such',
    { route: put, facts: missing(asking) },
    [
      denied,
      'The state of `document` is absent. The caller is denied and may know.',
      absence,
      'To let the caller create it, say `Permission.grant()` in `whenAbsent`.',
      ifMayKnow,
      told,
    ],
  ],
  [
    'a creator whose chosen name is taken is not told by what',
    { route: put, facts: there(grant({ mayKnow: false })) },
    [
      concealed,
      `${hidden} The caller is granted and may not know.`,
      'The name is taken. No policy can hide that from whoever may create. ' +
        'Where it matters, let the server choose the names.',
      ifMayKnow,
      sayMayKnow,
    ],
  ],
  [
    'a creator who may know of what has the name is in conflict with it',
    { route: put, facts: there(grant()) },
    [
      'Row 7: the caller is entitled and granted, and a thing is there that should not be. ' +
        'The answer is Conflict (RFC 9110 §15.5.10, RFC 9110 §15.5.13).',
      grantedThere,
      ifMayKnow,
    ],
  ],
  [
    'a list is empty for a stranger',
    {
      route: { method: 'GET', resource: 'documents', shape: 'collection' },
      policy: Policy.of({ documents: { list: 'empty' } }),
    },
    [
      'Row 5b: the caller is not entitled and lists a collection, under `list: empty`. ' +
        'The answer is Empty.',
      'The state of `documents` is present, and the answer conceals it. ' +
        'The caller is denied and may not know.',
      '`existence: secret` of `documents` entitles whoever is granted and may know.',
      'To entitle this caller to `documents`, say `mayKnow: true` in the permission ' +
        "and `existence: 'if-may-know'` in the policy.",
    ],
  ],
  [
    'a caller who may act blind is not entitled under `secret`',
    { facts: missing(grant({ mayKnow: false })), policy: Policy.of({ document: {} }) },
    [
      concealed,
      `${hiddenAbsence} The caller is granted and may not know.`,
      absence,
      '`existence: secret` of `document` entitles whoever is granted and may know.',
      sayWhenAbsent,
    ],
  ],

  // who the caller is
  [
    'a caller without credentials is not entitled under `authenticated`',
    { authn: Authn.anonymous, policy: Policy.of({ document: { existence: 'authenticated' } }) },
    [
      challenged,
      stranger,
      '`existence: authenticated` of `document` entitles whoever has credentials, or may know.',
      'To entitle this caller to `document`, say `mayKnow: true` in the permission, ' +
        "or `existence: 'public'` in the policy.",
    ],
  ],
  [
    'a caller without credentials is denied on a route that requires something',
    {
      route: { ...get, requires: { authenticated: true } },
      authn: Authn.anonymous,
      facts: there(grant()),
    },
    [challenged, requiresSomething, hidden],
  ],
  [
    'a caller without credentials is denied there under `public` as well',
    {
      route: { ...get, requires: { scopes: ['documents:read'] } },
      authn: Authn.anonymous,
      facts: there(grant()),
      policy: Policy.of({ document: { existence: 'public' } }),
    },
    [withoutCredentials, requiresSomething, 'The state of `document` is present.'],
  ],
  [
    'a caller who is told of everything is entitled under `public`',
    { facts: there(asking), policy: Policy.of({ document: { existence: 'public' } }) },
    [denied, deniedThere, '`existence: public` of `document` entitles everybody.', told],
  ],
  [
    'scopes that are a text are not held',
    {
      route: { ...get, requires: { scopes: ['documents:read'] } },
      authn: Authn.authenticated({ scopes: 'documents:read documents:write' as never }),
    },
    [
      'Row 3: the caller is authenticated, but holds none of the route’s scope sets. ' +
        'The answer is insufficient-scope (RFC 6750 §3.1).',
      'authn.scopes: expected a list (split the text at its spaces), ' +
        'got "documents:read documents:write".',
      'The route requires the scopes documents:read. ' +
        'The caller holds none: say `scopes` in `Authn.authenticated`.',
    ],
  ],
  [
    'a caller lacks one of the scopes',
    {
      route: { ...get, requires: { scopes: { anyOf: ['all', ['read', 'list']] } } },
      authn: Authn.authenticated({ scopes: ['openid', 'read'] }),
    },
    [
      'Row 3: the caller is authenticated, but holds none of the route’s scope sets. ' +
        'The answer is insufficient-scope (RFC 6750 §3.1).',
      'The route requires the scopes all, or read list. The caller holds openid read.',
    ],
  ],
  [
    'a caller of unknown age has to authenticate again',
    {
      route: { ...get, requires: { acrValues: ['mfa'], maxAge: 300 } },
      authn: Authn.authenticated({ acr: 'mfa' }),
    },
    [
      'Row 2: the caller is authenticated, but more weakly than the route requires. ' +
        'The answer is step-up-required (RFC 9470 §3).',
      'The route requires an age of at most 300 s. ' +
        'The age is unknown: say `age` in `Authn.authenticated` (now minus `auth_time`).',
    ],
  ],
  [
    'a caller of unknown acr has to authenticate again',
    {
      route: { ...get, requires: { acrValues: ['mfa', 'card'], maxAge: 300 } },
      authn: Authn.authenticated({ age: 300 }),
    },
    [
      'Row 2: the caller is authenticated, but more weakly than the route requires. ' +
        'The answer is step-up-required (RFC 9470 §3).',
      'The route requires one of the acr values mfa, card. ' +
        'The acr is unknown: say `acr` in `Authn.authenticated`.',
    ],
  ],
  [
    'a caller whose authentication is weak and old is told of both',
    {
      route: { ...get, requires: { acrValues: ['mfa'], maxAge: 300 } },
      authn: Authn.authenticated({ acr: 'password', age: 301 }),
    },
    [
      'Row 2: the caller is authenticated, but more weakly than the route requires. ' +
        'The answer is step-up-required (RFC 9470 §3).',
      'The route requires one of the acr values mfa. The acr is password.',
      'The route requires an age of at most 300 s. The age is 301 s.',
    ],
  ],
  [
    'a caller whose authentication is weak is not told of an age that nobody asks for',
    { route: { ...get, requires: { acrValues: ['mfa'] } } },
    [
      'Row 2: the caller is authenticated, but more weakly than the route requires. ' +
        'The answer is step-up-required (RFC 9470 §3).',
      'The route requires one of the acr values mfa. ' +
        'The acr is unknown: say `acr` in `Authn.authenticated`.',
    ],
  ],
  [
    'a caller whose authentication is old is not told of an acr that nobody asks for',
    {
      route: { ...get, requires: { maxAge: 0 } },
      authn: Authn.authenticated({ age: 1 }),
    },
    [
      'Row 2: the caller is authenticated, but more weakly than the route requires. ' +
        'The answer is step-up-required (RFC 9470 §3).',
      'The route requires an age of at most 0 s. The age is 1 s.',
    ],
  ],

  // what was not made
  [
    'a policy that was spread does not count',
    { facts: there(grant()), policy: { ...policy } },
    [
      concealed,
      'policy: expected a policy, got a copy of one ' +
        '(pass the original, or decode JSON with `glomar/codec`): ' +
        'the strictest stands in, and nothing is granted.',
      `${hidden} The caller is denied and may know.`,
    ],
  ],
  [
    'a policy that came from JSON does not count',
    { facts: there(grant()), policy: copy(policy) },
    [
      concealed,
      'policy: expected a policy, got a copy of one ' +
        '(pass the original, or decode JSON with `glomar/codec`): ' +
        'the strictest stands in, and nothing is granted.',
      `${hidden} The caller is denied and may know.`,
    ],
  ],
  [
    'the types of a policy are no policy',
    { facts: there(grant()), policy: { document: { existence: 'public' } } },
    [
      concealed,
      'policy: expected a policy, got an object (make one with `Policy.of`): ' +
        'the strictest stands in, and nothing is granted.',
      `${hidden} The caller is denied and may know.`,
    ],
  ],
  [
    'a permission that was spread does not count',
    { facts: ['present', { ...deny(), mayKnow: true }] },
    [
      concealed,
      'permission: expected a permission, got a copy of one ' +
        '(pass the original, or decode JSON with `glomar/codec`): denied.',
      stranger,
    ],
  ],
  [
    'a permission is more than true',
    { facts: ['present', true] },
    [
      concealed,
      'permission: expected a permission, got true (make one with `Permission`): denied.',
      stranger,
    ],
  ],
  [
    'a state is more than true',
    { facts: [true, grant()] },
    [
      notThere,
      'state: expected present or absent, got true: it counts as absent, and nothing is granted.',
      'The state of `document` is absent. The caller is denied and may know.',
    ],
  ],
  [
    'an authn result and a policy that were exchanged count as neither',
    { authn: policy, facts: there(grant()), policy: emma },
    [
      'Row 1: the credentials are rejected. ' +
        'The answer is invalid-credentials (RFC 9110 §15.5.2, RFC 6750 §3.1, RFC 9449 §7.1).',
      'authn: expected an authn result, got a policy (make one with `Authn`): it counts as rejected.',
      'policy: expected a policy, got an authn result (make one with `Policy.of`): ' +
        'the strictest stands in, and nothing is granted.',
    ],
  ],
  [
    'a route with a member that no route has is none',
    { route: { ...get, require: { scopes: ['documents:read'] } }, facts: there(grant()) },
    [
      concealed,
      'route: require: no such member; did you mean requires?: ' +
        'the strictest stands in, and nothing is granted.',
      'The state of the thing is present, and the answer conceals it. ' +
        'The caller is denied and may know.',
    ],
  ],
  [
    'a route that was spread is none',
    { route: { ...Route.of(get) }, facts: there(grant()) },
    [
      concealed,
      'route: expected a route, got a copy of one ' +
        '(pass the original, or decode JSON with `glomar/codec`): ' +
        'the strictest stands in, and nothing is granted.',
      'The state of the thing is present, and the answer conceals it. ' +
        'The caller is denied and may know.',
    ],
  ],
  [
    'a route that cannot be read is none',
    {
      route: {
        get method(): never {
          throw new Error('not now')
        },
      },
      facts: there(grant()),
    },
    [
      concealed,
      'route: it cannot be read: the strictest stands in, and nothing is granted (Error: not now).',
      'The state of the thing is present, and the answer conceals it. ' +
        'The caller is denied and may know.',
    ],
  ],
  [
    'a misspelt type is suggested',
    { route: { ...get, resource: 'documnet' }, facts: there(asking) },
    [
      concealed,
      'The policy does not name `documnet`; did you mean document? ' +
        'The strictest disclosure stands in.',
      'The state of `documnet` is present, and the answer conceals it. ' +
        'The caller is denied and may know.',
      '`existence: secret` of `documnet` entitles whoever is granted and may know.',
      `${withheld} Only callers who are entitled are told.`,
    ],
  ],
  [
    'an action that the policy does not name is as strict as can be',
    { route: { ...get, resource: 'document:delete' }, facts: there(grant()) },
    [
      ok,
      'The policy does not name `document:delete`: add it to the policy. ' +
        'The strictest disclosure stands in, and not that of `document`.',
      'The state of `document:delete` is present. The caller is granted and may know.',
    ],
  ],

  // ancestors
  [
    'a missing ancestor conceals the target',
    { facts: under(missing(grant())) },
    [
      concealed,
      `${hidden} The caller is granted and may know.`,
      'The ancestor `folder` is missing, so what stands under it is concealed from everybody. ' +
        'To tell that it is missing, decide about the ancestor first.',
    ],
  ],
  [
    'a hidden ancestor conceals the target',
    { facts: under(there(deny({ ...remedy, mayKnow: false }))) },
    [
      concealed,
      `${hidden} The caller is granted and may know.`,
      'The ancestor `folder` is hidden from the caller, and so is what stands under it. Grant `folder` to let the caller pass.',
      ifMayKnowFolder,
      sayMayKnowFolder,
      `${withheld} Only callers who are entitled are told.`,
    ],
  ],
  [
    'an ancestor of a misspelt type conceals the target',
    { facts: under(there(asking), grant(), 'foldr') },
    [
      concealed,
      `${hidden} The caller is granted and may know.`,
      'The ancestor `foldr` is hidden from the caller, and so is what stands under it. Grant `foldr` to let the caller pass.',
      'The policy does not name `foldr`; did you mean folder? The strictest disclosure stands in.',
      '`existence: secret` of `foldr` entitles whoever is granted and may know.',
      `${withheld} Only callers who are entitled are told.`,
    ],
  ],
  [
    'an ancestor whose rule threw conceals the target',
    {
      facts: under(
        Facts.of({}, () => {
          throw new Error('down')
        }),
      ),
    },
    [
      concealed,
      'ancestors[0].authorize: it threw, and so the caller is denied (Error: down).',
      `${hidden} The caller is granted and may know.`,
      'The ancestor `folder` is hidden from the caller, and so is what stands under it. Grant `folder` to let the caller pass.',
    ],
  ],
  [
    'a denied ancestor of which the caller may know denies the target',
    { facts: under(there(asking)) },
    [
      denied,
      deniedThere,
      ifMayKnow,
      'The ancestor `folder` is denied, so what stands under it counts as denied. Grant `folder` to let the caller pass.',
      told,
    ],
  ],
  [
    'an ancestor that lets the caller pass is not spoken of',
    { facts: under(there(grant())) },
    [ok, grantedThere],
  ],

  // references
  [
    'a hidden reference is answered like a missing one',
    { facts: naming(there(deny({ ...remedy, mayKnow: false }))) },
    [
      unresolved,
      grantedThere,
      'The reference `folder` is hidden from the caller. ' +
        'Hidden and missing references are answered alike.',
      ifMayKnowFolder,
      sayMayKnowFolder,
      `${withheld} Only callers who are entitled are told.`,
    ],
  ],
  [
    'a missing reference is answered like a hidden one',
    { facts: naming(missing()) },
    [
      unresolved,
      grantedThere,
      'The reference `folder` is missing. Hidden and missing references are answered alike.',
    ],
  ],
  [
    'a reference in a hidden folder is hidden',
    { facts: naming(under(there(deny()))) },
    [
      unresolved,
      grantedThere,
      'The reference `folder` is hidden from the caller. ' +
        'Hidden and missing references are answered alike.',
      'The ancestor `folder` is hidden from the caller, and so is what stands under it. Grant `folder` to let the caller pass.',
      ifMayKnowFolder,
      sayMayKnowFolder,
    ],
  ],
  [
    'a reference in an open folder is hidden by itself',
    {
      facts: naming(
        Facts.of({}, () => deny(), { ancestors: [{ resource: 'folder', facts: there(grant()) }] }),
      ),
    },
    [
      unresolved,
      grantedThere,
      'The reference `folder` is hidden from the caller. ' +
        'Hidden and missing references are answered alike.',
      ifMayKnowFolder,
      sayMayKnowFolder,
    ],
  ],
  [
    'a denied reference tells its link, and a hidden one keeps its step-up',
    {
      facts: Facts.of({}, () => grant(), {
        references: [
          { resource: 'folder', facts: there(asking) },
          { resource: 'folder', facts: there(stepUp({ mayKnow: false })) },
        ],
      }),
    },
    [
      deniedByReference,
      grantedThere,
      'The reference `folder` is denied. Grant `folder` to let the caller pass.',
      'The reference `folder` is hidden from the caller. ' +
        'Hidden and missing references are answered alike.',
      ifMayKnowFolder,
      sayMayKnowFolder,
      'Withheld: the step-up. Only callers who are entitled are told.',
      told,
    ],
  ],
  [
    'a rule about a reference that threw changes nothing for a hidden target',
    {
      facts: naming(
        Facts.of({}, () => {
          throw new Error('down')
        }),
        deny(),
      ),
    },
    [
      concealed,
      'references[0].authorize: it threw, and so the caller is denied (Error: down).',
      stranger,
      ifMayKnow,
      sayMayKnow,
    ],
  ],
  [
    'a new name that the caller may not use is hidden, and not missing',
    { facts: naming(missing(), grant(), 'absent') },
    [
      unresolved,
      grantedThere,
      'The reference `folder` is hidden from the caller. ' +
        'Hidden and missing references are answered alike.',
      ifMayKnowFolder,
      'To entitle this caller to `folder`, say `mayKnow: true` in `whenAbsent`, ' +
        "or `existence: 'authenticated'` in the policy.",
    ],
  ],
  [
    'a denied reference of which the caller may know denies the request',
    { facts: naming(there(asking)) },
    [
      deniedByReference,
      grantedThere,
      'The reference `folder` is denied. Grant `folder` to let the caller pass.',
      told,
    ],
  ],
  [
    'a reference asks a caller without credentials for them',
    { authn: Authn.anonymous, facts: naming(there(asking)) },
    [
      'Row 8: the target is granted, and a reference calls for this answer. ' +
        'The answer is authentication-required (RFC 9110 §15.5.2, RFC 6750 §3.1).',
      grantedThere,
      'The reference `folder` is not granted to a caller without credentials.',
      `${withheld} A caller without credentials is asked for them first.`,
    ],
  ],
  [
    'a reference that is there and should not be is a conflict',
    { facts: naming(there(grant()), grant(), 'absent') },
    [
      'Row 7: the target is granted, and a reference calls for this answer. ' +
        'The answer is Conflict (RFC 9110 §15.5.10, RFC 9110 §15.5.13).',
      grantedThere,
      'The reference `folder` is present, and the request expects it to be absent.',
    ],
  ],
  [
    'a reference that fails conceals a target of which the caller may not know',
    { facts: naming(there(asking), grant({ mayKnow: false })) },
    [
      concealed,
      `${hidden} The caller is granted and may not know.`,
      'To say what a reference lacks would tell that the target is there.',
      ifMayKnow,
      sayMayKnow,
      'The reference `folder` is denied. Grant `folder` to let the caller pass.',
      `${withheld} The answer must not tell that the target is there.`,
    ],
  ],
  [
    'a reference whose type is no text stands in the way',
    {
      facts: Facts.of({}, () => grant(), {
        references: [{ resource: 5, facts: there(grant()) }] as never,
      }),
    },
    [
      unresolved,
      'references[0].resource: expected a resource type, got 5.',
      grantedThere,
      'What should be a reference was not understood, and stands in the way.',
    ],
  ],
  [
    'a reference that is found is not spoken of',
    { facts: naming(there(grant())) },
    [ok, grantedThere],
  ],
]

test.each(puzzles)('%s', (_title, asked, says) => {
  expect(explained(asked).says).toEqual(says)
})

describe('whoever heeds the advice entitles the caller', () => {
  const permissions = [grant(), grant({ mayKnow: false }), deny(), deny({ mayKnow: true })]
  const asked = Disclosure.knobs.existence.flatMap((existence) =>
    [emma, Authn.anonymous].flatMap((authn) =>
      permissions.flatMap((permission) =>
        (['present', 'absent'] as const).map((state) => ({ existence, authn, permission, state })),
      ),
    ),
  )
  const told = ({ existence, authn, permission, state }: (typeof asked)[number]) =>
    explain(get, authn, state, permission, Policy.of({ document: { existence } }))
  const strangers = asked.filter((each) => told(each).row.startsWith('5'))

  test('there are such callers under each value that has any', () => {
    const found = new Set(strangers.map(({ existence }) => existence))
    expect([...found]).toEqual(['secret', 'if-may-know', 'authenticated'])
  })

  test.each(strangers)('$existence, $authn._tag, $permission._tag, $state', (stranger) => {
    const advice = told(stranger).says.find((said) => said.startsWith('To entitle')) ?? ''
    const [, existence] = /`existence: '([a-z-]+)'`/.exec(advice) ?? []
    const inPolicy = existence === undefined ? {} : { existence: existence as 'public' }
    const granted = stranger.permission._tag === 'Granted'
    const knowing = granted ? grant() : deny({ mayKnow: true })
    const inFacts = advice.includes('`mayKnow: true`') ? { permission: knowing } : {}
    const changes = advice.includes(', or ') ? [inFacts, inPolicy] : [{ ...inFacts, ...inPolicy }]
    for (const change of changes) expect(told({ ...stranger, ...change }).entitled).toBe(true)
  })
})

test('no sentence has more than 25 words', () => {
  const sentences = puzzles.flatMap(([, , says]) =>
    says.flatMap((said) => said.split(/(?<=[.?]) (?=[A-Z])/)),
  )
  const isLong = (text: string): boolean =>
    text.split(' ').filter((word) => /\w/.test(word)).length > 25
  expect(sentences.filter(isLong)).toEqual([])
})

test('each sentence on the page about `explain` is one that it says', () => {
  const page = readFileSync(new URL('../../docs/why.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| [^|]+ \| ([^|]+) \| [^|]+ \|$/gm)]
  // without the heading, and the line below it
  const sentences = rows.map(([, cell = '']) => cell).slice(2)
  const known = new Set(puzzles.flatMap(([, , says]) => says))
  expect(sentences.length).toBeGreaterThan(12)
  expect(sentences.filter((said) => !known.has(said))).toEqual([])
})

test('a long message of what a rule threw is cut', () => {
  const facts = Facts.of({}, () => {
    throw new Error('x'.repeat(300))
  })
  const [, said] = explained({ facts }).says
  expect(said).toBe(`authorize: it threw, and so the caller is denied (Error: ${'x'.repeat(193)}).`)
})

test('a name is looked for among the first thousand types of a policy', () => {
  const names = Array.from({ length: 1_000 }, (_, i) => `type-${String(i)}`)
  const many = Policy.of(Object.fromEntries([...names, 'document'].map((name) => [name, {}])))
  const said = (resource: string) =>
    explained({ route: { ...get, resource }, policy: many }).says[1]
  expect(said('documnet')).toBe(
    'The policy does not name `documnet`: add it to the policy. The strictest disclosure stands in.',
  )
  expect(said('tpye-999')).toContain('did you mean type-999?')
})

test('an answer before any look-up is explained without the facts', async () => {
  const records: Array<unknown> = []
  const route = enforce({
    route: { ...get, requires: { authenticated: true } },
    policy,
    authenticate: () => ({ authn: Authn.anonymous }),
    lookUp: () => null,
    authorize: () => grant(),
    audit: (record) => {
      records.push(record)
    },
    handle: () => undefined,
  })
  await route(undefined)
  expect(records).toMatchObject([
    { _tag: 'DecidedBeforeLookup', explanation: { says: [challenged, requiresSomething] } },
  ])
})
