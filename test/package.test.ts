/**
 * What is published, used as a stranger would: packed, installed into an empty folder, run by plain
 * node, compiled by the oldest TypeScript that is supported and by the newest.
 */
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from './bench/bundle.js'
import { fails, limits, type Limit } from './bench/limits.js'
import { root, stranger } from './stranger.js'

interface Target {
  readonly types: string
  readonly default: string
}
interface Both {
  readonly import: Target
  readonly require: Target
}
interface Manifest {
  readonly sideEffects: unknown
  readonly bin: { readonly glomar: string }
  readonly exports: Readonly<Record<string, Both | string>>
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
  typeof target === 'string' ? [] : [[entry, target] as const],
)
const names = entries.map(([entry]) => `glomar${entry.slice(1)}`)

let home = ''
let packs = ''

const node = (...args: ReadonlyArray<string>): string =>
  execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8' })
/** What a compiler of this name says. An empty text, if all is well. */
const tsc = (compiler: string, ...args: ReadonlyArray<string>): string => {
  const bin = join(root, 'node_modules', compiler, 'bin/tsc')
  return spawnSync(process.execPath, [bin, ...args], { cwd: home, encoding: 'utf8' }).stdout
}
const write = (name: string, text: string): void => {
  writeFileSync(join(home, name), text)
}
const installed = (...path: ReadonlyArray<string>): string =>
  join(home, 'node_modules/glomar', ...path)

beforeAll(() => {
  ;({ home, packs } = stranger())
}, 180_000)

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

describe('plain node', () => {
  const use = `
    const policy = Policy.of({ document: {} })
    const route = Route.of({ method: 'GET', resource: 'document' })
    const facts = Facts.of({ id: 1 }, () => Permission.deny())
    const { status, body } = decide(route, Authn.authenticated(), ...facts, policy)
    const decoded = codec.Policy.decode({ types: { document: { tel: 1 } } })
    console.log(matrixDiff('a', 'a'), findings(policy).length, status, JSON.stringify(body))
    console.log(codec.report(decoded.left)[0].split(':')[0])
  `
  const said =
    ' 0 404 {"type":"about:blank","title":"Not Found","status":404}\ntypes.document.tel\n'
  const imported = {
    glomar: '{ Authn, decide, Facts, Permission, Policy, Route }',
    'glomar/analysis': '{ findings }',
    'glomar/testkit': '{ matrixDiff }',
  }

  test('runs the ES modules', () => {
    const lines = Object.entries(imported).map(([from, what]) => `import ${what} from '${from}'`)
    write('use.mjs', [...lines, "import * as codec from 'glomar/codec'", use].join('\n'))
    expect(node('use.mjs')).toBe(said)
  })

  test('runs the CommonJS modules', () => {
    const lines = Object.entries(imported).map(
      ([from, what]) => `const ${what} = require('${from}')`,
    )
    write('use.cjs', [...lines, "const codec = require('glomar/codec')", use].join('\n'))
    expect(node('use.cjs')).toBe(said)
  })

  test('takes the values of either copy in the other', () => {
    write(
      'mixed.mjs',
      `import { createRequire } from 'node:module'
       import * as esm from 'glomar'
       const cjs = createRequire(import.meta.url)('glomar')
       for (const [made, used] of [[esm, cjs], [cjs, esm]]) {
         const { Authn, Facts, Permission, Policy, Route } = made
         const policy = Policy.of({ document: { existence: 'if-may-know' }, folder: {} })
         const route = Route.of({ method: 'GET', resource: 'document', requires: { scopes: ['a'] } })
         const authn = Authn.authenticated({ scopes: ['a'] })
         const folder = Facts.of({}, () => Permission.grant())
         const facts = Facts.of({}, () => Permission.grant(), {
           ancestors: [{ resource: 'folder', facts: folder }],
         })
         const denial = Permission.deny({ mayKnow: true, missingPermissions: ['x'] })
         console.log(
           made.decide !== used.decide,
           used.decide(route, authn, ...facts, policy)._tag,
           used.decide(route, authn, 'present', denial, policy).body.missing_permissions,
           used.explain(route, authn, ...facts, policy).faults,
         )
       }`,
    )
    expect(node('mixed.mjs')).toBe("true Ok [ 'x' ] []\n".repeat(2))
  })

  test('loads io-ts for the codec alone, and fast-check for the properties alone', () => {
    const peers = ['glomar/codec', 'glomar/testkit/properties']
    write(
      'loaded.cjs',
      `for (const name of ${JSON.stringify(names.filter((name) => !peers.includes(name)))})
         require(name)
       const isPeer = (file) => /fp-ts|io-ts|fast-check/.test(file)
       console.log(Object.keys(require.cache).filter(isPeer).length)`,
    )
    expect(node('loaded.cjs')).toBe('0\n')
  })

  test('is given the same names by import and by require, and no default', () => {
    write(
      'names.mjs',
      `import { createRequire } from 'node:module'
       const require = createRequire(import.meta.url)
       const named = (module) => Object.keys(module).sort()
       for (const name of ${JSON.stringify(names)}) {
         const [imported, required] = [named(await import(name)), named(require(name))]
         const alike = imported.length > 0 && imported.join() === required.join()
         if (!alike || imported.includes('default')) console.log(name, imported, required)
       }
       console.log('done')`,
    )
    expect(node('names.mjs')).toBe('done\n')
  })

  test('can import no file by its path', () => {
    write(
      'deeper.mjs',
      `const paths = ['dist/index.js', 'dist/index.cjs', 'src/index.ts', 'domain/Policy', 'engine/judge.js']
       for (const path of paths)
         await import('glomar/' + path).catch(({ code }) => console.log(code))`,
    )
    expect(node('deeper.mjs')).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n'.repeat(5))
  })
})

describe.each(entries)('the entry %s', (entry, { import: esm, require: cjs }) => {
  const peers: Readonly<Record<string, ReadonlyArray<string>>> = {
    './codec': ['io-ts'],
    './testkit/properties': ['fast-check'],
  }
  const path = esm.default.replace(/^\.\/dist\/(.*)\.js$/, '$1')

  test('names its types first, for import and for require', () => {
    // in this order: a resolver takes the first that fits
    expect(JSON.stringify(manifest.exports[entry])).toBe(
      JSON.stringify({
        import: { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
        require: { types: `./dist/${path}.d.cts`, default: `./dist/${path}.cjs` },
      }),
    )
    const files = [esm.types, esm.default, cjs.types, cjs.default]
    expect(files.filter((file) => !existsSync(installed(file)))).toEqual([])
  })

  // no server loads these, and half of them is the same code
  const isTool = /^\.\/(?:analysis|testkit)\b/.test(entry)

  test('is one file, which loads no other but its peer and what tools share', () => {
    // a shortened file has several statements on a line
    const from = /(?:^|;)(?:import|export)\b[^;]*?\bfrom\s*["'](.+?)["']/
    const by = /\b(?:import|require)\s*\(\s*["'`](.+?)["'`]/
    const loads = new RegExp(`${from.source}|${by.source}`, 'gm')
    for (const { default: file } of [esm, cjs]) {
      const loaded = [...readFileSync(installed(file), 'utf8').matchAll(loads)]
      const names = loaded.map(([, from, by]) => from ?? by)
      const isShared = (name = ''): boolean => isTool && /^(?:\.\.\/)+shared\//.test(name)
      expect(names.filter((name) => !isShared(name))).toEqual(peers[entry] ?? [])
    }
  })
})

describe('publint', () => {
  const said = async (pkgDir: string): Promise<ReadonlyArray<string>> =>
    (await publint({ pkgDir, strict: true, pack: false })).messages.map(({ code }) => code)

  test('finds no fault with the package', async () => {
    expect(await said(installed())).toEqual([])
    expect(manifest.sideEffects).toBe(false)
  })

  test('finds a file that is missing', async () => {
    cpSync(installed(), join(home, 'doctored'), { recursive: true })
    rmSync(join(home, 'doctored/dist/index.cjs'))
    expect(await said(join(home, 'doctored'))).toContain('FILE_DOES_NOT_EXIST')
  })
})

describe('“are the types wrong?”', () => {
  const tarball = () => {
    const [file = ''] = readdirSync(packs).filter((name) => name.startsWith('glomar-'))
    return createPackageFromTarballData(readFileSync(join(packs, file)))
  }
  const problems = async (
    ...of: Parameters<typeof checkPackage>
  ): Promise<ReadonlyArray<string>> => {
    const found = await checkPackage(...of)
    if (found.types === false) return ['no types']
    return found.problems.map((problem) =>
      'entrypoint' in problem
        ? `${problem.kind} ${problem.entrypoint} ${problem.resolutionKind}`
        : problem.kind,
    )
  }

  test('says no, under any resolution that reads `exports`', async () => {
    // `node10` does not read it, and fast-check has no types under it either
    const found = await problems(tarball())
    expect(found.filter((problem) => !/^NoResolution .* node10$/.test(problem))).toEqual([])
  })

  test('says yes, if import and require share their types', async () => {
    const doctored = tarball()
    const read = doctored.readFile.bind(doctored)
    doctored.readFile = (path) => {
      const text = read(path)
      return path.endsWith('glomar/package.json') ? text.replaceAll('.d.cts', '.d.ts') : text
    }
    expect(await problems(doctored, { entrypoints: ['.'] })).toContain('FalseESM')
  })
})

describe('an application', () => {
  test.each([
    ['`decide`, the constructors and a policy', limits.root],
    ['the same as the first, and the codecs', limits.codec],
  ] as const)('pays few bytes for %s', async (use, limit: Limit) => {
    expect(fails(limit, (await bundle(use, home)).gzipped)).toBe(false)
  })

  test('loads one file for the root entry', () => {
    write(
      'files.mjs',
      `import { createRequire, register } from 'node:module'
       const load = (url, context, next) => (process._rawDebug(url), next(url, context))
       register('data:text/javascript,' + encodeURIComponent('export const load = ' + load))
       await import('glomar')
       const require = createRequire(import.meta.url)
       require('glomar')
       console.log(Object.keys(require.cache).length)`,
    )
    const options = { cwd: home, encoding: 'utf8' } as const
    const { stdout, stderr } = spawnSync(process.execPath, ['files.mjs'], options)
    const urls = stderr.trim().split('\n')
    const loaded = urls.map((url) => url.slice(url.lastIndexOf('glomar/')))
    expect(loaded).toEqual(['glomar/dist/index.js'])
    expect(stdout).toBe('1\n')
  })
})

describe('the same test of a handler runs under', () => {
  // a handler is tested, a leak is found, and a law is a property: under each runner alike
  const body = `
    const store = new Map([['/documents/7', 'john']])
    const careless = ({ path }) => ({ status: store.has(path) ? 403 : 404, headers: {} })
    const careful = () => ({ status: 404, headers: {} })
    const arrange = (send) => ({ hidden: '/documents/7', missing: '/documents/8', send })

    test('a leak is found, and reported', async () => {
      assert.match(report(await leaks(arrange(careless))), /status 403 against 404/)
    })
    test('a handler that answers alike passes', async () => {
      assert.equal(report(await leaks(arrange(careful))), '')
      await fc.assert(sequences(() => arrange(careful)), { numRuns: 10 })
    })
    test('a law is a property, with a seed and a number of runs of your own', () => {
      fc.assert(absenceEquivalence(decide), { seed: 7, numRuns: 100 })
    })
  `
  const imported = Object.entries({
    'node:assert/strict': 'assert',
    'fast-check': 'fc',
    glomar: '{ decide }',
    'glomar/testkit': '{ leaks, report }',
    'glomar/testkit/properties': '{ absenceEquivalence, sequences }',
  })
  const asEsm = imported.map(([from, name]) => `import ${name} from '${from}'`)
  const asCjs = imported.map(([from, name]) => `const ${name} = require('${from}')`)
  const runner = (path: string): string => join(root, 'node_modules', path)
  const run = (...args: ReadonlyArray<string>): string => {
    const env = { ...process.env, NO_COLOR: '1' }
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: home,
      encoding: 'utf8',
      env,
    })
    return stdout + stderr
  }

  test('node:test', () => {
    write('runner.node.mjs', [...asEsm, "import { test } from 'node:test'", body].join('\n'))
    expect(run('--test', '--test-reporter=tap', 'runner.node.mjs')).toMatch(/# pass 3\n# fail 0/)
  })

  test('vitest', () => {
    write('runner.test.mjs', [...asEsm, "import { test } from 'vitest'", body].join('\n'))
    symlinkSync(runner('vitest'), join(home, 'node_modules/vitest'))
    expect(run(runner('vitest/vitest.mjs'), 'run', '--root', home)).toMatch(/Tests +3 passed/)
  })

  test('jest', () => {
    write('runner.jest.cjs', [...asCjs, body].join('\n'))
    const args = ['--rootDir', home, '--testMatch', '**/runner.jest.cjs']
    expect(run(runner('jest/bin/jest.js'), ...args)).toMatch(/Tests: +3 passed, 3 total/)
  })
})

describe.each([
  ['TypeScript 5.4', 'typescript54'],
  ['the newest TypeScript', 'typescript'],
])('%s', (_name, compiler) => {
  // of the libraries, those that come with the compiler need no checking
  const strictest = [
    ...['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022'],
    ...['--skipLibCheck', 'false', '--skipDefaultLibCheck'],
  ]
  const nodeNext = ['--module', 'nodenext']

  const source = `
    ${names.map((name, i) => `import * as entry${String(i)} from '${name}'`).join('\n')}
    export const all: ReadonlyArray<object> = [${names.map((_, i) => `entry${String(i)}`).join()}]
    import { Authn, decide, Facts, Permission, Policy, type Refusal } from 'glomar'
    import { diff, type Diff } from 'glomar/analysis'
    import { Policy as PolicyCodec, report } from 'glomar/codec'
    import { leaks, type Leak } from 'glomar/testkit'
    import { absenceEquivalence } from 'glomar/testkit/properties'

    const policy = Policy.of({ document: { existence: 'if-may-know' } })
    declare const row: { readonly owner: string } | undefined
    const facts = Facts.of(row, ({ owner }) =>
      owner === 'me' ? Permission.grant() : Permission.deny(),
    )
    const verdict = decide({ method: 'GET', resource: 'document' }, Authn.anonymous, ...facts, policy)
    export const refusal: Refusal | undefined = verdict._tag === 'Ok' ? undefined : verdict
    // @ts-expect-error a type that the policy does not name
    decide({ method: 'GET', resource: 'docment' }, Authn.anonymous, ...facts, policy)

    const send = () => refusal ?? { status: 200, headers: {} }
    export const found: Promise<ReadonlyArray<Leak>> = leaks({ hidden: '/a', missing: '/b', send })
    export const changed: Diff = diff(policy, Policy.of({}))
    export const property = absenceEquivalence(decide)
    const decoded = PolicyCodec.decode({})
    export const words: ReadonlyArray<string> =
      decoded._tag === 'Left' ? report(decoded.left) : []
  `

  test.each([
    ['NodeNext, as ESM and as CommonJS', ['consumer.mts', 'consumer.cts'], nodeNext],
    ['bundler', ['consumer.ts'], ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('compiles what uses every entry: %s', (_resolution, files, options) => {
    for (const file of files) write(file, source)
    expect(tsc(compiler, ...strictest, ...options, ...files)).toBe('')
  })

  test('takes the values of either copy in the other', () => {
    const mode = (name: string): string => `{ with: { 'resolution-mode': '${name}' } }`
    const copies = Object.entries({ imported: 'import', required: 'require' }).flatMap(
      ([name, by]) => [
        `declare const ${name}: typeof import('glomar', ${mode(by)})`,
        `declare const ${name}By: typeof import('glomar/enforce', ${mode(by)})`,
      ],
    )
    const uses = (of: string, by: string): string => `{
      const { Authn, Facts, Permission, Policy, Route } = ${of}
      const policy = Policy.of({ document: { existence: 'if-may-know' }, folder: {} })
      const route = Route.of({ method: 'GET', resource: 'document' })
      const folder = Facts.of({}, () => Permission.grant())
      const facts = Facts.of({}, () => Permission.grant(), {
        references: [{ resource: 'folder', facts: folder }],
      })
      const verdict = ${by}.decide(route, Authn.anonymous, ...facts, policy)
      const tag: 'Ok' | 'Unauthenticated' | 'Forbidden' | 'NotFound' | 'UnresolvedReference' =
        verdict._tag
      void tag
      void ${by}.explain(route, Authn.anonymous, ...facts, policy)
      void ${by}.Permission.allOf(Permission.grant(), ${by}.Permission.deny())
      void ${by}.Policy.combine(policy, ${by}.Policy.of({ user: {} }))
      void ${by}By.enforce({
        route,
        policy,
        authenticate: () => ({ authn: Authn.anonymous }),
        lookUp: () => ({ id: 1 }),
        authorize: () => Permission.grant(),
        audit: () => undefined,
        handle: ({ id }) => id,
      })
      // @ts-expect-error a copy of a permission was not made
      ${by}.decide(route, Authn.anonymous, 'present', { ...Permission.deny(), mayKnow: true }, policy)
      // @ts-expect-error neither was a copy of a caller
      ${by}.decide(route, { ...Authn.anonymous }, 'present', Permission.deny(), policy)
      // @ts-expect-error nor a copy of a policy
      ${by}.decide(route, Authn.anonymous, 'present', Permission.deny(), { ...policy })
    }`
    const pairs = [uses('imported', 'required'), uses('required', 'imported')]
    write('mixed.mts', [...copies, ...pairs, 'export {}'].join('\n'))
    expect(tsc(compiler, ...strictest, ...nodeNext, 'mixed.mts')).toBe('')
  })
})

test('the tarball holds the built files, the documents and the licence, and no absolute path', () => {
  const files = readdirSync(installed(), { recursive: true, encoding: 'utf8' }).sort()
  const others = files.filter((file) => !/^(?:dist|docs)/.test(file))
  expect(others).toEqual(['LICENSE', 'README.md', 'package.json'])
  const documents = files.filter((file) => file.startsWith('docs/'))
  expect(documents.every((file) => /\.(?:md|svg)$/.test(file))).toBe(true)

  const built = files.filter((file) => /^dist\/.*\./.test(file))
  const code = entries.flatMap(([, { import: esm, require: cjs }]) =>
    [esm.default, cjs.default].map((file) => file.slice('./'.length)),
  )
  const beside = [
    'dist/cli/LICENSES.txt',
    'dist/cli/main.js',
    'dist/policy.schema.json',
    'dist/sweep.schema.json',
  ]
  const isOther = (file: string): boolean => !/\.d\.c?ts$|^dist\/shared\/\w+\.c?js$/.test(file)
  expect(built.filter(isOther).sort()).toEqual([...code, ...beside].sort())
  for (const file of built) expect(readFileSync(installed(file), 'utf8')).not.toContain(root)
})

test('the tarball has fewer than 900,000 bytes, and an installation pulls in nothing new', () => {
  const [file = ''] = readdirSync(packs).filter((name) => name.startsWith('glomar-'))
  expect(statSync(join(packs, file)).size).toBeLessThan(900_000)
  const { dependencies, peerDependencies } = manifest as Manifest & Record<string, object>
  expect([dependencies, Object.keys(peerDependencies ?? {})]).toEqual([
    undefined,
    ['fast-check', 'fp-ts', 'io-ts'],
  ])
})

describe('what is built', () => {
  const files = (ending: RegExp): ReadonlyArray<string> =>
    readdirSync(installed('dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      ending.test(file),
    )
  const read = (file: string): string => readFileSync(installed('dist', file), 'utf8')

  test('has its docstrings in the declarations, and none in the code', () => {
    const withDocstrings = files(/\.c?js$/).filter((file) => /\/\*\*\s/.test(read(file)))
    expect(withDocstrings).toEqual([])
    for (const file of ['index.d.ts', 'index.d.cts', 'engine/decide.d.ts', 'engine/decide.d.cts'])
      expect(read(file)).toMatch(/\/\*\*\n/)
    expect(read('engine/decide.d.ts')).toContain('@returns')
  })

  test('declares what entries lead to, and nothing that only code leads to', () => {
    expect(files(/^engine\/judge\.d\.ts$/)).toHaveLength(1)
    expect(read('engine/judge.d.ts')).toMatch(/^export type Row = /m)
    expect(read('engine/judge.d.ts')).not.toContain('judge:')
    expect(files(/^lib\/promise\.d\.ts$/)).toEqual([])
  })

  test('tells bundlers what they may drop', () => {
    expect(read('index.js')).toContain('__PURE__')
  })

  test('says whose work the command holds', () => {
    const licences = read('cli/LICENSES.txt')
    for (const name of ['@scalar/openapi-parser', 'commander', 'fp-ts', 'io-ts', 'yaml'])
      expect(licences).toMatch(new RegExp(`^${name}\n\n.*\\b(?:MIT|ISC|Copyright)\\b`, 'ms'))
  })
})

describe('the command', () => {
  const yaml = 'version: 1\ntypes:\n  invoice: { existence: authenticated }\n'
  const facts = {
    route: { method: 'GET', resource: 'invoice' },
    authn: { _tag: 'Anonymous' },
    facts: { state: 'absent', permission: { _tag: 'Denied', mayKnow: false } },
  }
  /** A folder with the package, and with nothing else. */
  let alone = ''

  const glomar = (...args: ReadonlyArray<string>) => glomarIn(process.env, ...args)

  const glomarIn = (env: NodeJS.ProcessEnv, ...args: ReadonlyArray<string>) => {
    const main = join(alone, 'node_modules/glomar', manifest.bin.glomar)
    const options = { cwd: alone, encoding: 'utf8', input: '', env } as const
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], options)
    return { status, stdout, stderr }
  }

  beforeAll(() => {
    alone = mkdtempSync(join(tmpdir(), 'glomar-alone-'))
    cpSync(installed(), join(alone, 'node_modules/glomar'), { recursive: true })
    writeFileSync(join(alone, 'open.yaml'), yaml)
    writeFileSync(join(alone, 'strict.yaml'), 'version: 1\ntypes: { invoice: {} }\n')
    writeFileSync(join(alone, 'facts.json'), JSON.stringify(facts))
    writeFileSync(join(alone, 'huge.yaml'), '')
    truncateSync(join(alone, 'huge.yaml'), 50_000_000)
    writeFileSync(join(alone, 'binary'), Uint8Array.of(0x1f, 0x8b, 8, 0xff))
  })
  afterAll(() => {
    rmSync(alone, { recursive: true, force: true })
  })

  test('is installed under its name', () => {
    write('open.yaml', yaml)
    const bin = join(home, 'node_modules/.bin/glomar')
    const { status, stdout } = spawnSync(bin, ['check', 'open.yaml'], {
      cwd: home,
      encoding: 'utf8',
    })
    expect([status, stdout.split('\n')[0]]).toEqual([1, 'open.yaml tells more than it expects.'])
  })

  test.each([
    [['show', 'open.yaml'], 0, /^type +request/],
    [['check', 'open.yaml'], 1, /^open.yaml tells more than it expects\.\n/],
    [['check', 'strict.yaml'], 0, /^strict.yaml tells visitors and strangers nothing\.\n/],
    [['diff', 'strict.yaml', 'open.yaml'], 1, /^The new policy discloses more\.\n/],
    [['diff', 'open.yaml', 'strict.yaml', '--json'], 0, /^\{\n {2}"disclosesMore": false/],
    [['explain', 'facts.json', '--policy', 'open.yaml'], 0, /^401 Unauthenticated/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
  ])('runs without any other package: %j', (args, code, said) => {
    const { status, stdout, stderr } = glomar(...args)
    expect([status, stderr]).toEqual([code, ''])
    expect(stdout).toMatch(said)
    expect(stdout).not.toContain('\u001b')
  })

  test.each([
    [['show', 'nope.yaml'], 'nope.yaml does not exist'],
    [['show', '.'], '. is a folder'],
    [['check', 'huge.yaml'], 'huge.yaml is larger than 10 MB'],
    [['check', '/dev/zero'], '/dev/zero is larger than 10 MB'],
    [['check', 'binary'], 'binary is no text in UTF-8'],
    [['explain'], 'the standard input is empty'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['show', '--frobnicate', 'open.yaml'], "unknown option '--frobnicate'"],
  ])('says why it cannot run: %j', (args, said) => {
    const { status, stdout, stderr } = glomar(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test('writes a first configuration of a sweep, and sweeps the example application', async () => {
    const examples = join(root, 'docs/examples')
    cpSync(join(examples, 'openapi.yaml'), join(alone, 'openapi.yaml'))
    const { status, stdout } = glomar('sweep', '--init', 'openapi.yaml')
    expect(status).toBe(0)
    expect(stdout).toContain('in: ["/users/{phone}/calls/{id}", "/calls/{id}"]')

    const command = ['--import', 'tsx', join(examples, 'main.ts'), '--serve']
    const server = spawn(process.execPath, command, { cwd: root })
    try {
      const said = await new Promise<string>((resolve, reject) => {
        let output = ''
        server.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          if (output.includes('export TARA_TOKEN=') && output.endsWith('\n\n')) resolve(output)
        })
        server.on('exit', () => {
          reject(new Error(output))
        })
      })
      const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
      const tokens = Object.fromEntries(
        [...said.matchAll(/^export (\w+)=(.*)$/gm)].map(
          ([, name = '', value = '']) => [name, value] as const,
        ),
      )
      const config = readFileSync(join(examples, 'sweep.yaml'), 'utf8')
        .replace('http://127.0.0.1:3000', origin)
        .concat('questions: declared\n')
      writeFileSync(join(alone, 'sweep.yaml'), config)
      // whoever may not know of a call can tell it from a missing one: the policy says so
      writeFileSync(
        join(alone, 'wrong.yaml'),
        config.replaceAll('entitled: [john, emma, tara]', 'entitled: [john]'),
      )
      const sweep = (file: string) => glomarIn({ ...process.env, ...tokens }, 'sweep', file)
      const [clean, told] = [sweep('sweep.yaml'), sweep('wrong.yaml')]
      expect([clean.status, clean.stdout.split('\n')[0]]).toEqual([0, `${origin}: no finding.`])
      expect(clean.stdout).toContain('Covered: 100 % of the routes and callers')
      expect(told.status).toBe(1)
      expect(told.stdout).toContain(
        'existence: GET /calls/{id}\n  tara can tell that a hidden call exists.',
      )
    } finally {
      server.kill('SIGTERM')
    }
  })

  test('ends quietly, with its exit code, where nobody reads on', () => {
    const types = Array.from(
      { length: 5_000 },
      (_, i) => `  t${String(i)}: { existence: public }\n`,
    )
    writeFileSync(join(alone, 'many.yaml'), `version: 1\ntypes:\n${types.join('')}`)
    const main = join(alone, 'node_modules/glomar', manifest.bin.glomar)
    const pipe = `"${process.execPath}" "${main}" check many.yaml | head -c 10; code=\${PIPESTATUS[0]}; echo; echo \$code`
    const done = spawnSync('bash', ['-c', pipe], { cwd: alone, encoding: 'utf8' })
    expect([done.stdout, done.stderr]).toEqual(['many.yaml \n1\n', ''])
  })

  test('says that its result cannot be written', () => {
    const main = join(alone, 'node_modules/glomar', manifest.bin.glomar)
    const full = `"${process.execPath}" "${main}" show open.yaml > /dev/full`
    const done = spawnSync('bash', ['-c', full], { cwd: alone, encoding: 'utf8' })
    expect([done.status, done.stderr.split(' (')[0]]).toEqual([
      2,
      'glomar: the result cannot be written',
    ])
  })
})

test('the schema of policy files can be imported', () => {
  write(
    'schema.cjs',
    `const schema = require('glomar/policy.schema.json')
     console.log(Object.keys(schema.properties).join())`,
  )
  expect(node('schema.cjs')).toBe('$schema,version,types,service,expect\n')
})
