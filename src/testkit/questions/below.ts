/**
 * Questions about routes below the thing: what belongs to it, and what may be done with it.
 */
import type { Question } from '../Probe.js'
import { typical } from '../variations/bodies.js'
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
  // people, and what they may do
  ...['access-requests', 'request-access', 'invitations', 'collaborators', 'watchers', 'readers'],
  ...['roles', 'capabilities', 'can', 'me', 'presence'],
  // forms and parts
  ...['avatar', 'render', 'html', 'meta', 'info', 'properties', 'file'],
  ...['versions/latest', 'revisions/1', 'attachments/1', 'draft', 'drafts'],
  ...['hash', 'checksum', 'signature', 'signatures', 'oembed'],
  // what has happened
  ...['changes', 'timeline', 'audit-log', 'views', 'usage', 'stream'],
  // what is said of it, and what stands in relation to it
  ...['reactions', 'votes', 'rating', 'reviews', 'notes', 'messages', 'mentions'],
  ...['labels', 'backlinks', 'references', 'dependencies', 'similar'],
  ...['breadcrumbs', 'tree', 'copies', 'forks'],
  // ways to it, and work on it
  ...['link', 'share-link', 'sharing', 'short-link', 'permalink', 'url', 'signed-url', 'token'],
  ...['download-url', 'tasks', 'jobs', 'exports', 'webhooks', 'rss'],
  ...['quota', 'archive', 'restore', 'sync'],
]

/** Sub-actions and dry runs are gates of their own, too. */
const actions: ReadonlyArray<string> = [
  ...['star', 'share', 'restore', 'validate', 'copy', 'move', 'archive', 'publish', 'subscribe'],
  ...['follow', 'like', 'join', 'invite', 'transfer', 'report', 'comments', 'request-access'],
  ...['lock', 'unlock', 'export', 'verify', 'approve', 'cancel', 'duplicate', 'fork', 'leave'],
  ...['claim', 'pin', 'rename', 'convert', 'refresh', 'run', 'retry', 'sign', 'send', 'upload'],
  ...['vote', 'reviews', 'assign', 'checkout', 'preview', 'members', 'permissions', 'attachments'],
]

/** More of them, asked with what an action may want alone. */
const moreActions: ReadonlyArray<string> = [
  ...['access-requests', 'access', 'invitations', 'invites', 'collaborators', 'shares', 'links'],
  ...['share-link', 'sharing', 'token', 'signed-url', 'watch', 'favorite', 'bookmark'],
  ...['view', 'read', 'presence', 'reactions', 'rating', 'feedback', 'appeal'],
  ...['versions', 'revisions', 'revert', 'draft', 'merge', 'unarchive', 'undelete', 'unpublish'],
  ...['render', 'translate', 'exports', 'tags', 'labels', 'tasks', 'webhooks'],
  ...['reminders', 'notify', 'purchase', 'events', 'diff'],
]

/** Relations that are set and taken back. */
const relations: ReadonlyArray<readonly [method: string, name: string]> = [
  ...['star', 'subscription', 'lock', 'members/me', 'permissions', 'content', 'parent'].map(
    (name) => ['PUT', name] as const,
  ),
  ...['favorite', 'like', 'watch', 'follow', 'bookmark', 'vote'].map(
    (name) => ['PUT', name] as const,
  ),
  ...['draft', 'title', 'tags', 'tags/x', 'metadata', 'owner', 'reactions/x', 'thumbnail'].map(
    (name) => ['PUT', name] as const,
  ),
  ...['settings', 'metadata', 'permissions', 'comments/1'].map((name) => ['PATCH', name] as const),
  ...['star', 'subscription', 'lock', 'members/me', 'comments/1'].map(
    (name) => ['DELETE', name] as const,
  ),
  ...['favorite', 'like', 'watch', 'share', 'access', 'tags/x', 'draft', 'versions/1'].map(
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
]

const ofAction = json(typical)

/** What else may be done with the thing, and what stands behind a colon (AIP-136). */
export const moreDoings: ReadonlyArray<Question> = [
  ...moreActions.map((name) => [`…/${name}`, `/${name}`] as const),
  ...['undelete', 'archive'].map((name) => [`…:${name}`, `:${name}`] as const),
].map(([name, suffix]) =>
  question(
    `POST ${name}`,
    (path) => ({ method: 'POST', path: `${withoutQuery(path)}${suffix}`, ...ofAction }),
    mend,
  ),
)

/** What may be set and taken back. */
export const settings: ReadonlyArray<Question> = relations.map(([method, name]) =>
  question(
    `${method} …/${name}`,
    (path) => ({ method, path: `${path}/${name}`, ...(method !== 'DELETE' && ofAction) }),
    mend,
  ),
)
