/**
 * What must not be printed: values of the environment, and what logins gave. An answer may hold
 * them in many forms.
 */
import { formsOf as namesOf, inJson } from '../../testkit/forms.js'
import { escaped } from '../../testkit/names.js'
import type { Config } from './Config.js'
import { namesIn, textsIn, type Values } from './templates.js'

/** Secrets, and what is shown instead: `$NAME`. */
export type Secrets = ReadonlyMap<string, string>

/** A text without secrets. */
export type Hide = (text: string) => string

/** Shorter secrets are also parts of other words. */
export const shortest = 4

/** The variables that a configuration sends. */
const variablesIn = ({ identities, types }: Config): ReadonlyArray<string> => {
  const steps = Object.values(types).flatMap(({ create, remove }) => [create, remove])
  return [...new Set(textsIn({ identities, steps }).flatMap(([, template]) => namesIn(template)))]
}

/** Those of the environment. */
export const secretsIn = (config: Config, env: Values): Secrets =>
  new Map(
    variablesIn(config).flatMap((name) => {
      const value = env[name]
      return value === undefined || value === '' ? [] : [[value, `$${name}`] as const]
    }),
  )

/** As writers of JSON have it that know ASCII alone. */
const inAscii = (text: string): string =>
  text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const inMarkup = (quote: string, apostrophe: string) => (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", apostrophe)

const inUri = encodeURIComponent

/** Beside the forms in which the kit finds names. */
const encodings: ReadonlyArray<(text: string) => string> = [
  (text) => inUri(text).replaceAll(/%../g, (found) => found.toLowerCase()),
  (text) => inUri(text).replaceAll(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16)}`),
  (text) => String(new URLSearchParams([['', text]])).slice(1),
  (text) => inJson(inJson(text)),
  (text) => inAscii(inJson(text)),
  (text) => inJson(text).replaceAll('/', String.raw`\/`),
  inMarkup('&quot;', '&#39;'),
  inMarkup('&#34;', '&#39;'),
  inMarkup('&quot;', '&#x27;'),
  inMarkup('"', "'"),
]

/** Credentials of Basic (RFC 7617 §2): a service may repeat the password alone. */
const partsOfBasic = (secret: string): ReadonlyArray<string> => {
  const text = secret.trim()
  const bytes = Buffer.from(text, 'base64')
  const decoded = bytes.toString('utf8')
  const colon = decoded.indexOf(':')
  if (colon < 0 || bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, ''))
    return []
  return [decoded, decoded.slice(colon + 1)]
}

/** A lone surrogate has no encoding; written as UTF-8, it is another character. */
const formsIn = (text: string): ReadonlyArray<string> => {
  const sent = Buffer.from(text).toString()
  return [...namesOf(sent), ...encodings.map((encode) => encode(sent))]
}

const formsOf = (secret: string): ReadonlyArray<string> =>
  // a line end at the end of a variable is not sent
  [secret, secret.trim(), ...partsOfBasic(secret)].flatMap((text) =>
    [text, ...formsIn(text)].flatMap((form) => [
      form,
      // a character for each byte, as bodies are read
      Buffer.from(form).toString('latin1'),
    ]),
  )

/** Takes secrets out of texts, in all their forms. */
export const hiding = (secrets: Secrets): Hide => {
  const shown = new Map(
    [...secrets]
      .filter(([secret]) => secret.length >= shortest)
      .flatMap(([secret, name]) => formsOf(secret).map((form) => [form, name] as const))
      .filter(([form]) => form.length >= shortest),
  )
  if (shown.size === 0) return (text) => text
  // a secret may be a part of another
  const longestFirst = [...shown.keys()].sort((x, y) => y.length - x.length)
  const pattern = new RegExp(longestFirst.map(escaped).join('|'), 'g')
  return (text) => text.replace(pattern, (found) => shown.get(found) ?? found)
}
