/**
 * What both articles describe, as requests and the answers that are right.
 */

export type Who = 'nobody' | 'Emma' | 'John' | 'Tara'

export interface Scenario {
  /** Says what happens, where the request alone does not. */
  readonly note?: string
  readonly who: Who
  /** Which token the caller brings. By default a good one, and none for nobody. */
  readonly token?: 'malformed token' | 'expired token' | 'wrong audience' | 'without scope'
  readonly method: string
  readonly path: string
  /** What the request carries beside its path, in a few words. */
  readonly sends?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly exists: 'yes' | 'no' | '-'
  /** The answer in short. */
  readonly wire: string
  /** What else the answer says. */
  readonly says?: ReadonlyArray<string>
  /** The row of the decision table that the audit names; `undefined` where nothing was decided. */
  readonly row?: string
  /**
   * The path of an earlier request, by the same caller and method, with nothing sent beside it. The
   * answer must have the same bytes, but for the date.
   */
  readonly sameAs?: string
}

export type Deployment = 'closed' | 'requestable' | 'blind' | 'store down' | 'permissions down'

export interface Act {
  readonly title: string
  readonly deployment: Deployment
  readonly scenarios: ReadonlyArray<Scenario>
}

const john = '/users/123456789/calls'
const emma = '/users/987654321/calls'
const nowhere = '/users/000000000/calls'
const invalid = '401 Bearer invalid_token'
const hidden = '404 Not Found'
const asked = 'message: If it exists, its owner has been asked.'

type Unplaced = Omit<Scenario, 'path' | 'exists'>

/** The same request about a thing that exists and one that does not: no byte may differ. */
const pair = (scenario: Unplaced, existing: string, missing: string): ReadonlyArray<Scenario> => [
  {
    ...scenario,
    path: existing,
    exists: 'yes',
    ...(scenario.sends !== undefined && { sameAs: existing }),
  },
  { ...scenario, path: missing, exists: 'no', sameAs: existing },
]

const calls = (scenario: Unplaced): ReadonlyArray<Scenario> =>
  pair(scenario, '/calls/johns-call', '/calls/missing-call')

const lacksScope = {
  token: 'without scope',
  wire: '403 insufficient-scope',
  says: ['scope: calls:read'],
  row: '3',
} as const

const allow = 'allow: OPTIONS, HEAD, GET, PUT, DELETE'
const lawyersTag = '"TGF3eWVy"'

export const acts: ReadonlyArray<Act> = [
  {
    title: 'The call recorder, closed: what is not yours is not there',
    deployment: 'closed',
    scenarios: [
      { who: 'Emma', method: 'GET', path: emma, exists: 'yes', wire: '200 1 item', row: '4' },
      {
        who: 'Emma',
        method: 'GET',
        path: '/calls/emmas-call',
        exists: 'yes',
        wire: '200 Dentist',
        row: '4',
      },
      {
        who: 'Emma',
        method: 'GET',
        path: `${emma}/emmas-call`,
        exists: 'yes',
        wire: '200 Dentist',
        row: '4',
      },
      ...pair({ who: 'Emma', method: 'GET', wire: hidden, row: '5d' }, john, nowhere),
      ...pair({ who: 'Emma', method: 'HEAD', wire: '404', row: '5d' }, john, nowhere),
      ...calls({ who: 'Emma', method: 'GET', wire: hidden, row: '5d' }),
      ...calls({ who: 'Emma', method: 'HEAD', wire: '404', row: '5d' }),
      ...calls({ who: 'Emma', method: 'DELETE', wire: hidden, row: '5d' }),
      ...calls({ who: 'Emma', method: 'PUT', body: '{"title":"Mine"}', wire: hidden, row: '5d' }),
      ...pair(
        { who: 'Emma', method: 'GET', wire: hidden, row: '5d' },
        `${john}/johns-call`,
        `${nowhere}/missing-call`,
      ),
      ...calls({
        who: 'Emma',
        method: 'GET',
        sends: 'If-None-Match',
        headers: { 'if-none-match': lawyersTag },
        wire: hidden,
        row: '5d',
      }),
      ...calls({
        who: 'Emma',
        method: 'DELETE',
        sends: 'stale If-Match',
        headers: { 'if-match': '"stale"' },
        wire: hidden,
        row: '5d',
      }),
      ...calls({
        who: 'Emma',
        method: 'PUT',
        sends: 'invalid body',
        body: '{"title":',
        wire: hidden,
        row: '5d',
      }),
      {
        who: 'John',
        method: 'GET',
        path: '/calls/johns-call',
        sends: 'If-None-Match',
        headers: { 'if-none-match': lawyersTag },
        exists: 'yes',
        wire: '304',
        row: '4',
      },
      {
        who: 'John',
        method: 'PUT',
        path: '/calls/johns-call',
        sends: 'stale If-Match',
        headers: { 'if-match': '"stale"' },
        body: '{"title":"Notary"}',
        exists: 'yes',
        wire: '412',
        row: '4',
      },
      {
        who: 'John',
        method: 'PUT',
        path: '/calls/johns-call',
        sends: 'invalid body',
        body: '{"title":',
        exists: 'yes',
        wire: '400 Bad Request',
        row: '4',
      },
      {
        note: 'A correlation id comes back, whatever the answer:',
        who: 'Emma',
        method: 'GET',
        path: '/calls/johns-call',
        sends: 'X-Correlation-Id',
        headers: { 'x-correlation-id': 'emmas-request' },
        exists: 'yes',
        wire: hidden,
        says: ['correlation_id: emmas-request'],
        row: '5d',
      },
      ...calls({ who: 'nobody', method: 'GET', wire: '401 Bearer', row: '5a' }),
      ...pair({ who: 'nobody', method: 'GET', wire: '401 Bearer', row: '5a' }, john, nowhere),
      ...calls({ who: 'Emma', token: 'malformed token', method: 'GET', wire: invalid, row: '1' }),
      ...calls({ who: 'Emma', token: 'expired token', method: 'GET', wire: invalid, row: '1' }),
      ...calls({ who: 'Emma', token: 'wrong audience', method: 'GET', wire: invalid, row: '1' }),
      ...calls({ who: 'Emma', method: 'GET', ...lacksScope }),
      {
        who: 'Emma',
        token: 'expired token',
        method: 'GET',
        path: '/calls/emmas-call',
        exists: 'yes',
        wire: invalid,
        row: '1',
        sameAs: '/calls/johns-call',
      },
      ...calls({
        who: 'Emma',
        method: 'PATCH',
        wire: '405',
        says: [allow],
      }),
      ...calls({ who: 'nobody', method: 'OPTIONS', wire: '204', says: [allow] }),
    ],
  },
  {
    title: 'The call recorder, requestable: John has shared with Emma, not with Tara',
    deployment: 'requestable',
    scenarios: [
      { who: 'Emma', method: 'GET', path: john, exists: 'yes', wire: '200 1 item', row: '4' },
      {
        who: 'Emma',
        method: 'GET',
        path: `${john}/johns-call`,
        exists: 'yes',
        wire: '200 Lawyer',
        row: '4',
      },
      {
        note: 'Emma may listen, and may not delete:',
        who: 'Emma',
        method: 'DELETE',
        path: '/calls/johns-call',
        exists: 'yes',
        wire: '403 permission-denied',
        says: ['missing_permissions: calls.change'],
        row: '9b',
      },
      {
        note: 'Tara is told what she lacks and where to ask:',
        who: 'Tara',
        method: 'GET',
        path: john,
        exists: 'yes',
        wire: '403 permission-denied',
        says: ['missing_permissions: calls.listen', `request_access: /access-requests?for=${john}`],
        row: '9b',
      },
      ...['/calls/johns-call', `${john}/johns-call`].map((path): Scenario => ({
        who: 'Tara',
        method: 'GET',
        path,
        exists: 'yes',
        wire: '403 permission-denied',
        says: [
          'missing_permissions: calls.listen',
          'request_access: /access-requests?for=/calls/johns-call',
        ],
        row: '9b',
      })),
      {
        note: 'Tara may know that a call does not exist:',
        who: 'Tara',
        method: 'GET',
        path: '/calls/missing-call',
        exists: 'no',
        wire: '404 does-not-exist',
        row: '6',
      },
      {
        note: 'Under a user who does not exist, nobody is entitled:',
        who: 'Tara',
        method: 'GET',
        path: `${nowhere}/missing-call`,
        exists: 'no',
        wire: '404 Not Found',
        row: '5d',
      },
      {
        note: 'Tara follows the link, and her request reaches John:',
        who: 'Tara',
        method: 'POST',
        path: `/access-requests?for=${john}`,
        exists: '-',
        wire: '202',
        says: [asked],
        row: '4',
      },
      {
        who: 'John',
        method: 'GET',
        path: '/access-requests',
        exists: '-',
        wire: '200 1 item',
        says: [`Tara asks for ${john}`],
        row: '4',
      },
      ...calls({ who: 'nobody', method: 'GET', wire: '401 Bearer', row: '5a' }),
      ...calls({ who: 'Tara', method: 'GET', ...lacksScope }),
    ],
  },
  {
    title: 'The call recorder, closed, with a link to ask blindly',
    deployment: 'blind',
    scenarios: [
      ...(['johns-call', 'missing-call'] as const).map((id): Scenario => ({
        who: 'Tara',
        method: 'GET',
        path: `/calls/${id}`,
        exists: id === 'johns-call' ? 'yes' : 'no',
        wire: hidden,
        says: [`request_access: /access-requests?for=%2Fcalls%2F${id}`],
        row: '5d',
      })),
      ...pair(
        { who: 'Tara', method: 'POST', wire: '202', says: [asked], row: '4' },
        '/access-requests?for=%2Fcalls%2Fjohns-call',
        '/access-requests?for=%2Fcalls%2Fmissing-call',
      ).map((scenario): Scenario => ({ ...scenario, exists: '-' })),
      {
        who: 'John',
        method: 'GET',
        path: '/access-requests',
        exists: '-',
        wire: '200 1 item',
        says: ['Tara asks for /calls/johns-call'],
        row: '4',
      },
    ],
  },
  {
    title: 'Accounts: Emma administers a record of acme, John may read it, Tara belongs elsewhere',
    deployment: 'closed',
    scenarios: [
      {
        who: 'Emma',
        method: 'GET',
        path: '/records/payroll',
        exists: 'yes',
        wire: '200 Payroll',
        row: '4',
      },
      {
        who: 'Emma',
        method: 'GET',
        path: '/accounts/acme/records',
        exists: 'yes',
        wire: '200 1 item',
        row: '4',
      },
      {
        who: 'Emma',
        method: 'GET',
        path: '/records/payroll/users',
        exists: 'yes',
        wire: '200 2 items',
        row: '4',
      },
      ...pair(
        { who: 'Tara', method: 'GET', wire: hidden, row: '5d' },
        '/records/payroll',
        '/records/missing',
      ),
      ...pair(
        { who: 'Tara', method: 'GET', wire: hidden, row: '5d' },
        '/accounts/acme',
        '/accounts/missing',
      ),
      ...pair(
        { who: 'Tara', method: 'GET', wire: hidden, row: '5d' },
        '/records/payroll/users',
        '/records/missing/users',
      ),
      {
        note: 'Her own list is empty, and so is every list that she may not see:',
        who: 'Tara',
        method: 'GET',
        path: '/accounts/globex/records',
        exists: 'yes',
        wire: '200 0 items',
        row: '4',
      },
      {
        who: 'Tara',
        method: 'GET',
        path: '/accounts/acme/records',
        exists: 'yes',
        wire: '200 0 items',
        row: '5b',
        sameAs: '/accounts/globex/records',
      },
      {
        who: 'Tara',
        method: 'GET',
        path: '/accounts/missing/records',
        exists: 'no',
        wire: '200 0 items',
        row: '5b',
        sameAs: '/accounts/globex/records',
      },
      {
        note: 'A caller who knows the domain gets its identity provider:',
        who: 'Tara',
        method: 'GET',
        path: '/identity-providers/acme.example',
        exists: 'yes',
        wire: '200 acme.example',
        row: '4',
      },
      {
        who: 'Tara',
        method: 'GET',
        path: '/identity-providers/free.example',
        exists: 'no',
        wire: '404 does-not-exist',
        row: '6',
      },
      {
        note: 'John knows of the record, and may not change it:',
        who: 'John',
        method: 'PUT',
        path: '/records/payroll',
        body: '{"name":"Mine"}',
        exists: 'yes',
        wire: '403 permission-denied',
        says: ['missing_permissions: records.update'],
        row: '9b',
      },
      {
        who: 'John',
        method: 'GET',
        path: '/records/payroll',
        exists: 'yes',
        wire: '200 Payroll',
        row: '4',
      },
    ],
  },
  {
    title: 'The store is down: nothing can be decided, and nothing is told',
    deployment: 'store down',
    scenarios: calls({ who: 'Emma', method: 'GET', wire: '503 Service Unavailable' }),
  },
  {
    title:
      'The permission service is down: likewise, though for a missing record the store would do',
    deployment: 'permissions down',
    scenarios: pair(
      { who: 'Emma', method: 'GET', wire: '503 Service Unavailable' },
      '/records/payroll',
      '/records/missing',
    ),
  },
]
