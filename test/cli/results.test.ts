/**
 * What the command prints, and with which exit code. What it knows of a policy, it asks
 * `glomar/analysis`.
 */
import { Authn, decide, explain, Facts, Permission, Policy, Route } from 'glomar'
import { asHtml, asMarkdown, asSvg, asText, diff, unexpected, whoSeesWhat } from 'glomar/analysis'
import * as Codec from 'glomar/codec'
import { describe, expect, test } from 'vitest'
import { hanging } from '../../src/analysis/visible.js'
import { json } from '../codec/values.js'
import { glomar, version } from './world.js'

const open = { invoice: { existence: 'authenticated' }, document: {} } as const
const policy = Policy.of(open)
const stricter = Policy.of({ ...open, invoice: { existence: 'if-may-know' } })
const constants = 'realm, schemes, algs, resourceMetadata, vary, problems, parameters'

/** In the lines of 100 columns. */
const defaults = [
  'Constants of the service at their defaults: realm, schemes, algs, resourceMetadata, vary,',
  '  problems, parameters.',
]

const fileOf = (of: Policy.Policy, more: object = {}): string =>
  JSON.stringify({ version: 1, types: of.types, ...more })
const files = {
  'open.json': fileOf(policy),
  'allowed.json': fileOf(policy, { expect: { invoice: 'authenticated' } }),
  'strict.json': fileOf(stricter),
}

describe('`show`', () => {
  test('prints the table, and the constants that are left out', async () => {
    const { code, out, err } = await glomar(['show', 'open.json'], files)
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`${asText(whoSeesWhat(policy))}\n${defaults.join('\n')}\n`)
  })

  test('keeps to the columns, and colours where it may', async () => {
    const look = { columns: 60, color: true }
    const { out } = await glomar(['show', 'open.json'], files, look)
    expect(out.startsWith(asText(whoSeesWhat(policy), look))).toBe(true)
    const columns = 60
    for (const args of [
      ['show', 'open.json'],
      ['check', 'open.json'],
    ])
      for (const line of (await glomar(args, files, { columns })).out.split('\n'))
        expect(line.length).toBeLessThanOrEqual(columns)
  })

  test.each([
    ['--markdown', asMarkdown(whoSeesWhat(policy))],
    ['--html', asHtml(whoSeesWhat(policy))],
    ['--svg', asSvg(whoSeesWhat(policy))],
  ])('prints %s and nothing else', async (option, expected) => {
    expect(await glomar(['show', option, 'open.json'], files)).toEqual({
      code: 0,
      out: expected,
      err: '',
    })
  })

  test('prints the table as JSON', async () => {
    const { out } = await glomar(['show', '--json', 'open.json'], files)
    expect(JSON.parse(out)).toEqual(
      json({ ...whoSeesWhat(policy), defaulted: constants.split(', ') }),
    )
  })

  test('leaves out constants that are given', async () => {
    const service = { realm: 'a', schemes: ['Basic'], algs: [], vary: [], problems: '/p/' }
    const whole = { ...service, resourceMetadata: 'https://a.example/', parameters: {} }
    const { out } = await glomar(['show', '-'], { '-': fileOf(policy, { service: whole }) })
    expect(out).toBe(`${asText(whoSeesWhat(policy))}\n`)
    const strict = await glomar(['check', '-'], { '-': fileOf(stricter, { service: whole }) })
    expect(strict.out).toBe('the standard input tells visitors and strangers nothing.\n')
  })
})

describe('`check`', () => {
  test('says no where strangers learn what is not expected, and how to allow it', async () => {
    expect(await glomar(['check', 'open.json'], files)).toEqual({
      code: 1,
      out: [
        'open.json tells more than it expects.',
        'Strangers learn that an `invoice` exists.',
        '',
        'Make `existence` of these types stricter, or allow it:',
        'expect:',
        '  invoice: authenticated',
        '',
        ...defaults,
        '',
      ].join('\n'),
      err: '',
    })
  })

  test.each([
    ['allowed.json', 'allowed.json tells visitors and strangers no more than it expects.'],
    ['strict.json', 'strict.json tells visitors and strangers nothing.'],
  ])('says yes for %s', async (file, said) => {
    const { code, out, err } = await glomar(['check', file], files)
    expect([code, out.split('\n')[0], err]).toEqual([0, said, ''])
  })

  test('what it proposes is what has to be expected, whatever the names of the types', async () => {
    const types = {
      'a b': 'public',
      '{}': 'authenticated',
      'document:read': 'public',
      'a #b': 'public',
      null: 'authenticated',
      1: 'public',
      '#': 'public',
    }
    const of = Policy.of(
      Object.fromEntries(
        Object.entries(types).map(([type, existence]) => [
          type,
          { existence: existence as 'public' },
        ]),
      ),
    )
    const { code, out } = await glomar(['check', 'p'], { p: fileOf(of) })
    expect(code).toBe(1)
    const proposed = /^expect:\n(?: {2}.*\n)+/m.exec(out)?.[0] ?? ''
    const mended = `version: 1\ntypes: ${JSON.stringify(of.types)}\n${proposed}`
    const again = await glomar(['check', '--json', 'p.yaml'], { 'p.yaml': mended })
    expect(again.code).toBe(0)
    expect(await glomar(['show', 'p.yaml'], { 'p.yaml': mended })).toMatchObject({ code: 0 })
  })

  test('planted: an expectation that is too narrow, which does not do', async () => {
    const wide = Policy.of({ invoice: { existence: 'public' } })
    const p = fileOf(wide, { expect: { invoice: 'authenticated' } })
    const { code, out } = await glomar(['check', 'p'], { p })
    expect(code).toBe(1)
    expect(out).toContain('or allow it under `expect`:\n  invoice: public\n\n')
    expect(out).not.toContain('\nexpect:')
  })

  test('notes what is expected beyond what the policy tells', async () => {
    const types = {
      invoice: { existence: 'authenticated' },
      comment: { existence: 'if-may-know' },
      page: { existence: 'public' },
    } as const
    const expect_ = { invoice: 'public', comment: 'authenticated', page: 'public' }
    const p = fileOf(Policy.of(types), { expect: expect_ })
    const { code, out } = await glomar(['check', 'p'], { p })
    expect(code).toBe(0)
    expect(out.split('\n').slice(1, 5)).toEqual([
      '',
      'Note: `expect` allows visitors to learn of `invoice`, and the policy tells strangers only. Write',
      '  `authenticated`.',
      'Note: `expect` allows strangers to learn of `comment`, and the policy tells them nothing. Drop it.',
    ])
    const data = await glomar(['check', '--json', 'p'], { p })
    expect(JSON.parse(data.out)).toMatchObject({
      ok: true,
      tooWide: [
        { type: 'invoice', expected: 'public', enough: 'authenticated' },
        { type: 'comment', expected: 'authenticated', enough: null },
      ],
    })
  })

  test('names what is expected of a type that is not there, and what it may have meant', async () => {
    const p = fileOf(stricter, {
      expect: { invoise: 'public', letter: 'public', invoice: 'public' },
    })
    const { code, out } = await glomar(['check', 'p'], { p })
    expect(code).toBe(0)
    expect(out).toContain('\nNote: `letter` is under `expect` and not under `types`.\n')
    expect(out).not.toContain('`invoice` is')
    expect(out).toContain(
      '\nNote: `invoise` is under `expect` and not under `types`; did you mean invoice?\n',
    )
  })

  test('prints findings that are no leak, and still says yes', async () => {
    const of = Policy.of({ document: { existence: 'if-may-know' }, 'document:delete': {} })
    const { code, out } = await glomar(['check', 'p'], { p: fileOf(of) })
    expect(code).toBe(0)
    expect(out).toContain(
      '\nNote: `document` tells those who may know that a `document` exists, so',
    )
  })

  test('says all of that as JSON', async () => {
    const p = fileOf(policy, { expect: { invoise: 'public' } })
    const { code, out } = await glomar(['check', '--json', 'p'], { p })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({
      ok: false,
      unexpected: json(unexpected(policy, {})),
      unnamed: ['invoise'],
      tooWide: [],
      findings: [],
      defaulted: constants.split(', '),
    })
  })

  test('colours the verdict by its kind', async () => {
    const heads = await Promise.all(
      ['open.json', 'strict.json'].map((file) => glomar(['check', file], files, { color: true })),
    )
    expect(heads.map(({ out }) => out.slice(0, 7))).toEqual(['\u001b[1;31m', '\u001b[1;32m'])
    expect(heads[0]?.out.split('\n')[0]).toMatch(/\u001b\[0m$/)
  })
})

describe('`diff`', () => {
  test('says no where the new policy discloses more', async () => {
    const { code, out, err } = await glomar(['diff', 'strict.json', 'open.json'], files)
    expect([code, err]).toEqual([1, ''])
    expect(out).toBe(`The new policy discloses more.\n${asText(diff(stricter, policy))}`)
  })

  test('says yes where it discloses less, and where nothing changes', async () => {
    const less = await glomar(['diff', 'open.json', 'strict.json'], files)
    expect(less.code).toBe(0)
    const look = { color: true }
    const heads = [
      await glomar(['diff', 'open.json', 'strict.json'], files, look),
      await glomar(['diff', 'strict.json', 'open.json'], files, look),
    ]
    expect(heads.map(({ out }) => out.slice(0, 7))).toEqual(['\u001b[1;32m', '\u001b[1;31m'])
    expect(less.out).toBe(`The new policy discloses no more.\n${asText(diff(policy, stricter))}`)
    expect(await glomar(['diff', 'open.json', 'allowed.json'], files)).toEqual({
      code: 0,
      out: 'The new policy discloses no more.\n`expect` of `invoice`: nothing → authenticated\n',
      err: '',
    })
  })

  test('says what the files expect otherwise, and nothing where they expect the same', async () => {
    const expecting = (expect: object) => fileOf(policy, { expect })
    const two = {
      old: expecting({ invoice: 'public', letter: 'authenticated', document: 'public' }),
      new: expecting({ document: 'public', invoice: 'authenticated' }),
    }
    const { code, out } = await glomar(['diff', 'old', 'new'], two)
    expect([code, out.split('\n').slice(1)]).toEqual([
      0,
      [
        '`expect` of `invoice`: public → authenticated',
        '`expect` of `letter`: authenticated → nothing',
        '',
      ],
    ])
    const page = await glomar(['diff', '--markdown', 'old', 'new'], two)
    expect(page.out).toContain('\n- `expect` of `letter`: authenticated → nothing\n')
    const asData = await glomar(['diff', '--json', 'old', 'new'], two)
    expect(JSON.parse(asData.out)).toMatchObject({
      disclosesMore: false,
      expect: [
        { type: 'invoice', before: 'public', after: 'authenticated' },
        { type: 'letter', before: 'authenticated', after: null },
      ],
    })
    expect((await glomar(['diff', 'new', 'new'], two)).out).toContain('\nNothing changes.\n')
  })

  test('is JSON or Markdown on demand', async () => {
    const asData = await glomar(['diff', '--json', 'strict.json', 'open.json'], files)
    expect(asData.code).toBe(1)
    expect(JSON.parse(asData.out)).toEqual(
      json({ disclosesMore: true, ...diff(stricter, policy), expect: [] }),
    )
    const page = await glomar(['diff', '--markdown', 'strict.json', 'open.json'], files)
    expect(page.code).toBe(1)
    expect(page.out).toMatch(/^\*\*The new policy discloses more\.\*\*\n\n- `invoice`: existence/)
    expect(page.out.slice(page.out.indexOf('\n\n<details>'))).toBe(
      [
        '\n\n<details><summary>Who sees what by the new policy</summary>',
        '',
        asMarkdown(whoSeesWhat(policy)),
        '</details>',
        '',
      ].join('\n'),
    )
    const same = await glomar(['diff', '--markdown', 'open.json', 'open.json'], files)
    expect(same.out).toContain('\n- Nothing changes.\n')
  })
})

describe('`explain`', () => {
  const route = Route.of({ method: 'GET', resource: 'document' })
  const denied = Facts.of({}, () => Permission.deny())
  const facts = {
    policy: Codec.Policy.encode(policy),
    route: Codec.Route.encode(route),
    authn: Codec.Authn.encode(Authn.authenticated()),
    facts: Codec.Facts.encode(denied),
  }
  const five = [route, Authn.authenticated(), ...denied, policy] as const
  const { policy: _, ...withoutPolicy } = facts

  test('prints what is sent, and why, from the standard input', async () => {
    const { code, out, err } = await glomar(['explain'], { '-': JSON.stringify(facts) })
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(
      [
        '404 NotFound (not-found)',
        'content-type: application/problem+json',
        'cache-control: no-store',
        'www-authenticate: Bearer realm="api"',
        '{"type":"about:blank","title":"Not Found","status":404}',
        '',
        ...explain(...five).says.flatMap((says) => hanging(says, 100)),
        '',
      ].join('\n'),
    )
  })

  test('prints a verdict without a status by its tag', async () => {
    const granted = { ...facts, facts: { state: 'present', permission: { _tag: 'Granted' } } }
    const { out } = await glomar(['explain', 'f'], { f: JSON.stringify(granted) }, { color: true })
    expect(out).toMatch(/^\u001b\[1;32mOk\u001b\[0m\n\nRow 4: /)
  })

  test('colours a refusal as one', async () => {
    const { out } = await glomar(['explain'], { '-': JSON.stringify(facts) }, { color: true })
    expect(out.slice(0, 7)).toBe('\u001b[1;31m')
  })

  test('prints the verdict and the explanation as JSON', async () => {
    const { out } = await glomar(['explain', '--json', 'f'], { f: JSON.stringify(facts) })
    expect(JSON.parse(out)).toEqual(
      json({ verdict: decide(...five), explanation: explain(...five) }),
    )
  })

  test.each([
    [
      'with a policy file in the facts',
      { ...facts, policy: JSON.parse(fileOf(policy)) as object },
      [],
    ],
    ['with the policy file beside the facts', withoutPolicy, ['--policy', 'open.json']],
  ])('says the same %s', async (_name, f, args) => {
    const before = await glomar(['explain', 'f'], { f: JSON.stringify(facts) })
    const done = await glomar(['explain', 'f', ...args], { ...files, f: JSON.stringify(f) })
    expect(done).toEqual(before)
  })

  test.each([
    [
      'members that are missing',
      {},
      [],
      [
        'f:1:1: policy: expected a plain object, got undefined',
        'f:1:1: route: expected a plain object, got undefined',
        'f:1:1: authn: expected a plain object, got undefined',
        'f:1:1: facts: expected a plain object, got undefined',
      ].join('\nglomar: '),
    ],
    [
      'a member that is unknown',
      { ...facts, fact: 1 },
      [],
      'f:1:{"fact"}: fact: no such member; did you mean facts?',
    ],
    [
      'a policy twice',
      facts,
      ['--policy', 'open.json'],
      'f:1:2: policy: given twice, in the file and by --policy; leave out one of the two',
    ],
    [
      'a misfit within',
      { ...facts, authn: { _tag: 'Authenticated', scopes: ['a', 7] } },
      [],
      'f:1:{7]}: authn.scopes[1]: expected text, got 7',
    ],
    [
      'a policy file that is wrong',
      { ...facts, policy: { version: 3, types: {} } },
      [],
      'f:1:12: policy.version: expected 1, got 3',
    ],
  ])('refuses %s', async (_name, f, args, said) => {
    const text = JSON.stringify(f)
    const done = await glomar(['explain', 'f', ...args], { ...files, f: text })
    // where it is in the text
    const at = said.replace(/\{(.+?)\}/, (_, found: string) => String(text.indexOf(found) + 1))
    expect(done).toEqual({ code: 2, out: '', err: `glomar: ${at}\n` })
  })

  test.each([
    ['empty', '', 'the standard input is empty.'],
    [
      'a list',
      '[]',
      'the standard input:1:1: (the value itself): expected a plain object, got a list.',
    ],
  ])('shows an example where the file is %s, and the example works', async (_name, text, said) => {
    const { code, out, err } = await glomar(['explain'], { '-': text })
    const [first, ...example] = err.split('\n')
    expect([code, out, first]).toEqual([2, '', `glomar: ${said} For example:`])
    const done = await glomar(['explain'], { '-': example.join('\n') })
    expect([done.code, done.out.split('\n')[0]]).toEqual([0, '404 NotFound (not-found)'])
    const help = await glomar(['explain', '--help'])
    expect(help.out).toContain(example.join('\n'))
  })
})

describe('a file', () => {
  const yaml = `
# what may be disclosed
version: 1
types:
  invoice: &open { existence: authenticated }
  letter: *open
  "a//b": {}
`
  const commented = `// a policy
{
  "$schema": "https://example.com/policy.schema.json", /* not a comment: "//" */
  "version": 1,
  "types": {
    "invoice": { "existence": "authenticated" }, // strangers learn of it
    "letter": { "existence": "authenticated" },
    "a//b": {}, # YAML has comments, too
  },
}`
  const expected = Policy.of({
    invoice: { existence: 'authenticated' },
    letter: { existence: 'authenticated' },
    'a//b': {},
  })

  test.each([
    ['YAML', 'policy.yml', yaml],
    ['YAML without a name', 'policy', yaml],
    ['YAML with an address, without a name', 'policy', `$schema: https://a.example/s\n${yaml}`],
    [
      'YAML in braces, as .yml',
      'p.yml',
      `{ $schema: https://a.example/s, ${fileOf(expected).slice(1)}`,
    ],
    ['JSON with comments', 'policy.jsonc', commented],
    ['JSON with a byte order mark', 'policy.json', `\uFEFF${fileOf(expected)}`],
    [
      'JSON that is set in with tabs',
      'policy.json',
      JSON.stringify(JSON.parse(fileOf(expected)), null, '\t'),
    ],
    ['JSON in the lines of Windows', 'policy.json', fileOf(expected).replaceAll(',', ',\r\n')],
    [
      'YAML in braces with an address',
      'p.yaml',
      `{ $schema: https://a.example/s, ${fileOf(expected).slice(1)}`,
    ],
  ])('may be %s', async (_name, name, content) => {
    const { out, err } = await glomar(['show', '--json', name], { [name]: content })
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject(json(whoSeesWhat(expected)) as object)
  })

  test('may name a type `__proto__`', async () => {
    for (const content of [
      '{"version":1,"types":{"__proto__":{"existence":"public"}}}',
      'version: 1\ntypes: { __proto__: { existence: public } }',
    ])
      expect((await glomar(['check', 'p'], { p: content })).out).toContain(
        '  "__proto__": public\n',
      )
  })
})

test('help and the version go to the standard output, with the exit code 0', async () => {
  expect(await glomar(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  for (const args of [['--help'], ['help'], ['help', 'check'], ['explain', '--help']]) {
    const { code, out, err } = await glomar(args)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage: glomar/)
  }
  expect((await glomar(['help', 'check'])).out).toBe((await glomar(['check', '--help'])).out)
  expect((await glomar(['show', '--help'])).out).toContain('a fragment for a page in UTF-8')
})
