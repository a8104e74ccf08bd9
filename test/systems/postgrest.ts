/**
 * PostgREST: a row that row-level security hides is a row that is not there. Tables are no secret.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import { absent, alike, caller, deny, nobody, present, type Sent, type System } from './System.js'

// #region page
export const postgrestPolicy = Policy.of({ row: presets.emptyListsForAll, table: presets.open })

const postgrestErrors = {
  'not-found': [406, 'PGRST116', 'JSON object requested, multiple (or no) rows returned'],
  'does-not-exist': [404, '42P01', 'undefined table'],
  'invalid-credentials': [401, 'PGRST301', 'The token is not valid'],
  'authentication-required': [401, '42501', 'insufficient privileges'],
  'permission-denied': [403, '42501', 'insufficient privileges'],
  unavailable: [503, 'PGRST000', 'Could not connect with the database'],
} as const

export const postgrestWords: Renderer<Sent> = ({ code }) => {
  const errors: Readonly<Record<string, readonly [number, string, string]>> = postgrestErrors
  const [status, name, message] = errors[code] ?? postgrestErrors['permission-denied']
  const body = JSON.stringify({ code: name, details: null, hint: null, message })
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body }
}
// #endregion

const errors = 'https://docs.postgrest.org/en/latest/references/errors.html'
const singular =
  'https://docs.postgrest.org/en/latest/references/api/resource_representation.html#singular-plural'
const rows = ['a row that is hidden', 'no row'] as const
const answer = (status: number, code: string) => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: { code },
})
const user = caller('a user')

export const postgrest: System = {
  name: 'PostgREST',
  file: 'postgrest.ts',
  about: [
    `A row that is hidden is not found, and so absent: a \`deny()\`. Without the privilege for a table, a
    role is told so (\`42501\`), and a table that does not exist is a 404. So \`table\` is \`open\`.`,
  ],
  policy: postgrestPolicy,
  renderer: postgrestWords,
  questions: [
    {
      request: 'GET /documents?id=eq.7',
      route: Route.of({ method: 'GET', resource: 'row', shape: 'collection' }),
      cells: [
        ...alike(nobody, rows, { status: 200, body: [] }, singular),
        ...alike(user, rows, { status: 200, body: [] }, singular),
      ],
    },
    {
      request: 'GET /documents?id=eq.7',
      where: 'with `Accept: application/vnd.pgrst.object+json`',
      route: Route.of({ method: 'GET', resource: 'row' }),
      cells: [
        ...alike(nobody, rows, answer(406, 'PGRST116'), errors),
        ...alike(user, rows, answer(406, 'PGRST116'), errors),
      ],
    },
    {
      request: 'POST /documents',
      route: Route.of({ method: 'POST', resource: 'row', expects: 'absent' }),
      handler: { Conflict: answer(409, '23505') },
      cells: [
        {
          who: user,
          thing: 'a key that is taken',
          facts: present(),
          documented: answer(409, '23505'),
          source: errors,
        },
      ],
    },
    {
      request: 'GET /documents',
      route: Route.of({ method: 'GET', resource: 'table' }),
      cells: [
        {
          who: nobody,
          thing: 'a table without the privilege',
          facts: present(deny()),
          documented: answer(401, '42501'),
          source: errors,
        },
        {
          who: user,
          thing: 'a table without the privilege',
          facts: present(deny()),
          documented: answer(403, '42501'),
          source: errors,
        },
        {
          who: nobody,
          thing: 'no table',
          facts: absent(),
          documented: answer(404, '42P01'),
          source: errors,
        },
        {
          who: user,
          thing: 'no table',
          facts: absent(),
          documented: answer(404, '42P01'),
          source: errors,
        },
        ...alike(
          caller('an invalid token', Authn.rejected('invalid')),
          ['a table', 'no table'],
          answer(401, 'PGRST301'),
          errors,
        ),
      ],
    },
  ],
}
