/**
 * What is published, used as a stranger would: packed, installed into an empty folder, run by plain node, compiled by tsc.
 */
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets, type Budget } from './bench/budgets.js'
import { bundle } from './bench/bundle.js'
import { root, stranger } from './stranger.js'

interface Target {
  readonly types: string
  readonly default: string
}
interface Manifest {
  readonly sideEffects: unknown
  readonly exports: Readonly<Record<string, { readonly import: Target; readonly require: Target } | string>>
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
  typeof target === 'string' ? [] : [[entry, target] as const],
)
const names = entries.map(([entry]) => `glomar${entry.slice(1)}`)

let home = ''
let packs = ''

const node = (...args: ReadonlyArray<string>): string => execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8' })
/** What the compiler says: nothing, if all is well. */
const tsc = (...args: ReadonlyArray<string>): string =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], { cwd: home, encoding: 'utf8' }).stdout
const write = (name: string, text: string): void => {
  writeFileSync(join(home, name), text)
}
const installed = (...path: ReadonlyArray<string>): string => join(home, 'node_modules/glomar', ...path)

beforeAll(() => {
  ;({ home, packs } = stranger())
}, 180_000)

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const use = `
const policy = Policy.of({ call: {} })
const verdict = decide({ method: 'GET', resource: 'call' }, Authn.authenticated(), ...Facts.of({ id: 1 }, () => Permission.denied), policy)
const decoded = codec.Policy.decode({ types: { call: { existence: 'known' } } })
console.log(matrixDiff('a', 'a'), permits(policy).length, verdict.status, JSON.stringify(verdict.body), decoded._tag, codec.report(codec.Policy.decode({ types: { call: { tel: 1 } } }).left)[0])
`
const said =
  ' 0 404 {"type":"about:blank","title":"Not Found","status":404} Right types.call.tel: no such key (only existence, tell, anonymous, concealAs, list, blindAsk)\n'

describe('plain node', () => {
  test('ESM', () => {
    write(
      'use.mjs',
      `import { Authn, decide, Facts, Permission, Policy } from 'glomar'\nimport * as codec from 'glomar/codec'\nimport { permits } from 'glomar/proof'\nimport { matrixDiff } from 'glomar/testkit'\n${use}`,
    )
    expect(node('use.mjs')).toBe(said)
  })

  test('CJS', () => {
    write(
      'use.cjs',
      `const { Authn, decide, Facts, Permission, Policy } = require('glomar')\nconst codec = require('glomar/codec')\nconst { permits } = require('glomar/proof')\nconst { matrixDiff } = require('glomar/testkit')\n${use}`,
    )
    expect(node('use.cjs')).toBe(said)
  })

  test('a policy made by one copy works in the other', () => {
    write(
      'mixed.mjs',
      `import { createRequire } from 'node:module'
       import { Authn, decide, Permission } from 'glomar'
       const { Policy } = createRequire(import.meta.url)('glomar')
       const policy = Policy.of({ call: { existence: 'known', tell: 'missing' } })
       console.log(decide({ method: 'GET', resource: 'call' }, Authn.authenticated(), 'present', Permission.deniedKnown({ missing: ['x'] }), policy).body.missing)`,
    )
    expect(node('mixed.mjs')).toBe("[ 'x' ]\n")
  })

  test('no entry but the codec loads io-ts, and none but the properties fast-check', () => {
    const others = names.filter((name) => name !== 'glomar/codec' && name !== 'glomar/testkit/properties')
    write(
      'loaded.cjs',
      `for (const name of ${JSON.stringify(others)}) require(name)
       console.log(Object.keys(require.cache).filter((file) => /fp-ts|io-ts|fast-check/.test(file)).length)`,
    )
    expect(node('loaded.cjs')).toBe('0\n')
  })

  test('import and require are given the same names by every entry, and no default', () => {
    write(
      'names.mjs',
      `import { createRequire } from 'node:module'
       const require = createRequire(import.meta.url)
       const named = (module) => Object.keys(module).sort()
       for (const name of ${JSON.stringify(names)}) {
         const [imported, required] = [named(await import(name)), named(require(name))]
         const alike = imported.length > 0 && imported.join() === required.join() && !imported.includes('default')
         if (!alike) console.log(name, imported, required)
       }
       console.log('done')`,
    )
    expect(node('names.mjs')).toBe('done\n')
  })

  test('nothing deeper can be imported', () => {
    write(
      'deeper.mjs',
      `for (const path of ['dist/index.js', 'dist/index.cjs', 'src/index.ts', 'domain/Policy', 'engine/table.js'])
         await import('glomar/' + path).catch(({ code }) => console.log(code))`,
    )
    expect(node('deeper.mjs')).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n'.repeat(5))
  })
})

describe.each(entries)('the entry %s', (entry, { import: esm, require: cjs }) => {
  const peers: Readonly<Record<string, ReadonlyArray<string>>> = { './codec': ['io-ts'], './testkit/properties': ['fast-check'] }
  const path = esm.default.replace(/^\.\/dist\/(.*)\.js$/, '$1')

  test('names its types first, for import and for require', () => {
    // in this order: whoever reads it takes the first that fits
    expect(JSON.stringify(manifest.exports[entry])).toBe(
      JSON.stringify({
        import: { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
        require: { types: `./dist/${path}.d.cts`, default: `./dist/${path}.cjs` },
      }),
    )
    expect([esm.types, esm.default, cjs.types, cjs.default].filter((file) => !existsSync(installed(file)))).toEqual([])
  })

  test('is one file, which loads no other but its peer', () => {
    for (const { default: file } of [esm, cjs]) {
      const code = readFileSync(installed(file), 'utf8')
      const loaded = [...code.matchAll(/^(?:import|export)\b.*?\bfrom\s*["'](.+?)["']|\b(?:import|require)\s*\(\s*["'](.+?)["']/gm)]
      expect(loaded.map(([, from, by]) => from ?? by)).toEqual(peers[entry] ?? [])
    }
  })
})

describe('publint', () => {
  const said = async (pkgDir: string): Promise<ReadonlyArray<string>> =>
    (await publint({ pkgDir, strict: true, pack: false })).messages.map(({ code }) => code)

  test('has nothing to say', async () => {
    expect(await said(installed())).toEqual([])
    expect(manifest.sideEffects).toBe(false)
  })

  test('finds a file that is not there', async () => {
    cpSync(installed(), join(home, 'doctored'), { recursive: true })
    rmSync(join(home, 'doctored/dist/index.cjs'))
    expect(await said(join(home, 'doctored'))).toContain('FILE_DOES_NOT_EXIST')
  })
})

describe('are the types wrong', () => {
  const tarball = () => {
    const [file = ''] = readdirSync(packs).filter((name) => name.startsWith('glomar-'))
    return createPackageFromTarballData(readFileSync(join(packs, file)))
  }
  const problems = async (...of: Parameters<typeof checkPackage>): Promise<ReadonlyArray<string>> => {
    const found = await checkPackage(...of)
    if (found.types === false) return ['no types']
    return found.problems.map((problem) =>
      [problem.kind, ...('entrypoint' in problem ? [problem.entrypoint, problem.resolutionKind] : [])].join(' '),
    )
  }

  test('no, under any resolution that reads `exports`', async () => {
    // `node10` does not: the compiler gives it up, and fast-check has no types under it either
    const found = await problems(tarball())
    expect(found.filter((problem) => !/^NoResolution .* node10$/.test(problem))).toEqual([])
  })

  test('yes, if import and require share theirs', async () => {
    const doctored = tarball()
    const read = doctored.readFile.bind(doctored)
    doctored.readFile = (path) => (path.endsWith('glomar/package.json') ? read(path).replaceAll('.d.cts', '.d.ts') : read(path))
    expect(await problems(doctored, { entrypoints: ['.'] })).toContain('FalseESM')
  })
})

describe('weight', () => {
  test.each([
    ['decide', 'root size'],
    ['decide and the codecs', 'codec size'],
  ] as const)('%s keeps to its bytes', async (use, budget) => {
    const { limit, meanwhile = limit }: Budget = budgets[budget]
    expect((await bundle(use, home)).gzipped).toBeLessThanOrEqual(meanwhile)
  })

  test('the root entry is one file, and loads no other', () => {
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
    const { stdout, stderr } = spawnSync(process.execPath, ['files.mjs'], { cwd: home, encoding: 'utf8' })
    const urls = stderr.trim().split('\n')
    expect(urls.map((url) => url.slice(url.lastIndexOf('glomar/')))).toEqual(['glomar/dist/index.js'])
    expect(stdout).toBe('1\n')
  })
})

describe('the same test of a handler, under', () => {
  // what is tested, what is found, and a property: all that differs is how a runner gets its modules
  const body = `
    const store = new Map([['/calls/7', 'john']])
    const careless = ({ path }) => ({ status: store.has(path) ? 403 : 404, headers: {} })
    const careful = () => ({ status: 404, headers: {} })
    const arrange = (send) => ({ hidden: '/calls/7', missing: '/calls/8', send })

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
  const names = {
    'node:assert/strict': 'assert',
    'fast-check': 'fc',
    glomar: '{ decide }',
    'glomar/testkit': '{ leaks, report }',
    'glomar/testkit/properties': '{ absenceEquivalence, sequences }',
  }
  const asEsm = Object.entries(names).map(([from, name]) => `import ${name} from '${from}'`)
  const asCjs = Object.entries(names).map(([from, name]) => `const ${name} = require('${from}')`)
  const runner = (path: string): string => join(root, 'node_modules', path)
  const run = (...args: ReadonlyArray<string>): string => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
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
    expect(run(runner('jest/bin/jest.js'), '--rootDir', home, '--testMatch', '**/runner.jest.cjs')).toMatch(/Tests: +3 passed, 3 total/)
  })
})

describe('TypeScript', () => {
  const source = `
    ${names.map((name, i) => `import * as entry${String(i)} from '${name}'`).join('\n')}
    export const all: ReadonlyArray<object> = [${names.map((_, i) => `entry${String(i)}`).join(', ')}]
    import { Authn, decide, Facts, Permission, Policy, type Refusal } from 'glomar'
    import { Policy as PolicyCodec, report } from 'glomar/codec'
    import { changes, type Answered, type Change } from 'glomar/proof'
    import { leaks, type Leak } from 'glomar/testkit'
    import { absenceEquivalence } from 'glomar/testkit/properties'
    const policy = Policy.of({ call: { existence: 'known' } })
    declare const row: { readonly owner: string } | undefined
    const verdict = decide({ method: 'GET', resource: 'call' }, Authn.anonymous, ...Facts.of(row, (r) => (r.owner === 'me' ? Permission.granted : Permission.denied)), policy)
    export const refusal: Refusal | undefined = verdict._tag === 'Ok' ? undefined : verdict
    // @ts-expect-error a type that the policy does not name
    decide({ method: 'GET', resource: 'cal' }, Authn.anonymous, 'absent', Permission.denied, policy)
    export const found: Promise<ReadonlyArray<Leak>> = leaks({ hidden: '/a', missing: '/b', send: () => refusal ?? { status: 200, headers: {} } })
    export const changed: Answered<Change> = changes(policy, Policy.of({}))
    export const property = absenceEquivalence((...facts) => decide(...facts))
    const decoded = PolicyCodec.decode({})
    export const words: ReadonlyArray<string> = decoded._tag === 'Left' ? report(decoded.left) : []
  `
  test.each([
    ['NodeNext, as ESM and as CommonJS', ['consumer.mts', 'consumer.cts'], ['--module', 'nodenext']],
    ['bundler', ['consumer.ts'], ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('%s', (_name, files, options) => {
    for (const file of files) write(file, source)
    // of the libraries, those that come with the compiler need no checking
    const strictest = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--skipDefaultLibCheck']
    expect(tsc('--noEmit', ...strictest, '--target', 'es2022', ...options, ...files)).toBe('')
  })
})

test('the tarball holds the built files, the documents and the licence, and no path of this machine', () => {
  const files = readdirSync(installed(), { recursive: true, encoding: 'utf8' }).sort()
  expect(files.filter((file) => !/^(?:dist|docs)/.test(file))).toEqual(['LICENSE', 'README.md', 'package.json'])
  expect(files.filter((file) => file.startsWith('docs/')).every((file) => file.endsWith('.md'))).toBe(true)

  const built = files.filter((file) => /^dist\/.*\./.test(file))
  const code = entries.flatMap(([, { import: esm, require: cjs }]) => [esm.default, cjs.default].map((file) => file.slice('./'.length)))
  expect(built.filter((file) => !/\.d\.c?ts$/.test(file))).toEqual(code.sort())
  for (const file of built) expect(readFileSync(installed(file), 'utf8')).not.toContain(root)
})
