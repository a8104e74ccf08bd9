/**
 * What both texts describe, as requests and the answers that are right.
 */

export type Who = 'nobody' | 'Emma' | 'John' | 'Tara'

export interface Scenario {
  /** Says what happens, where the request alone does not. */
  readonly note?: string
  readonly who: Who
  /** Which token the caller brings; by default a good one, and none for nobody. */
  readonly token?: 'malformed token' | 'expired token' | 'token for another audience' | 'token without the scope'
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly exists: 'yes' | 'no' | '-'
  /** The answer in short, as the table shows it. */
  readonly wire: string
  /** The row of the decision table that the operator's audit names; none where nothing was decided. */
  readonly row?: string
  /** The answer must be that to the plain request for this path: the same bytes, but for the date. */
  readonly sameAs?: string
}

export interface Act {
  readonly title: string
  readonly deployment: 'closed' | 'requestable' | 'blind' | 'store down' | 'permission service down'
  readonly scenarios: ReadonlyArray<Scenario>
}

const john = '/users/123456789/calls'
const emma = '/users/987654321/calls'
const nowhere = '/users/000000000/calls'
const invalid = '401 Bearer invalid_token'
const hidden = '404 about:blank'

/** Has it anything that a plain request has not? */
const varied = ({ headers, body, note }: Omit<Scenario, 'path' | 'exists'>): boolean =>
  note !== undefined && (headers !== undefined || body !== undefined)

/** The same request about a thing that exists and about one that does not: the answers must not differ by a byte. */
const pair = (scenario: Omit<Scenario, 'path' | 'exists'>, existing: string, missing: string): ReadonlyArray<Scenario> => [
  { ...scenario, path: existing, exists: 'yes', ...(varied(scenario) && { sameAs: existing }) },
  { ...scenario, path: missing, exists: 'no', sameAs: existing },
]

export const acts: ReadonlyArray<Act> = [
  {
    title: 'The call recorder, closed: what is not yours is not there',
    deployment: 'closed',
    scenarios: [
      { who: 'Emma', method: 'GET', path: emma, exists: 'yes', wire: '200 1 item', row: '4' },
      { who: 'Emma', method: 'GET', path: '/calls/Bnwgab', exists: 'yes', wire: '200 Dentist', row: '4' },
      { who: 'Emma', method: 'GET', path: `${emma}/Bnwgab`, exists: 'yes', wire: '200 Dentist', row: '4' },
      ...pair({ who: 'Emma', method: 'GET', wire: hidden, row: '5d' }, john, nowhere),
      ...pair({ who: 'Emma', method: 'HEAD', wire: '404', row: '5d' }, john, nowhere),
      ...['GET', 'HEAD', 'DELETE', 'PUT'].flatMap((method) =>
        pair(
          {
            who: 'Emma',
            method,
            wire: method === 'HEAD' ? '404' : hidden,
            row: '5d',
            ...(method === 'PUT' && { body: '{"title":"Mine"}' }),
          },
          '/calls/Qx81Lf',
          '/calls/Zz00Zz',
        ),
      ),
      ...pair({ who: 'Emma', method: 'GET', wire: hidden, row: '5d' }, `${john}/Qx81Lf`, `${nowhere}/Zz00Zz`),
      ...pair(
        {
          note: 'a stranger with If-None-Match',
          who: 'Emma',
          method: 'GET',
          headers: { 'if-none-match': '"TGF3eWVy"' },
          wire: hidden,
          row: '5d',
        },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
      ...pair(
        { note: 'a stranger with If-Match', who: 'Emma', method: 'DELETE', headers: { 'if-match': '"stale"' }, wire: hidden, row: '5d' },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
      ...pair(
        { note: 'a stranger with an invalid body', who: 'Emma', method: 'PUT', body: '{"title":', wire: hidden, row: '5d' },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
      {
        note: 'the owner with If-None-Match',
        who: 'John',
        method: 'GET',
        path: '/calls/Qx81Lf',
        headers: { 'if-none-match': '"TGF3eWVy"' },
        exists: 'yes',
        wire: '304',
        row: '4',
      },
      {
        note: 'the owner with a stale If-Match',
        who: 'John',
        method: 'PUT',
        path: '/calls/Qx81Lf',
        headers: { 'if-match': '"stale"' },
        body: '{"title":"Notary"}',
        exists: 'yes',
        wire: '412',
        row: '4',
      },
      {
        note: 'the owner with an invalid body',
        who: 'John',
        method: 'PUT',
        path: '/calls/Qx81Lf',
        body: '{"title":',
        exists: 'yes',
        wire: '400 about:blank',
        row: '4',
      },
      ...pair({ who: 'nobody', method: 'GET', wire: '401 Bearer', row: '5a' }, '/calls/Qx81Lf', '/calls/Zz00Zz'),
      ...pair({ who: 'nobody', method: 'GET', wire: '401 Bearer', row: '5a' }, john, nowhere),
      ...pair({ who: 'Emma', token: 'malformed token', method: 'GET', wire: invalid, row: '1' }, '/calls/Qx81Lf', '/calls/Zz00Zz'),
      ...pair({ who: 'Emma', token: 'expired token', method: 'GET', wire: invalid, row: '1' }, '/calls/Qx81Lf', '/calls/Zz00Zz'),
      ...pair(
        { who: 'Emma', token: 'token for another audience', method: 'GET', wire: invalid, row: '1' },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
      ...pair(
        {
          who: 'Emma',
          token: 'token without the scope',
          method: 'GET',
          wire: '403 Bearer insufficient_scope /problems/insufficient-scope scope=calls:read',
          row: '3',
        },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
      {
        note: 'her own',
        who: 'Emma',
        token: 'expired token',
        method: 'GET',
        path: '/calls/Bnwgab',
        exists: 'yes',
        wire: invalid,
        row: '1',
      },
      ...pair(
        { note: 'a method the route does not have', who: 'Emma', method: 'PATCH', wire: '405 allow=OPTIONS, HEAD, GET, PUT, DELETE' },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
      ...pair({ who: 'nobody', method: 'OPTIONS', wire: '204 allow=OPTIONS, HEAD, GET, PUT, DELETE' }, '/calls/Qx81Lf', '/calls/Zz00Zz'),
    ],
  },
  {
    title: 'The call recorder, requestable: John has shared with Emma, not with Tara',
    deployment: 'requestable',
    scenarios: [
      { who: 'Emma', method: 'GET', path: john, exists: 'yes', wire: '200 1 item', row: '4' },
      { who: 'Emma', method: 'GET', path: `${john}/Qx81Lf`, exists: 'yes', wire: '200 Lawyer', row: '4' },
      {
        who: 'Emma',
        method: 'DELETE',
        path: '/calls/Qx81Lf',
        exists: 'yes',
        wire: '403 /problems/permission-denied missing=calls.change',
        row: '9b',
      },
      {
        who: 'Tara',
        method: 'GET',
        path: john,
        exists: 'yes',
        wire: `403 /problems/permission-denied missing=calls.listen ask=/access-requests?for=${john}`,
        row: '9b',
      },
      {
        who: 'Tara',
        method: 'GET',
        path: '/calls/Qx81Lf',
        exists: 'yes',
        wire: '403 /problems/permission-denied missing=calls.listen ask=/access-requests?for=/calls/Qx81Lf',
        row: '9b',
      },
      {
        note: 'it is not there, and she may know',
        who: 'Tara',
        method: 'GET',
        path: '/calls/Zz00Zz',
        exists: 'no',
        wire: '404 /problems/not-found',
        row: '6',
      },
      {
        note: 'she follows the link',
        who: 'Tara',
        method: 'POST',
        path: `/access-requests?for=${john}`,
        exists: '-',
        wire: '202 If there is such a thing, its owner has been asked.',
        row: '4',
      },
      {
        note: 'her request has reached him',
        who: 'John',
        method: 'GET',
        path: '/access-requests',
        exists: '-',
        wire: `200 1 item: Tara ${john}`,
        row: '4',
      },
      ...pair({ who: 'nobody', method: 'GET', wire: '401 Bearer', row: '5a' }, '/calls/Qx81Lf', '/calls/Zz00Zz'),
      ...pair(
        {
          who: 'Tara',
          token: 'token without the scope',
          method: 'GET',
          wire: '403 Bearer insufficient_scope /problems/insufficient-scope scope=calls:read',
          row: '3',
        },
        '/calls/Qx81Lf',
        '/calls/Zz00Zz',
      ),
    ],
  },
  {
    title: 'The call recorder, closed, with a link to ask blindly',
    deployment: 'blind',
    scenarios: [
      {
        who: 'Tara',
        method: 'GET',
        path: '/calls/Qx81Lf',
        exists: 'yes',
        wire: '404 about:blank ask=/access-requests?for=%2Fcalls%2FQx81Lf',
        row: '5d',
      },
      {
        who: 'Tara',
        method: 'GET',
        path: '/calls/Zz00Zz',
        exists: 'no',
        wire: '404 about:blank ask=/access-requests?for=%2Fcalls%2FZz00Zz',
        row: '5d',
      },
      ...pair(
        { who: 'Tara', method: 'POST', wire: '202 If there is such a thing, its owner has been asked.', row: '4' },
        '/access-requests?for=%2Fcalls%2FQx81Lf',
        '/access-requests?for=%2Fcalls%2FZz00Zz',
      ).map((scenario) => ({ ...scenario, exists: '-' as const })),
      { who: 'John', method: 'GET', path: '/access-requests', exists: '-', wire: '200 1 item: Tara /calls/Qx81Lf', row: '4' },
    ],
  },
  {
    title: 'Accounts: Emma administers a record of acme, John may read it, Tara belongs elsewhere',
    deployment: 'closed',
    scenarios: [
      { who: 'Emma', method: 'GET', path: '/records/payroll', exists: 'yes', wire: '200 Payroll', row: '4' },
      { who: 'Emma', method: 'GET', path: '/accounts/acme/records', exists: 'yes', wire: '200 1 item', row: '4' },
      { who: 'Emma', method: 'GET', path: '/records/payroll/users', exists: 'yes', wire: '200 2 items', row: '4' },
      ...pair({ who: 'Tara', method: 'GET', wire: hidden, row: '5d' }, '/records/payroll', '/records/none'),
      ...pair({ who: 'Tara', method: 'GET', wire: hidden, row: '5d' }, '/accounts/acme', '/accounts/none'),
      ...pair({ who: 'Tara', method: 'GET', wire: hidden, row: '5d' }, '/records/payroll/users', '/records/none/users'),
      {
        note: 'her own list, which is empty',
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
        path: '/accounts/none/records',
        exists: 'no',
        wire: '200 0 items',
        row: '5b',
        sameAs: '/accounts/globex/records',
      },
      { who: 'Tara', method: 'GET', path: '/identity-providers/acme.example', exists: 'yes', wire: '200 acme.example', row: '4' },
      { who: 'Tara', method: 'GET', path: '/identity-providers/free.example', exists: 'no', wire: '404 /problems/not-found', row: '6' },
      {
        note: 'he knows of it, but may not change it',
        who: 'John',
        method: 'PUT',
        path: '/records/payroll',
        body: '{"name":"Mine"}',
        exists: 'yes',
        wire: '403 /problems/permission-denied missing=records.update',
        row: '9b',
      },
      { who: 'John', method: 'GET', path: '/records/payroll', exists: 'yes', wire: '200 Payroll', row: '4' },
    ],
  },
  {
    title: 'The store is down: nothing can be decided, and nothing is told',
    deployment: 'store down',
    scenarios: pair({ who: 'Emma', method: 'GET', wire: '503 about:blank' }, '/calls/Qx81Lf', '/calls/Zz00Zz'),
  },
  {
    title: 'The permission service is down: likewise, though for what is missing the store alone would do',
    deployment: 'permission service down',
    scenarios: pair({ who: 'Emma', method: 'GET', wire: '503 about:blank' }, '/records/payroll', '/records/none'),
  },
]
