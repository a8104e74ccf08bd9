/**
 * `docs/decision-table.md`, written from the table in the code.
 */
import { STATUS_CODES } from 'node:http'
import { Authn, decide, Disclosure, Permission, Policy, type Answer, type ResourceState } from 'glomar'
import { reasons } from '../../src/engine/reasons.js'
import { rows } from '../../src/engine/table.js'

const table = (head: ReadonlyArray<string>, body: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const meanings: Readonly<Record<Answer, string>> = {
  ok: '`Ok`: leave to act',
  empty: '`Empty`: 200 with nothing in it',
  conflict: '`Conflict`: 409 or 412, as the handler sees fit',
  challenge: '401 without an error',
  rejected: '401 with the error of the scheme that was tried',
  'step-up': '401 `insufficient_user_authentication`, for the route',
  'insufficient-scope': '403 `insufficient_scope`, with the scopes of the route',
  'concealed-not-found': '404 that neither confirms nor denies',
  'concealed-forbidden': '403 that neither confirms nor denies',
  'not-found': '404, definitive',
  forbidden: '403 with its remedy, as far as `tell` goes',
  'step-up-for-this': '401 `insufficient_user_authentication`, for this thing',
}

const policy = Policy.of(
  {
    'concealed as 404': { blindAsk: 'on' },
    'concealed as 403': { concealAs: 'forbidden' },
    known: { existence: 'known', tell: 'remedy' },
  },
  { realm: 'recorder', ask: '/access-requests?for={target}' },
)

const emma = Authn.authenticated({ scopes: ['calls:read'], acr: 'pwd', age: 900 })
const guarded = { scopes: ['calls:read', 'calls:write'] }

interface Specimen {
  readonly answer: Answer
  readonly resource: keyof typeof policy.types
  readonly requires?: object
  readonly authn: Authn.Authn
  readonly state: ResourceState
  readonly permission: Permission.Permission
}

const specimens: ReadonlyArray<Specimen> = [
  { answer: 'challenge', resource: 'known', authn: Authn.anonymous, state: 'present', permission: Permission.denied },
  { answer: 'rejected', resource: 'known', authn: Authn.rejected('expired'), state: 'present', permission: Permission.granted },
  {
    answer: 'step-up',
    resource: 'known',
    requires: { acrValues: ['mfa'], maxAge: 300 },
    authn: emma,
    state: 'present',
    permission: Permission.granted,
  },
  { answer: 'insufficient-scope', resource: 'known', requires: guarded, authn: emma, state: 'present', permission: Permission.granted },
  { answer: 'concealed-not-found', resource: 'concealed as 404', authn: emma, state: 'present', permission: Permission.denied },
  {
    answer: 'concealed-forbidden',
    resource: 'concealed as 403',
    requires: { permission: 'calls.get' },
    authn: emma,
    state: 'absent',
    permission: Permission.denied,
  },
  { answer: 'not-found', resource: 'known', authn: emma, state: 'absent', permission: Permission.granted },
  {
    answer: 'forbidden',
    resource: 'known',
    authn: emma,
    state: 'present',
    permission: Permission.deniedKnown({ missing: ['calls.listen'], ask: '/access-requests?for=/calls/7' }),
  },
  {
    answer: 'step-up-for-this',
    resource: 'known',
    authn: emma,
    state: 'present',
    permission: Permission.deniedUntil({ acrValues: ['mfa'], maxAge: 300 }),
  },
]

const show = ({ answer, resource, requires, authn, state, permission }: Specimen): string => {
  const verdict = decide({ method: 'GET', target: '/calls/7', resource, ...(requires && { requires }) }, authn, state, permission, policy)
  if (!('status' in verdict)) throw new Error(`${answer} is no refusal`)
  const fields = Object.entries(verdict.headers).map(([name, value]) => `${name}: ${String(value)}`)
  return [
    `### ${meanings[answer]}`,
    '```http',
    `HTTP/1.1 ${String(verdict.status)} ${String(STATUS_CODES[verdict.status])}`,
    ...fields,
    '',
    JSON.stringify(verdict.body, null, 2),
    '```',
  ].join('\n')
}

export const decisionTable = (): string =>
  [
    '# The decision table',
    '<!-- Written by `npm run docs` from the table in src/engine; a test fails when the two differ. -->',
    'The first row that holds is the answer. Rows 1 to 3 look at neither the resource nor the permission.',
    table(
      ['row', 'when', 'answer', 'rests on'],
      rows.map(({ id, answer }) => [id, reasons[id].reads, meanings[answer], reasons[id].cites.join(', ')]),
    ),
    [
      '**Granted** is what the permission check said, except that an anonymous caller on a route that requires anything (a scope, an',
      'acr, a maximum age, a named permission) counts as denied and without `mayKnow`. **Entitled** is who may learn that the thing',
      'exists, by the knob `existence`; of an unreachable thing, nobody. A **stranger** is neither.',
    ].join('\n'),
    '## The knobs of a resource type, strictest first',
    table(
      ['knob', 'values'],
      Object.entries(Disclosure.knobs).map(([knob, values]) => [`\`${knob}\``, values.map((value) => `\`${value}\``).join(' · ')]),
    ),
    'A type that the policy does not name has every knob at its strictest. `tell`, `existence` and `anonymous` order policies by what they\ndisclose; the other three hide alike, and their order is a convention that makes `combine` total.',
    '## The refusals, as they are sent',
    'A service with the realm `recorder`, Bearer tokens and a template for blind asks. `Date` and the length of the body are the server’s.',
    ...specimens.map(show),
  ].join('\n\n') + '\n'
