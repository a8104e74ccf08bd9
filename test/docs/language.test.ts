/**
 * The language of the README, the docs and the docstrings: short sentences, and `undefined` by its
 * name.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A reader whose English is a second language can follow so many words, and not more. */
const most = 32

const under = (folder: string, ending: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)

/** The text of a page without its code, tables, headings and remarks. */
const proseOfPage = (page: string): string =>
  page
    .replace(/^```[^]*?^```/gm, '\n\n')
    .replace(/<!--[^]*?-->/g, '\n\n')
    .replace(/^(?:\||#).*$/gm, '\n\n')

/** The docstrings of a module without their examples. Each tag begins a paragraph of its own. */
const proseOfModule = (code: string): string =>
  [...code.matchAll(/\/\*\*([^]*?)\*\//g)]
    .map(([, docstring = '']) =>
      docstring
        .replace(/^\s*\* ?/gm, '')
        .replace(/@example\b[^]*?(?=^@|$(?![^]))/gm, '')
        .replace(/^```[^]*?^```/gm, '')
        .replace(/^@(?:param \S+ -|\w+)/gm, '\n\n'),
    )
    .join('\n\n')

const paragraphs = (prose: string): ReadonlyArray<string> =>
  prose
    // an item of a list is a paragraph
    .replace(/^\s*(?:[-*]|\d+\.) /gm, '\n\n')
    .split(/\n\s*\n/)

/** A code span is a word, and so is a link by its text. */
const wordsIn = (sentence: string): number => sentence.split(' ').filter((w) => /\w/.test(w)).length

const longSentences = (prose: string): ReadonlyArray<string> =>
  paragraphs(prose).flatMap((paragraph) =>
    paragraph
      .replace(/`[^`]*`/g, 'code')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\s+/g, ' ')
      .split(/(?<=[.!?][)*_"']*)\s/)
      .filter((sentence) => wordsIn(sentence) > most),
  )

const pages = ['README.md', ...under('docs', '.md')]
const modules = [...under('src', '.ts'), ...under('docs/examples', '.ts')]
const read = (name: string): string => readFileSync(join(root, name), 'utf8')
const proses = [
  ...pages.map((name) => [name, proseOfPage(read(name))] as const),
  ...modules.map((name) => [name, proseOfModule(read(name))] as const),
]

const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ')

describe('the count', () => {
  test('a sentence of 32 words passes, and one of 33 does not', () => {
    expect(longSentences(`${words(32)}. ${words(32)}.`)).toEqual([])
    expect(longSentences(`${words(3)}. ${words(33)}.`)).toEqual([`${words(33)}.`])
  })

  test('a semicolon and a colon do not end a sentence', () => {
    expect(longSentences(`${words(20)}; ${words(10)}: ${words(3)}.`)).toHaveLength(1)
  })

  test('items of a list are sentences of their own', () => {
    expect(longSentences(`${words(20)}:\n- ${words(20)}\n- ${words(20)}`)).toEqual([])
  })

  test('code, tables and headings of a page do not count', () => {
    const code = `\`\`\`ts\n${words(40)}\n\`\`\`\n| ${words(40)} |\n# ${words(40)}\n`
    expect(longSentences(proseOfPage(code))).toEqual([])
    expect(longSentences(proseOfPage(`${code}\n${words(33)}`))).toHaveLength(1)
  })

  test('a docstring counts, without its example', () => {
    const docstring = (text: string) => `/**\n * ${text}\n */\nexport const a = 1 // ${words(40)}`
    expect(longSentences(proseOfModule(docstring(words(33))))).toHaveLength(1)
    expect(longSentences(proseOfModule(docstring(`@example\n * ${words(33)}`)))).toEqual([])
    expect(longSentences(proseOfModule(docstring(`@param a - ${words(32)}`)))).toEqual([])
    expect(longSentences(proseOfModule(docstring(`@returns ${words(33)}`)))).toHaveLength(1)
  })
})

test(`no sentence of a page or a docstring has more than ${String(most)} words`, () => {
  const long = proses.flatMap(([name, prose]) => longSentences(prose).map((s) => `${name}: ${s}`))
  expect(long).toEqual([])
})

test('no page and no docstring says "nothing" for `undefined`', () => {
  const saying = proses.flatMap(([name, prose]) =>
    [...prose.matchAll(/[;,.:] nothing,? (?:where|if)\b[^.]*/gi)].map(([text]) => `${name}${text}`),
  )
  expect(saying).toEqual([])
})
