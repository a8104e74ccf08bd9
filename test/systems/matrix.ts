/**
 * Matrix has three ways at once: events are hidden, the state of a room is refused, aliases are open.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  absent,
  alike,
  caller,
  deny,
  grant,
  json,
  lastOf,
  nobody,
  present,
  type Sent,
  type System,
} from './System.js'

// #region page
export const matrixPolicy = Policy.of({
  event: presets.hidden,
  state: presets.uniform403,
  aliases: presets.uniform403,
  alias: presets.open,
})

export const matrixWords: Renderer<Sent> = ({ status, code }, { path }) => {
  const alias = path.includes('/directory/room/')
  const missing = alias ? `Room alias ${lastOf(path)} not found.` : 'Event not found.'
  const [errcode, error] = {
    401:
      code === 'invalid-credentials'
        ? ['M_UNKNOWN_TOKEN', 'Unknown token.']
        : ['M_MISSING_TOKEN', 'Missing token.'],
    403: ['M_FORBIDDEN', 'You are not a member of the room.'],
    404: ['M_NOT_FOUND', missing],
    503: ['M_UNKNOWN', 'Try again later.'],
  }[status] as [string, string]
  return json(status, { errcode, error })
}
// #endregion

const spec = 'https://spec.matrix.org/latest/client-server-api/'
const tokens = `${spec}#using-access-tokens`
const oneEvent = `${spec}#get_matrixclientv3roomsroomideventeventid`
const oneState = `${spec}#get_matrixclientv3roomsroomidstateeventtypestatekey`
const getAlias = `${spec}#get_matrixclientv3directoryroomroomalias`
const putAlias = `${spec}#put_matrixclientv3directoryroomroomalias`
const localAliases = `${spec}#get_matrixclientv3roomsroomidaliases`
const requires = { authenticated: true } as const
const error = (status: number, errcode: string, text?: string) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: { errcode, ...(text !== undefined && { error: text }) },
})
const outsider = caller('a user who is no member')
const member = caller('a member')
const events = ['an event', 'no event'] as const
const client = '/_matrix/client/v3'
const missingToken = error(401, 'M_MISSING_TOKEN')
const unknownToken = error(401, 'M_UNKNOWN_TOKEN')

export const matrix: System = {
  name: 'Matrix',
  file: 'matrix.ts',
  about: [
    `Each kind of thing is a type of its own. A member may know of every state event of the room, also
    of one that is not there: their \`whenAbsent\` is \`grant()\`. An alias is looked up without a token.`,
  ],
  policy: matrixPolicy,
  renderer: matrixWords,
  questions: [
    {
      request: `GET ${client}/rooms/!room:example.org/event/$event`,
      route: Route.of({ method: 'GET', resource: 'event', requires }),
      cells: [
        ...alike(nobody, events, missingToken, tokens),
        ...alike(
          caller('an invalid token', Authn.rejected('invalid')),
          events,
          unknownToken,
          tokens,
        ),
        ...alike(outsider, events, error(404, 'M_NOT_FOUND', 'Event not found.'), oneEvent),
        {
          who: member,
          thing: 'an event',
          facts: present(),
          documented: { status: 200 },
          source: oneEvent,
        },
        {
          who: member,
          thing: 'no event',
          facts: absent(grant()),
          documented: error(404, 'M_NOT_FOUND', 'Event not found.'),
          source: oneEvent,
        },
      ],
    },
    {
      request: `GET ${client}/rooms/!room:example.org/state/m.room.name/`,
      route: Route.of({ method: 'GET', resource: 'state', requires }),
      cells: [
        ...alike(
          outsider,
          ['a room with this state', 'a room without it'],
          { status: 403 },
          oneState,
        ),
        {
          who: member,
          thing: 'a room with this state',
          facts: present(),
          documented: { status: 200 },
          source: oneState,
        },
        {
          who: member,
          thing: 'a room without it',
          facts: absent(grant()),
          documented: { status: 404 },
          source: oneState,
        },
      ],
    },
    {
      request: `GET ${client}/rooms/!room:example.org/aliases`,
      route: Route.of({ method: 'GET', resource: 'aliases', requires }),
      cells: [
        {
          who: outsider,
          thing: 'the aliases of a room',
          facts: present(deny()),
          documented: error(403, 'M_FORBIDDEN', 'You are not a member of the room.'),
          source: localAliases,
        },
      ],
    },
    {
      request: `GET ${client}/directory/room/%23monkeys:matrix.org`,
      route: Route.of({ method: 'GET', resource: 'alias' }),
      cells: [
        {
          who: nobody,
          thing: 'an alias',
          facts: present(),
          documented: { status: 200 },
          source: getAlias,
        },
        {
          who: nobody,
          thing: 'no alias',
          facts: absent(),
          documented: error(404, 'M_NOT_FOUND', 'Room alias #monkeys:matrix.org not found.'),
          source: getAlias,
        },
      ],
    },
    {
      request: `PUT ${client}/directory/room/%23monkeys:matrix.org`,
      route: Route.of({ method: 'PUT', resource: 'alias', expects: 'absent', requires }),
      handler: {
        Conflict: error(409, 'M_UNKNOWN', 'Room alias #monkeys:matrix.org already exists.'),
      },
      cells: [
        {
          who: caller('a user'),
          thing: 'an alias that is taken',
          facts: present(),
          documented: error(409, 'M_UNKNOWN', 'Room alias #monkeys:matrix.org already exists.'),
          source: putAlias,
        },
        {
          who: caller('a user'),
          thing: 'an alias that is free',
          facts: absent(grant()),
          documented: { status: 200 },
          source: putAlias,
        },
        ...alike(nobody, ['an alias that is taken', 'an alias that is free'], missingToken, tokens),
      ],
    },
  ],
}
