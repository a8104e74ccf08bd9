/**
 * Tables as text, Markdown, HTML and SVG: what is alike looks alike, and no name acts.
 */
import { Authn, Permission, Policy } from 'glomar'
import {
  asHtml,
  asMarkdown,
  asSvg,
  asText,
  diff,
  findings,
  personas,
  whoSeesWhat,
} from 'glomar/analysis'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { visible, widthOf, wrapped } from '../../src/analysis/visible.js'

const policy = Policy.of({
  invoice: { existence: 'authenticated' },
  document: { existence: 'if-may-know', list: 'empty' },
})
const table = whoSeesWhat(policy)

/** Names that a type may have. */
const hostile = [
  '<script>alert(1)</script>',
  '</code></table><img src=x onerror=alert(1)>',
  'a|b',
  'a\\|b',
  '`x` and ``y``',
  '\u001b[31mred\u001b[0m',
  '\u009b31mred',
  '\u202etxt.exe',
  'a\nb\r\tc',
  '| --- |\n| x |',
  ']]>&amp;<!--',
  `"double" 'single'`,
  '\ud800',
  '\u0000\ufffe',
  '![x](javascript:y)',
  '**bold** _x_ # 1.',
  'www.example.org',
  '漢字漢字',
  'e\u0301'.repeat(3),
  'W'.repeat(300),
  '__proto__',
  'any other type',
  ' ',
]

const withTypes = (names: ReadonlyArray<string>): Policy.Policy =>
  Policy.of(
    Object.fromEntries(
      names.map((name) => [name, { existence: 'public', list: 'empty' } as const]),
    ),
  )

const withPersonas = (names: ReadonlyArray<string>) => ({
  personas: names.map((name) => ({
    name,
    authn: Authn.authenticated(),
    permission: Permission.deny(),
  })),
})

const tables = hostile.map(
  (name) =>
    [
      JSON.stringify(name).slice(0, 40),
      whoSeesWhat(withTypes([name]), withPersonas([name])),
      name,
    ] as const,
)

const acting =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u

describe('text', () => {
  test('has one answer where existing and missing look alike, and two where they do not', () => {
    expect(asText(table)).toBe(
      [
        'type              request     visitors  strangers   those who   those who  those',
        '                                                    may know    may act    whom an',
        '                                                                           ancestor',
        '                                                                           stops',
        '─'.repeat(83),
        'invoice           item, list  401       403 ≠ 404*  403 ≠ 404*  ok ≠ 404*  404',
        'document          item        401       404         403 ≠ 404*  ok ≠ 404*  404',
        '                  list        401       empty       403 ≠ 404*  ok ≠ 404*  empty',
        '(any other type)  item, list  401       404         404         ok ≠ 404*  404',
        '',
        '401                           one answer: existing and missing things look alike',
        '403 ≠ 404*                    two answers: existing and missing things can be told apart',
        '404*                          a definitive 404: the thing does not exist, and the answer says so',
        'ok                            the caller may act, and the handler answers',
        'empty                         a 200 with an empty list',
        'item, list                    a GET of one thing, a GET of a collection',
        'visitors                      not signed in, denied, may not know',
        'strangers                     signed in, denied, may not know',
        'those who may know            signed in, denied, may know',
        'those who may act             signed in, granted, may know',
        'those whom an ancestor stops  signed in, granted, may know, below an ancestor',
        '',
      ].join('\n'),
    )
  })

  test.each([20, 33, 40, 60, 79, 80, 100, 250])('fits %i columns', (columns) => {
    const long = withTypes([...hostile, 'document:delete'])
    const wide = whoSeesWhat(long, {
      personas: [...personas, ...withPersonas(hostile.filter((name) => name !== ' ')).personas],
    })
    for (const each of [table, whoSeesWhat(long), wide, findings(long), diff(long, policy)])
      for (const line of asText(each, { columns }).split('\n'))
        expect(widthOf(line)).toBeLessThanOrEqual(columns)
  })

  test('is a list where a table would be too wide, with every cell', () => {
    const lines = asText(table, { columns: 40 }).split('\n')
    expect(lines.slice(0, 4)).toEqual([
      'invoice',
      '  item, list',
      '    visitors: 401',
      '    strangers: 403 ≠ 404*',
    ])
    const cells = (text: string) => text.match(/403 ≠ 404\*|ok ≠ 404\*/g)?.length
    expect(cells(lines.join('\n'))).toBe(cells(asText(table)))
  })

  test('is a table where the columns just suffice, and a list where they do not', () => {
    const small = whoSeesWhat(Policy.of({}), withPersonas(['readers']))
    // 12 for the type, 10 for the request, 7 for the persona, and two gaps
    expect(asText(small, { columns: 33 }).split('\n')[0]).toBe('type          request     readers')
    const isTable = (columns: number): boolean => asText(small, { columns }).startsWith('type')
    expect([37, 36, 33, 32].map(isTable)).toEqual([true, true, true, false])
  })

  test('breaks the name of a type, and its rows stay where they are', () => {
    const long = whoSeesWhat(withTypes(['a-very-long-name-of-a-type']), withPersonas(['readers']))
    expect(asText(long, { columns: 36 }).split('\n').slice(2, 5)).toEqual([
      'a-very-long-  item, list  403 ≠ 404*',
      'name-of-a-ty',
      'pe',
    ])
  })

  test('sets in the lines of a legend that go on', () => {
    const small = whoSeesWhat(Policy.of({}), withPersonas(['readers']))
    expect(asText(small, { columns: 40 }).split('\n').slice(-7)).toEqual([
      '404         one answer: existing and',
      '            missing things look alike',
      'item, list  a GET of one thing, a GET of',
      '            a collection',
      'readers     signed in, denied, may not',
      '            know',
      '',
    ])
  })

  test('leaves out no part of a long name', () => {
    const name = 'n'.repeat(150)
    const said = (columns: number): number =>
      asText(whoSeesWhat(withTypes([name])), { columns })
        .match(/n{3,}/g)
        ?.join('').length ?? 0
    for (const columns of [20, 80, 100]) expect(said(columns)).toBe(150)
  })

  test('has colours only where they are asked for', () => {
    const green = '\u001b[32m404 '
    expect(asText(table)).not.toContain('\u001b')
    expect(asText(table, { color: true })).toContain(green)
    expect(asText(table, { color: true })).toContain('\u001b[33m403 ≠ 404*\u001b[0m')

    const plain = (columns: number) =>
      asText(table, { color: true, columns }).replace(/\u001b\[\d+m/g, '')
    for (const columns of [40, 100])
      expect(plain(columns).replace(/ +$/gm, '')).toBe(asText(table, { columns }))
  })

  test.each([0, 19, 80.5, NaN, '80'])('of %s columns is a clear error', (columns) => {
    expect(() => asText(table, { columns: columns as never })).toThrow(
      /^asText: columns: expected a whole number from 20, got /,
    )
  })
})

describe('no name acts', () => {
  test.each(tables)('on a terminal: %s', (_, each, name) => {
    const named = withTypes([name])
    const said = [each, findings(named), diff(Policy.of({}), named)].map((of) => asText(of))
    for (const text of [...said, asMarkdown(each), asHtml(each), asSvg(each)])
      expect(text).not.toMatch(acting)
  })

  test.each(tables)('in Markdown: %s', (_, each, name) => {
    const lines = asMarkdown(each).split('\n')
    // the header and its rule, the type, the others, and no cell more
    const rows = lines.filter((line) => line.startsWith('|'))
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(5)
    const [, cell = ''] = (rows[2] as string).split(/(?<!\\)\|/)
    expect(codeOf(cell.trim().replaceAll('\\|', '|'))).toBe(visible(name))
    // what is no code has no mark that is not escaped
    const heading = (rows[0] as string).split(/(?<!\\)\|/)[3] as string
    expect(heading.replace(/\\[^]/g, '')).not.toMatch(/[`*_[\]<>#!&|~:.]/)
  })

  test.each(tables)('in HTML and SVG: %s', (_, each, name) => {
    const plain = whoSeesWhat(withTypes(['x']), withPersonas(['x']))
    for (const as of [asHtml, asSvg]) {
      const text = as(each)
      expect(elementsIn(text)).toEqual(elementsIn(as(plain)))
      expect(text.match(/&(?!(?:amp|lt|gt|quot|#39);)/)).toBeNull()
    }
    expect(asHtml(each)).toContain(`<code>${escapedForXml(name)}</code>`)
  })
})

/** The content of a code span (CommonMark). */
const codeOf = (span: string): string => {
  const [, fence = '', content = ''] = /^(`+)([^]*)\1$/.exec(span) ?? []
  expect(content.match(/`+/g) ?? []).not.toContain(fence)
  return fence.length > 1 ? content.slice(1, -1) : content
}

const escapedForXml = (text: string): string =>
  visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** The names of the elements. Fails where one is not closed in its place. */
const elementsIn = (text: string): ReadonlyArray<string> => {
  const open: Array<string> = []
  const names: Array<string> = []
  for (const [, close, name = '', attributes = '', self] of text.matchAll(
    /<(\/?)([a-z]+)((?: [\w:-]+="[^"<>]*")*)(\/?)>/g,
  )) {
    if (close === '/') expect(open.pop()).toBe(name)
    else {
      expect(attributes).not.toMatch(/ on\w+=/)
      names.push(name)
      if (self !== '/') open.push(name)
    }
  }
  expect(open).toEqual([])
  expect(text.match(/</g)).toHaveLength(
    text.match(/<\/?[a-z]+(?: [\w:-]+="[^"<>]*")*\/?>/g)?.length ?? 0,
  )
  return [...new Set(names)]
}

test('a name in Markdown is escaped no more than it needs', () => {
  const named = asMarkdown(whoSeesWhat(policy, withPersonas(['- well-known *readers*'])))
  expect(named.split('\n')[0]).toBe('| type | request | \\- well-known \\*readers\\* |')
  expect(
    named.endsWith('- **\\- well-known \\*readers\\***: signed in, denied, may not know\n'),
  ).toBe(true)
})

test('Markdown is a table with a legend', () => {
  expect(asMarkdown(table)).toContain(
    [
      '| type | request | visitors | strangers | those who may know | those who may act | those whom an ancestor stops |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| `invoice` | item, list | 401 | 403 ≠ 404* | 403 ≠ 404* | ok ≠ 404* | 404 |',
      '| `document` | item | 401 | 404 | 403 ≠ 404* | ok ≠ 404* | 404 |',
      '|  | list | 401 | empty | 403 ≠ 404* | ok ≠ 404* | empty |',
      '| any other type | item, list | 401 | 404 | 404 | ok ≠ 404* | 404 |',
      '',
      '- **401**: one answer: existing and missing things look alike',
    ].join('\n'),
  )
})

describe('HTML', () => {
  const html = asHtml(table)

  test('has a caption, and scopes for those who cannot see the table', () => {
    expect(html).toMatch(/<table[^>]*>\n<caption>/)
    expect(html.match(/<th (?!scope=)/)).toBeNull()
    expect(html).toContain('scope="rowgroup" rowspan="2"')
    expect(html.match(/scope="colgroup" colspan="2"/g)).toHaveLength(5)
  })

  test('has one cell where existing and missing look alike, and two where they do not', () => {
    const row = html.split('<tr>')[3] as string
    const cells = [...row.matchAll(/<td colspan="(\d)"[^>]*>([^<]*)/g)].map(([, n, word]) => [
      n,
      word,
    ])
    expect(cells).toEqual([
      ['2', '401'],
      ['1', '403'],
      ['1', '404*'],
      ['1', '403'],
      ['1', '404*'],
      ['1', 'ok'],
      ['1', '404*'],
      ['2', '404'],
    ])
  })

  test('needs no style sheet, no script and no other file', () => {
    expect(html).not.toMatch(/<style|<script|<link|src=|href=|url\(|class=/)
    expect(html).toContain('<dt>strangers</dt><dd>signed in, denied, may not know</dd>')
  })
})

describe('SVG', () => {
  const svg = asSvg(table)

  test('has a title, and the whole table in its description', () => {
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>Who sees what<\/title>\n<desc>/)
    expect(svg).toContain(
      'document, list: visitors 401 always; strangers empty always; those who may know 403 if it exists and 404* if not;',
    )
  })

  test('has one field where existing and missing look alike, and two where they do not', () => {
    const count = (name: string): number =>
      svg.match(new RegExp(`<rect class="${name}"`, 'g'))?.length ?? 0
    const cells = table.types.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
    expect(count('alike')).toBe(cells.filter(({ alike }) => alike).length)
    expect(count('apart')).toBe(cells.filter(({ alike }) => !alike).length * 2)
  })

  test('follows the reader into the dark, and needs no other file', () => {
    expect(svg).toContain('@media (prefers-color-scheme: dark)')
    expect(svg).not.toMatch(/<script|<image|<foreignObject|href|url\(|@import/)
  })

  test('holds all that is drawn', () => {
    const wide = asSvg(whoSeesWhat(withTypes(hostile), withPersonas(hostile)))
    const [, width = '', height = ''] = /width="([\d.]+)" height="([\d.]+)"/.exec(wide) ?? []
    for (const [, x = '', y = '', text = ''] of wide.matchAll(
      /<text x="([\d.]+)" y="([\d.]+)">([^<]*)/g,
    )) {
      const characters = text.replace(/&[#\w]+;/g, '.')
      expect(Number(x) + widthOf(characters) * 7.9).toBeLessThanOrEqual(Number(width))
      expect(Number(y)).toBeLessThan(Number(height))
    }
  })
})

describe('lines', () => {
  test('break at spaces, and within a word that is too long', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapped('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij'])
    expect(wrapped('漢字漢字', 5)).toEqual(['漢字', '漢字'])
    expect(wrapped('', 5)).toEqual([''])
  })

  test('have the width that a terminal gives them', () => {
    expect(['abc', '漢字', '🙂', 'ü', ''].map(widthOf)).toEqual([3, 4, 2, 1, 0])
  })

  test('show what would act, and leave all other text alone', () => {
    expect(visible('a\u001b[1m\u202e\n\ud800b')).toBe('a\\u{1b}[1m\\u{202e}\\u{a}\\u{d800}b')
    expect(visible('naïve 漢字 🙂 <b> `c`')).toBe('naïve 漢字 🙂 <b> `c`')
  })
})

test('a policy of very many types is shown', () => {
  const many = withTypes(Array.from({ length: 130_000 }, (_, i) => `type-${String(i)}`))
  const all = whoSeesWhat(many, withPersonas(['readers']))
  expect(asText(all)).toContain('type-129999')
})

test('the HTML of a table is as a person has looked at it, in `table.html.txt`', () => {
  const small = Policy.of({
    '<invoice>': { existence: 'authenticated' },
    document: { existence: 'if-may-know', list: 'empty' },
  })
  const html = asHtml(whoSeesWhat(small, { personas: personas.slice(0, 2) }))
  const file = new URL('table.html.txt', import.meta.url)
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, html)
  expect(html).toBe(readFileSync(file, 'utf8'))
})
