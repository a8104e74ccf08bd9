/**
 * What each deployment discloses. The handlers are the same in all of them.
 */
import { Policy } from 'glomar'

const accounts = {
  account: {},
  /** A stranger's list is an empty list. */
  records: { list: 'empty' },
  /** Whoever works with a record may know of it, even where they may not change it, and is told what they lack. */
  record: { existence: 'known', tell: 'missing' },
  'record-users': {},
  'identity-provider': {},
} as const

const service = { realm: 'recorder' }

/** Nobody shares anything with anyone who does not know of it already: what is not yours is not there. */
export const closed = Policy.of({ ...accounts, user: {}, call: {}, calls: {}, 'access-requests': {} }, service)

/** Access can be asked for: whoever is signed in may know that a call exists, what they lack, and where to ask. */
export const requestable = Policy.of(
  {
    ...accounts,
    user: { existence: 'authenticated' },
    call: { existence: 'authenticated', tell: 'remedy' },
    calls: { existence: 'authenticated', tell: 'remedy' },
    'access-requests': {},
  },
  service,
)

/** Access can be asked for, and still nobody learns what exists: the link to ask stands on every concealing answer. */
export const blind = Policy.of(
  { ...accounts, user: {}, call: { blindAsk: 'on' }, calls: { blindAsk: 'on' }, 'access-requests': {} },
  { ...service, ask: '/access-requests?for={target}' },
)

export type AppPolicy = typeof closed
