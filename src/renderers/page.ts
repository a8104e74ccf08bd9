/**
 * A refusal for people: as a page of HTML, or as plain text.
 */
import { drop, readOrThrow, type Faults } from '../domain/Fault.js'
import { isLink } from '../lib/grammar.js'
import { dismiss } from '../lib/promise.js'
import { show } from '../lib/show.js'
import type { Renderer } from '../wire/render.js'
import { detailsOf, type Details } from './details.js'
import { aText, eachOf, optionsOf, perCode, texts, type PerCode } from './words.js'

/** What people call the members of the details. */
export type Labels = { readonly [K in keyof Details]-?: string }

/** What `plain` may be given. */
export interface PlainOptions {
  /** What is said of each code. Default: `texts`. */
  readonly texts?: PerCode<string> | undefined
  /** What stands before what is missing, and before the link. Default: in English. */
  readonly labels?: Labels | undefined
}

/** The parts of a page. All of them are HTML already: nothing in them has to be escaped. */
export interface PageParts {
  /** The language of the page. */
  readonly lang: string
  /** The text for the code. */
  readonly title: string
  /** A heading with the title, and the remedies of an honest refusal. */
  readonly content: string
}

/** What `html` may be given. */
export interface HtmlOptions extends PlainOptions {
  /** The language of the texts. Default: `en`. */
  readonly lang?: string | undefined
  /** Your own frame around the content: a whole page. Default: a page without a style. */
  readonly layout?: ((parts: PageParts) => string) | undefined
}

const english: Labels = {
  scope: 'Scopes that are needed',
  acr_values: 'Authentication that is needed',
  max_age: 'Seconds since the authentication, at most',
  missing_permissions: 'Missing permissions',
  request_access: 'Ask for access',
}

/**
 * A renderer for plain text, in UTF-8: the text for the code, and a line for each detail of an honest
 * refusal.
 *
 * @param options - `texts` for all codes, and `labels` for all details.
 * @returns A renderer. It looks at no request.
 * @throws TypeError for a text or a label that is missing, unknown or empty.
 * @example
 * render(unavailable, plain()).body // → 'The service is unavailable\n'
 */
export const plain = (options: PlainOptions = {}): Renderer => {
  const words = readOrThrow('plain', (faults) =>
    wordsIn(faults, optionsOf(faults, options, ['texts', 'labels'])),
  )
  return (refusal) => {
    const lines = linesOf(words.labels, detailsOf(refusal))
    const body = [words.texts[refusal.code], ...lines.map(({ label, text }) => `${label}: ${text}`)]
    return {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: body.map((line) => `${line}\n`).join(''),
    }
  }
}

/**
 * A renderer for a page of HTML, in UTF-8: the text for the code, the details of an honest refusal,
 * and its link. Whatever it says is escaped.
 *
 * It knows no request, so it repeats none. It sets no `Content-Security-Policy`: a header field that
 * was set before stays.
 *
 * @param options - `texts` for all codes, `labels` for all details, `lang`, and a `layout`.
 * @returns A renderer. It looks at no request.
 * @throws TypeError for a text or a label that is missing, unknown or empty. A `layout` that gives no
 *   text makes the renderer throw: the default goes out.
 * @example
 * const page = html({ layout: ({ title, content }) => `<title>${title}</title>${content}` })
 * render(unavailable, page).body
 * // → '<title>The service is unavailable</title><h1>The service is unavailable</h1>'
 */
export const html = (options: HtmlOptions = {}): Renderer => {
  const { lang, layout, ...words } = readOrThrow('html', (faults) => {
    const given = optionsOf(faults, options, ['texts', 'labels', 'lang', 'layout'])
    const { lang = 'en', layout = bare } = given
    if (!aText.is(lang)) drop(faults, 'lang', aText.expected, lang)
    if (typeof layout !== 'function') drop(faults, 'layout', 'a function', layout)
    return { ...wordsIn(faults, given), lang: escaped(String(lang)), layout: layout as typeof bare }
  })
  return (refusal) => {
    const title = escaped(words.texts[refusal.code])
    const content = `<h1>${title}</h1>${listOf(linesOf(words.labels, detailsOf(refusal)))}`
    const body: unknown = layout({ lang, title, content })
    if (typeof body === 'string')
      return { headers: { 'content-type': 'text/html; charset=utf-8' }, body }
    // `render` says so, and sends the default: without a body, that would go out as HTML
    dismiss(body)
    throw new TypeError(`layout: expected text, got ${show(body)}`)
  }
}

const bare = ({ lang, title, content }: PageParts): string => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
${content}
</body>
</html>
`

const wordsIn = (faults: Faults, given: Readonly<Record<string, unknown>>) => ({
  texts: perCode(faults, 'texts', aText, given['texts'], texts),
  labels: eachOf(faults, 'labels', 'label', aText, given['labels'], english),
})

interface Line {
  readonly name: string
  readonly label: string
  readonly text: string
}

const linesOf = (labels: Labels, details: Details = {}): ReadonlyArray<Line> =>
  Object.entries(details).map(([name, value]) => ({
    name,
    label: (labels as Readonly<Record<string, string>>)[name] ?? name,
    text: Array.isArray(value) ? value.join(', ') : String(value),
  }))

const listOf = (lines: ReadonlyArray<Line>): string => {
  const items = lines.map(({ name, label, text }) =>
    name === 'request_access' && isLink(text)
      ? `<li><a href="${escaped(text)}">${escaped(label)}</a></li>`
      : `<li>${escaped(label)}: ${escaped(text)}</li>`,
  )
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : ''
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Fit for the text of an element and for a quoted attribute. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? '')
