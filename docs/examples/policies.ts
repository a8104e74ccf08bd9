/**
 * What each deployment discloses. The handlers are the same in all of them.
 */
import { Policy } from 'glomar'

const accounts = {
  account: {},
  /** A stranger's list is an empty list. */
  records: { list: 'empty' },
  /** A caller who works with a record may know of it. They are told what they lack to change it. */
  record: { existence: 'if-may-know' },
  'record-users': {},
  'identity-provider': {},
} as const

const service = { realm: 'recorder' }

const closedTypes = { ...accounts, user: {}, call: {}, calls: {}, 'access-requests': {} } as const

/** What is not yours is not there. */
export const closed = Policy.of(closedTypes, service)

/** Every authenticated caller may know that a call exists, what they lack, and where to ask. */
export const requestable = Policy.of(
  {
    ...closedTypes,
    user: { existence: 'authenticated' },
    call: { existence: 'authenticated' },
    calls: { existence: 'authenticated' },
  },
  service,
)

export type AppPolicy = typeof closed
