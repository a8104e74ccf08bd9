/**
 * Questions about routes below the thing: what belongs to it, and what may be done with it.
 */
import type { Question } from '../Probe.js'
import { withoutQuery } from './places.js'
import { json, question } from './request.js'

const mend =
  'a route below the thing has a gate of its own: give it the verdict about the thing first'

/** Helpers are routes of their own, and are often forgotten. */
const helpers: ReadonlyArray<string> = [
  ...['exists', 'edit', 'export', 'history', 'versions', 'versions/1', 'comments', 'comments/1'],
  ...['members', 'permissions', 'acl', 'settings', 'owner', 'download', 'raw', 'preview'],
  ...['thumbnail', 'status', 'activity', 'events', 'children', 'metadata'],
  ...['access', 'share', 'shares', 'revisions', 'diff', 'audit', 'logs', 'attachments', 'files'],
  ...['links', 'related', 'next', 'parent', 'tags', 'likes', 'followers', 'subscription', 'star'],
  ...['count', 'stats', 'content', 'summary', 'print', 'pdf', 'embed', 'feed', 'image', 'qr'],
  ...['lock', 'progress', 'available', 'redirect', 'verify', 'schema', '_source'],
]

/** Sub-actions and dry runs are gates of their own, too. */
const actions: ReadonlyArray<string> = [
  ...['star', 'share', 'restore', 'validate', 'copy', 'move', 'archive', 'publish', 'subscribe'],
  ...['follow', 'like', 'join', 'invite', 'transfer', 'report', 'comments', 'request-access'],
  ...['lock', 'unlock', 'export', 'verify', 'approve', 'cancel', 'duplicate', 'fork', 'leave'],
  ...['claim', 'pin', 'rename', 'convert', 'refresh', 'run', 'retry', 'sign', 'send', 'upload'],
  ...['vote', 'reviews', 'assign', 'checkout', 'preview', 'members', 'permissions', 'attachments'],
]

/** Relations that are set and taken back. */
const relations: ReadonlyArray<readonly [method: string, name: string]> = [
  ...['star', 'subscription', 'lock', 'members/me', 'permissions', 'content', 'parent'].map(
    (name) => ['PUT', name] as const,
  ),
  ['PATCH', 'settings'],
  ...['star', 'subscription', 'lock', 'members/me', 'comments/1'].map(
    (name) => ['DELETE', name] as const,
  ),
]

/** What belongs to the thing. */
export const belongings: ReadonlyArray<Question> = [
  ...helpers.map((name) =>
    question(`GET …/${name}`, (path) => ({ method: 'GET', path: `${path}/${name}` }), mend),
  ),
  question(
    'GET …:export',
    (path) => ({ method: 'GET', path: `${withoutQuery(path)}:export` }),
    mend,
  ),
]

/** What may be done with the thing. */
export const doings: ReadonlyArray<Question> = [
  ...actions.map((name) =>
    question(
      `POST …/${name}`,
      (path) => ({ method: 'POST', path: `${path}/${name}`, ...json({}) }),
      mend,
    ),
  ),
  question(
    'POST …:undelete',
    (path) => ({ method: 'POST', path: `${withoutQuery(path)}:undelete`, ...json({}) }),
    mend,
  ),
]

/** What may be set and taken back. */
export const settings: ReadonlyArray<Question> = relations.map(([method, name]) =>
  question(
    `${method} …/${name}`,
    (path) => ({ method, path: `${path}/${name}`, ...(method !== 'DELETE' && json({})) }),
    mend,
  ),
)
