/**
 * The documents run: their fences are compiled and executed, their links lead somewhere.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Authn, decide, Disclosure, Permission, Policy, type ResourceState } from 'glomar'
import { describe, expect, test } from 'vitest'
import { asserting, programOf, root, saidOf, writeModules } from './code.js'

const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const documents = ['README.md', ...pages.map((name) => `docs/${name}`)]
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

const fences = (text: string, language: string): ReadonlyArray<string> =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  )

// all fences of a document are one module, so that a later one may build on an earlier one
const modules = documents.flatMap((name) => {
  const code = fences(read(name), 'ts')
  if (code.length === 0) return []
  const file = join(root, 'test/.fences', `${name.replaceAll(/\W/g, '-')}.ts`)
  return [{ name, file, code: code.map(asserting).join('\n') }]
})

writeModules(modules)

describe('fences', () => {
  test('those of the README are found', () => {
    expect(modules.map(({ name }) => name)).toContain('README.md')
  })

  test('an arrow is an assertion, on its line or below it', () => {
    expect(asserting('a // → 1\nb(2)\n// → {\n//     c: 3,\n//   }\n')).toBe(
      'assert.deepStrictEqual(a, 1)\nassert.deepStrictEqual(b(2), {\n    c: 3,\n  })\n',
    )
  })

  test('fences compile', () => {
    expect(saidOf(programOf(modules.map(({ file }) => file)))).toEqual([])
  })

  test.each(modules)('the fences of $name run', async ({ file }) => {
    await import(/* @vite-ignore */ file)
  })

  test.each(documents)('the commands in %s name scripts that exist', (name) => {
    const { scripts } = JSON.parse(read('package.json')) as {
      readonly scripts: Readonly<Record<string, string>>
    }
    for (const command of fences(read(name), 'sh')
      .join('\n')
      .matchAll(/npm (?:run )?([\w:-]+)/g)) {
      expect([...Object.keys(scripts), 'ci', 'install']).toContain(command[1])
    }
  })
})

describe('the table of the README', () => {
  const seen = (
    authn: Authn.Authn,
    state: ResourceState,
    p: Permission.Permission,
    policy: Policy.Policy,
  ) => {
    const verdict = decide({ method: 'DELETE', resource: 'document' }, authn, state, p, policy)
    if (!('status' in verdict)) return verdict._tag
    return `${String(verdict.status)}${verdict.code === 'does-not-exist' ? '*' : ''}`
  }

  test.each(Disclosure.knobs.existence)('its row of %s is what callers see', (existence) => {
    const policy = Policy.of({ document: { existence } })
    const sees = (authn: Authn.Authn, permission: Permission.Permission) =>
      [
        seen(authn, 'present', permission, policy),
        seen(authn, 'absent', Permission.deny(), policy),
      ].join(' / ')
    const emma = Authn.authenticated()
    const row = new RegExp(`^\\| \`${existence}\` \\|[^|]+\\| (.*) \\|$`, 'm').exec(
      read('README.md'),
    )
    expect(row?.[1]?.split(' | ')).toEqual([
      sees(emma, Permission.deny({ mayKnow: true })),
      sees(emma, Permission.deny()),
      sees(Authn.anonymous, Permission.deny()),
    ])
  })
})

test.each(documents)('the links and the files named in %s exist', (name) => {
  const text = read(name).replaceAll(/^```[^]*?^```/gm, '')
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(
    ([, path = '', anchor]) => ({
      file: path === '' ? join(root, name) : resolve(root, dirname(name), path),
      anchor,
    }),
  )
  const named = [...text.matchAll(/`((?:src|test|docs)\/[\w./-]+\.\w+)`/g)]
  const files = named.map(([, path = '']) => ({ file: join(root, path), anchor: undefined }))
  const missing = [...links, ...files].filter(
    ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !hasHeading(file, anchor)),
  )
  expect(missing).toEqual([])
})

/** Whether a page has a heading that its renderer makes this anchor of. */
const hasHeading = (file: string, anchor: string): boolean =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].some(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-') === anchor,
  )
