/**
 * Questions to services that take the whole address of a thing, or the name of an account.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, idOf, nameOf, query } from './places.js'
import { json, question } from './request.js'

const ofAddresses =
  'a service takes the address of a thing: decide on the thing that it names, as its own route does'

const ofAccounts =
  'an account that is there was answered in another way: answer alike, and tell its owner by mail'

/** The host is that of a server under test: the kit does not know its name. */
const addressOf = (path: string): string => `http://localhost${path}`

const services = [
  ...['oembed', 'preview', 'unfurl', 'embed', 'resolve', 'link-preview', 'metadata', 'redirect'],
  ...['lookup', 'go', 'login', '.well-known/webfinger', 'signin', 'api/oembed'],
  ...['share', 'open', 'opengraph', 'qr', '.well-known/mercure'],
]

const names = [
  ...['url', 'uri', 'resource', 'href', 'link', 'target', 'path', 'next', 'returnTo', 'return_to'],
  ...['to', 'redirect', 'continue', 'topic', 'u'],
]

/** Services that are asked about an address. */
export const addressed: ReadonlyArray<Question> = [
  ...services.flatMap((name) => [
    question(
      `GET /${name} of the path`,
      (path) => ({ method: 'GET', path: `/${name}?${query(names, encodeURIComponent(path))}` }),
      ofAddresses,
    ),
    question(
      `GET /${name} of the address`,
      (path) => ({
        method: 'GET',
        path: `/${name}?${query(names, encodeURIComponent(addressOf(path)))}`,
      }),
      ofAddresses,
    ),
  ]),
  question(
    'GET /.well-known/webfinger of an account',
    (path) => ({
      method: 'GET',
      path: `/.well-known/webfinger?resource=acct:${idOf(path)}@localhost`,
    }),
    ofAddresses,
  ),
]

const accounts = ['login', 'signup', 'forgot-password', 'invitations']

const senders = [
  ...['unfurl', 'preview', 'links', 'import', 'shorten', 'short-links', 'bookmarks', 'embeds'],
  ...['redirects', 'login', 'resolve', 'subscriptions', 'webhooks'],
]

/** Services that are sent an address, or the name of an account. */
export const handedOver: ReadonlyArray<Question> = [
  ...senders.map((name) =>
    question(
      `POST /${name} of the address`,
      (path) => ({
        method: 'POST',
        path: `/${name}`,
        ...json(Object.fromEntries(names.map((each) => [each, addressOf(path)]))),
      }),
      ofAddresses,
    ),
  ),
  ...accounts.map((name) =>
    question(
      `POST ${name} of an account`,
      (path) => ({
        method: 'POST',
        path: below(aboveOf(path), name),
        ...json({
          ...Object.fromEntries(
            ['username', 'email', 'user', 'login', 'name'].map((each) => [each, nameOf(path)]),
          ),
          password: 'guess',
        }),
      }),
      ofAccounts,
    ),
  ),
]
