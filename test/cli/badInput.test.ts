/**
 * Whatever the command is given that it cannot use: one message that says what is wrong, where, and
 * how to mend it; the exit code 2; and nothing on the standard output.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import { glomar, type Files } from './world.js'

const good = 'version: 1\ntypes: {}\n'
const failing = (code: string): Error => Object.assign(new Error('failed'), { code })
const mend = 'Mend the JSON or YAML there.'

/** Ten million items in nine lines. */
const bomb = ['x', ...[0, 1, 2, 3, 4, 5, 6].map((i) => `*a${String(i)}`)]
  .map((item, i) => `a${String(i)}: &a${String(i)} [${Array(10).fill(item).join(', ')}]`)
  .join('\n')

describe.each<[string, string | Uint8Array | Error | undefined, string]>([
  [
    'a missing file',
    undefined,
    ' does not exist. Check the path: it starts from the current folder.',
  ],
  ['a folder', failing('EISDIR'), ' is a folder. Name a file in it.'],
  [
    'a path through a file',
    failing('ENOTDIR'),
    ' does not exist. Check the path: it leads through a file.',
  ],
  ['a file that may not be read', failing('EACCES'), ' may not be read. Check who is allowed to.'],
  ['a file that must not be read', failing('EPERM'), ' may not be read. Check who is allowed to.'],
  ['another failure', failing('EIO'), ' cannot be read (Error: failed). Check the path.'],
  ['an empty file', '', ' is empty. Write at least: { "version": 1, "types": {} }'],
  ['a file of spaces', ' \n\t\n', ' is empty. Write at least: { "version": 1, "types": {} }'],
  ['50 MB', new Uint8Array(50_000_000), ' is larger than 10 MB. Check that it is the right file.'],
  [
    'bytes that are no text',
    Uint8Array.of(0xff, 0xd8, 0xff),
    ' is no text in UTF-8. Save it as UTF-8.',
  ],
  ['text in UTF-16', Uint8Array.of(0xfe, 0xff, 0, 0x7b), ' is no text in UTF-8. Save it as UTF-8.'],
  ['text with a zero', 'version: 1\0', ' is no text in UTF-8. Save it as UTF-8.'],
  ['JSON that ends too early', '{ "version": 1, ', `:1:17: A closing } is missing. ${mend}`],
  [
    'JSON without a comma',
    '{ "version": 1\n  "types": {} }',
    `:1:14: A comma is missing, or a name goes on in the next line. ${mend}`,
  ],
  ['a comment without an end', '{ "version": 1 /* one', `:1:22: A closing } is missing. ${mend}`],
  [
    'a key that comes twice',
    'version: 1\ntypes: {}\nversion: 1\n',
    `:3:1: This name came before. ${mend}`,
  ],
  [
    'a name that comes twice, below',
    '{"version":1,"types":{"a":{},"b":{},"a":{}}}',
    `:1:37: This name came before. ${mend}`,
  ],
  [
    'a number that comes twice',
    'version: 1\ntypes:\n  1: {}\n  "1": {}\n',
    `:4:3: This name came before. ${mend}`,
  ],
  [
    'YAML with a tab',
    'version: 1\ntypes:\n\tdocument: {}\n',
    `:3:1: Tabs are not allowed as indentation. ${mend}`,
  ],
  [
    'a tag that nobody knows',
    'version: !js/function 1\ntypes: {}\n',
    `:1:10: Unresolved tag: !js/function. ${mend}`,
  ],
  [
    'two documents',
    `${good}---\n${good}`,
    ':3:1: A second document begins. Put each policy into a file of its own.',
  ],
  ['an object without an end', '{\n "version": 1,\n', `:3:1: A closing } is missing. ${mend}`],
  ['a list without an end', 'version: [1\ntypes: {}\n', `:2:1: A closing ] is missing. ${mend}`],
  [
    'JSON without a comma in one line',
    '{ "version": 1 "types": {} }',
    `:1:14: A comma is missing. ${mend}`,
  ],
  [
    'JSON without a comma between objects',
    '{ "types": { "a": {} "b": {} } }',
    `:1:22: A comma is missing, or something follows a value. ${mend}`,
  ],
  ['JSON without a colon', '{ "version" 1 }', `:1:13: A comma or a colon is missing. ${mend}`],
  ['a brace too many', '{ "version": 1 }}', `:1:17: This bracket is one too many. ${mend}`],
  ['a text without an end', 'version: "1\n', `:2:1: A closing quote is missing. ${mend}`],
  [
    'a line that stands too far right',
    'version: 1\n types: {}\n',
    `:1:10: A line is indented wrongly, or has a colon too many. ${mend}`,
  ],
  [
    'a merge key of YAML',
    'version: 1\ntypes:\n  a: &a {}\n  b: { <<: *a }\n',
    ':4:8: Merge keys (<<) are not supported. Write out what it stands for.',
  ],
  ['a file of a comment', '# later\n', ' is empty. Write at least: { "version": 1, "types": {} }'],
  [
    'an alias of nothing',
    'version: *a\ntypes: {}\n',
    ': Unresolved alias (the anchor must be set before the alias): a. Write out what the aliases stand for.',
  ],
  [
    'a bomb of aliases',
    bomb,
    ': Excessive alias count indicates a resource exhaustion attack. Write out what the aliases stand for.',
  ],
  ['lists in lists', '['.repeat(20_000), ' is nested too deeply. Check that it is the right file.'],
  [
    'a text, of which nothing is repeated',
    'DB_PASSWORD=hunter2\nDB_USER=emma\n',
    ':1:1: (the value itself): expected a plain object, got text. Write at least: { "version": 1, "types": {} }',
  ],
  [
    'a number',
    '1234',
    ':1:1: (the value itself): expected a plain object, got a number. Write at least: { "version": 1, "types": {} }',
  ],
  [
    'a list',
    '- document',
    ':1:1: (the value itself): expected a plain object, got a list. Write at least: { "version": 1, "types": {} }',
  ],
  ['no version', 'types: {}', ':1:1: version: expected 1, got undefined'],
  [
    'another version',
    '// policy\n{ "version": 2, "types": {} }',
    ':2:3: version: expected 1, got 2',
  ],
  [
    'an unknown knob',
    `version: 1\ntypes:\n  document:\n    existance: public\n`,
    ':4:5: types.document.existance: no such knob; did you mean existence?',
  ],
  [
    'an unknown value',
    `version: 1\ntypes:\n  document: { list: full }\n`,
    ':3:15: types.document.list: expected "conceal" | "empty", got "full"',
  ],
  [
    'an unknown type name',
    'version: 1\ntypes: { "a:b:c": {} }',
    ':2:10: types["a:b:c"]: expected a resource type such as `document` or `document:delete`, got "a:b:c"',
  ],
  [
    'a type without knobs',
    'version: 1\ntypes:\n  document:\n',
    ':3:3: types.document: expected a plain object, got null (write {} for an empty one)',
  ],
  [
    'an item of a list',
    'version: 1\ntypes: {}\nservice: { vary: [Cookie, "a b"] }\n',
    ':3:27: service.vary[1]: expected a field name, got "a b"',
  ],
  [
    'a member that would act on the terminal',
    'version: 1\ntypes: {}\n"\\e[31mred\\r": 1\n',
    ':3:1: ["\\u001b[31mred\\r"]: no such member; expected one of version, types, $schema, service, expect',
  ],
])('%s', (_name, content, said) => {
  const files: Files = content === undefined ? {} : { policy: content }

  test.each([
    ['show', ['show', 'policy']],
    ['check', ['check', 'policy', '--json']],
    ['diff', ['diff', 'policy', 'good.yaml']],
    ['diff, as the new one', ['diff', 'good.yaml', 'policy', '--markdown']],
    ['explain', ['explain', 'good.json', '--policy', 'policy']],
  ])('%s', async (_command, args) => {
    const facts = '{ "route": {}, "authn": {}, "facts": {} }'
    const done = await glomar(args, { ...files, 'good.yaml': good, 'good.json': facts })
    expect(done).toEqual({ code: 2, out: '', err: `glomar: policy${said}\n` })
  })
})

test('ten million bytes are read, and one more is too many', async () => {
  const text = 'version: 1\ntypes: {}\n'
  const padded = (length: number): string => text + '#'.repeat(length - text.length)
  const read = (length: number) => glomar(['check', 'policy'], { policy: padded(length) })
  expect((await read(10_000_000)).code).toBe(0)
  expect((await read(10_000_001)).err).toContain('larger than 10 MB')
})

test.each([
  ['diff', ['diff', '-', '-']],
  ['explain', ['explain', '-', '--policy', '-']],
  [
    'explain, where the facts are the standard input unless they are named',
    ['explain', '--policy', '-'],
  ],
])('the standard input is read once: %s', async (_name, args) => {
  expect(await glomar(args, { '-': good })).toEqual({
    code: 2,
    out: '',
    err: 'glomar: The standard input (-) can be read only once. Name a file instead of one of the two.\n',
  })
})

test.each(['{ \'version\': 1, "types": {} }', '{ version: 1, "types": {} }'])(
  'a .json file has its names and texts in double quotes: %s',
  async (content) => {
    const { code, err } = await glomar(['check', 'p.json'], { 'p.json': content })
    expect([code, err]).toEqual([
      2,
      `glomar: p.json:1:3: JSON has text in double quotes. ${mend}\n`,
    ])
    expect((await glomar(['check', 'p.yaml'], { 'p.yaml': content })).code).toBe(0)
  },
)

test('a person at a terminal is told that the standard input is read', async () => {
  const waits = 'glomar: reading the standard input. End it with Ctrl-D.\n'
  const typed = await glomar(['check', '-'], { '-': good }, { isTyped: true })
  expect([typed.code, typed.err]).toEqual([0, waits])
  const named = await glomar(['check', 'p'], { p: good }, { isTyped: true })
  expect(named.err).toBe('')
  const facts = await glomar(['explain'], { '-': '' }, { isTyped: true })
  expect(facts.err.startsWith(waits)).toBe(true)
})

test('comments of JSON leave everything in its place', async () => {
  const policy = '{ /* one\n two "three */ "version": /* "*/ 2, "types": {} } // "'
  const { err } = await glomar(['check', 'policy.yaml.json'], { 'policy.yaml.json': policy })
  expect(err).toBe('glomar: policy.yaml.json:2:16: version: expected 1, got 2\n')
})

test('a misfit below an alias is told where the alias is', async () => {
  const policy = 'version: 1\ntypes:\n  a: &a { list: full }\n  b: *a\n'
  const { err } = await glomar(['check', 'policy'], { policy })
  expect(err).toContain('glomar: policy:4:3: types.b.list: expected')
})

test('every misfit is told at once, each at its place', async () => {
  const policy = 'version: 1\ntypes:\n  a:b:c: {}\n  document: { existance: public }\nexpects: {}\n'
  const { code, err } = await glomar(['check', 'policy.yaml'], { 'policy.yaml': policy })
  expect(code).toBe(2)
  expect(err.split('\n').map((line) => line.split(': ').slice(0, 3).join(': '))).toEqual([
    'glomar: policy.yaml:3:3: types["a:b:c"]',
    'glomar: policy.yaml:4:15: types.document.existance',
    'glomar: policy.yaml:5:1: expects',
    '',
  ])
})

test('an empty path is named as one', async () => {
  const { code, err } = await glomar(['check', ''])
  expect([code, err.split('.')[0]]).toEqual([2, 'glomar: the empty path does not exist'])
})

test('a name of a file that would act on the terminal is shown by its numbers', async () => {
  const { err } = await glomar(['show', '\u001b[31mred'])
  expect(err).toContain('glomar: \\u{1b}[31mred does not exist')
})

describe('arguments', () => {
  test.each<[string, ReadonlyArray<string>, string]>([
    ['an unknown command', ['shw', 'x'], "glomar: unknown command 'shw'\n(Did you mean show?)"],
    [
      'an unknown option',
      ['show', 'x', '--jsn'],
      "glomar: unknown option '--jsn'\n(Did you mean --json?)",
    ],
    ['an option of another command', ['check', 'x', '--svg'], "glomar: unknown option '--svg'"],
    ['help on an unknown command', ['help', 'nope'], "glomar: unknown command 'nope'"],
    ['no policy', ['check'], "glomar: missing required argument 'policy'"],
    ['one policy to compare', ['diff', 'x'], "glomar: missing required argument 'new'"],
    [
      'too many arguments',
      ['show', 'x', 'y'],
      "glomar: too many arguments for 'show'. Expected 1 argument but got 2.",
    ],
    [
      'two formats',
      ['show', 'x', '--json', '--svg'],
      "glomar: option '--json' cannot be used with option '--svg'",
    ],
    [
      'two other formats',
      ['show', 'x', '--html', '--svg'],
      "glomar: option '--html' cannot be used with option '--svg'",
    ],
    [
      'two formats of a difference',
      ['diff', 'x', 'y', '--json', '--markdown'],
      "glomar: option '--json' cannot be used with option '--markdown'",
    ],
    [
      'an option without its value',
      ['explain', '--policy'],
      "glomar: option '--policy <file>' argument missing",
    ],
  ])('%s', async (_name, args, said) => {
    const { code, out, err } = await glomar(args, { x: good, y: good })
    expect([code, out]).toEqual([2, ''])
    const command = ['show', 'check', 'diff', 'explain'].find((name) => name === args[0])
    const pointer =
      command === undefined
        ? '(glomar --help shows all commands and options)'
        : `(glomar ${command} --help shows its arguments and options)`
    expect(err).toBe(`${said}\n${pointer}\n`)
  })

  test('none: the help is shown where errors are', async () => {
    const { code, out, err } = await glomar([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^Usage: glomar/)
  })
})

test('whatever a file holds, the exit code is 0, 1 or 2, and 2 alone comes with an error', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'version: 1',
      'types:',
      '{',
      '}',
      '"',
      ': ',
      '\n',
      '  ',
      'document',
      '&a ',
      '*a',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  const bytes = fc.oneof(
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    fc.uint8Array({ maxLength: 40 }),
  )
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom('show', 'check', 'explain'),
      async (content, command) => {
        const { code, out, err } = await glomar([command, 'file'], { file: content })
        expect([0, 1, 2]).toContain(code)
        expect([out === '', err === '']).toEqual(code === 2 ? [true, false] : [false, true])
        expect(err).not.toMatch(/\n +at |undefined is not|Cannot read/)
      },
    ),
    runs(1_000),
  )
})
