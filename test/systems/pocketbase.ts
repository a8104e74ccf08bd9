/**
 * PocketBase: the rules of a collection filter its records, and each action has its own answer.
 */
import { Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  alike,
  caller,
  deny,
  json,
  nobody,
  present,
  type Caller,
  type Cell,
  type Sent,
  type System,
} from './System.js'

// #region page
export const pocketbasePolicy = Policy.of({
  record: presets.emptyListsForAll,
  // of a collection whose rule is locked
  'record:locked': presets.uniform403ForAll,
})

export const pocketbaseWords: Renderer<Sent> = (refusal, { method }) => {
  const status = refusal.status === 404 && method === 'POST' ? 400 : refusal.status
  const messages = {
    400: 'Failed to create record.',
    401: 'The request requires valid record authorization token.',
    403: 'Only superusers can perform this action.',
    404: "The requested resource wasn't found.",
    503: 'Try again later.',
  }
  return json(status, { status, message: messages[status], data: {} })
}
// #endregion

const rules = 'https://pocketbase.io/docs/api-rules-and-filters/'
const records = 'https://pocketbase.io/docs/api-records/'
const user = caller('a user who does not satisfy the rule')
const things = ['a record', 'no record'] as const
const answer = (status: number, message: string) => ({ status, body: { message } })
const notFound = answer(404, "The requested resource wasn't found.")
const locked = answer(403, 'Only superusers can perform this action.')
const lockedFor = (who: Caller): ReadonlyArray<Cell> => alike(who, things, locked, rules)
const record = '/api/collections/posts/records/ae40239d2bc4477'

export const pocketbase: System = {
  name: 'PocketBase',
  file: 'pocketbase.ts',
  about: [
    `A rule that is not satisfied is a \`deny()\`, of users and of guests. A locked rule is known without
    the record, so it is the same for a record that is there and for one that is not.`,
  ],
  policy: pocketbasePolicy,
  renderer: pocketbaseWords,
  questions: [
    {
      request: 'GET /api/collections/posts/records',
      route: Route.of({ method: 'GET', resource: 'record', shape: 'collection' }),
      handler: { Empty: { status: 200, body: { items: [] } } },
      cells: [nobody, user].map((who) => ({
        who,
        thing: 'a listRule that is not satisfied',
        facts: present(deny()),
        documented: { status: 200, body: { items: [] } },
        source: rules,
      })),
    },
    {
      request: 'POST /api/collections/posts/records',
      route: Route.of({ method: 'POST', resource: 'record', shape: 'collection' }),
      cells: [nobody, user].map((who) => ({
        who,
        thing: 'a createRule that is not satisfied',
        facts: present(deny()),
        documented: { status: 400 },
        source: rules,
      })),
    },
    ...['GET', 'PATCH', 'DELETE'].map((method) => ({
      request: `${method} ${record}` as const,
      route: Route.of({ method, resource: 'record' }),
      cells: [
        ...alike(nobody, things, notFound, records),
        ...alike(user, things, notFound, records),
      ],
    })),
    {
      request: `GET ${record}`,
      where: 'where the rule is locked',
      route: Route.of({ method: 'GET', resource: 'record:locked' }),
      cells: [...lockedFor(nobody), ...lockedFor(caller('a user'))],
    },
    {
      request: 'GET /api/collections/posts/records',
      where: 'where the rule is locked',
      route: Route.of({ method: 'GET', resource: 'record:locked', shape: 'collection' }),
      cells: [
        {
          who: caller('a user'),
          thing: 'a collection',
          facts: present(deny()),
          documented: locked,
          source: rules,
        },
      ],
    },
  ],
}
