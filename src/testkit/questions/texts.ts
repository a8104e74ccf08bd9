/**
 * Questions that send a text, in which the thing is linked or mentioned.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, kindOf, nameOf } from './places.js'
import { question, sharedJson } from './request.js'

const mend =
  'a link in a text looks alive, or dead: show links alike, or ask for each what this caller may know'

const members = [
  ...['text', 'body', 'content', 'message', 'description', 'markdown', 'source', 'html', 'input'],
  ...['comment', 'note', 'template', 'raw'],
]

/** A text with the thing in it, in each way that is known, under each name that is likely. */
export const textsOf = (path: string): Readonly<Record<string, unknown>> => {
  const id = nameOf(path)
  const text = [
    ...[`see ${path} and @${id} and #${id} and [[${id}]] and [it](${path})`],
    ...[`http://localhost${path} ![it](${path}) ![[${id}]] {{${id}}} ${kindOf(path)}:${id}`],
  ].join('\n')
  return Object.fromEntries(members.map((name) => [name, text]))
}

const services = [
  ...['preview', 'render', 'markdown', 'posts', 'notes', 'validate'],
  ...['links/check', 'mentions', 'markdown/preview', 'api/markdown'],
]

const ofText = sharedJson(textsOf)

/** Services that are sent a text. */
export const texts: ReadonlyArray<Question> = services.map((name) =>
  question(
    `POST of a text to ${name}`,
    (path) => ({ method: 'POST', path: below(aboveOf(path), name), ...ofText(path) }),
    mend,
  ),
)
