/**
 * Mastodon hides private posts by a 404. Only the author may delete, and nobody else learns more.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  absent,
  alike,
  caller,
  deny,
  json,
  nobody,
  present,
  type Sent,
  type System,
} from './System.js'

// #region page
export const mastodonPolicy = Policy.of({
  status: presets.hiddenFromAll,
  // of a server in authorized-fetch mode
  'status:authorized': presets.hidden,
  'status:delete': presets.sealed,
})

export const mastodonWords: Renderer<Sent> = ({ status }, { method }) => {
  const guarded =
    method === 'GET' ? 'This API requires an authenticated user' : 'The access token is invalid'
  const errors = {
    401: guarded,
    403: 'This action is not allowed',
    404: 'Record not found',
    503: 'Service Unavailable',
  }
  return json(status, { error: errors[status] })
}
// #endregion

const docs = 'https://docs.joinmastodon.org/methods/statuses/'
const one = `${docs}#get`
const remove = `${docs}#delete`
const error = (status: number, text: string) => ({ status, body: { error: text } })
const notFound = error(404, 'Record not found')
const invalid = error(401, 'The access token is invalid')
const things = ['a private post', 'no post'] as const
const requires = { authenticated: true } as const

export const mastodon: System = {
  name: 'Mastodon',
  file: 'mastodon.ts',
  about: [
    `The source says the same 404 for a post that is not yours to delete, whether you can read it or not.
    \`sealed\` gives that, also where the permission check says \`deny({ mayKnow: true })\`.`,
  ],
  policy: mastodonPolicy,
  renderer: mastodonWords,
  questions: [
    {
      request: 'GET /api/v1/statuses/7',
      route: Route.of({ method: 'GET', resource: 'status' }),
      cells: [
        {
          who: nobody,
          thing: 'a public post',
          facts: present(),
          documented: { status: 200 },
          source: one,
        },
        ...alike(nobody, things, notFound, one),
        ...alike(caller('a user who may not see it'), things, notFound, one),
        {
          who: caller('the author'),
          thing: 'a private post',
          facts: present(),
          documented: { status: 200 },
          source: one,
        },
      ],
    },
    {
      request: 'GET /api/v1/statuses/7',
      where: 'on a server in authorized-fetch mode',
      route: Route.of({ method: 'GET', resource: 'status:authorized', requires }),
      cells: [
        ...alike(
          nobody,
          ['a public post', 'no post'],
          error(401, 'This API requires an authenticated user'),
          one,
        ),
      ],
    },
    {
      request: 'DELETE /api/v1/statuses/7',
      route: Route.of({ method: 'DELETE', resource: 'status:delete', requires }),
      cells: [
        ...alike(nobody, ['a post', 'no post'], invalid, remove),
        ...alike(
          caller('an invalid token', Authn.rejected('invalid')),
          ['a post', 'no post'],
          invalid,
          remove,
        ),
        {
          who: caller('the author'),
          thing: 'a post',
          facts: present(),
          documented: { status: 200 },
          source: remove,
        },
        {
          who: caller('a user who can read it'),
          thing: 'a post of another user',
          facts: present(deny({ mayKnow: true })),
          documented: notFound,
          source: remove,
        },
        ...alike(caller('a user who may not see it'), things, notFound, remove),
        {
          who: caller('a user'),
          thing: 'no post',
          facts: absent(),
          documented: notFound,
          source: remove,
        },
      ],
    },
  ],
}
