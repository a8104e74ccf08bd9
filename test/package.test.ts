/**
 * What is published, used as a stranger would: packed, installed into an empty folder, run by plain node, compiled by tsc.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets } from './bench/budgets.js'
import { bundle } from './bench/bundle.js'

const root = fileURLToPath(new URL('..', import.meta.url))
let home = ''

const npm = (args: ReadonlyArray<string>, cwd: string): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const node = (...args: ReadonlyArray<string>): string => execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8' })
/** What the compiler says: nothing, if all is well. */
const tsc = (...args: ReadonlyArray<string>): string =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], { cwd: home, encoding: 'utf8' }).stdout
const write = (name: string, text: string): void => {
  writeFileSync(join(home, name), text)
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'glomar-'))
  const packs = join(home, 'packs')
  mkdirSync(packs)
  npm(['pack', '--pack-destination', packs], root)
  // the peers as they are installed here, so that no registry is asked
  for (const peer of ['fp-ts', 'io-ts', 'fast-check', 'pure-rand'])
    npm(['pack', '--ignore-scripts', '--pack-destination', packs, join(root, 'node_modules', peer)], root)
  write('package.json', '{ "name": "stranger", "private": true }')
  npm(['install', '--offline', '--no-audit', '--no-fund', ...readdirSync(packs).map((pack) => join(packs, pack))], home)
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

  test('no entry but the codec loads io-ts, none but the properties fast-check, and nothing deeper can be imported', () => {
    write(
      'loaded.cjs',
      `require('glomar'), require('glomar/testkit'), require('glomar/proof')
       console.log(Object.keys(require.cache).filter((file) => /fp-ts|io-ts|fast-check/.test(file)).length)
       try { require('glomar/dist/index.cjs') } catch (error) { console.log(error.code) }`,
    )
    expect(node('loaded.cjs')).toBe('0\nERR_PACKAGE_PATH_NOT_EXPORTED\n')
  })
})

describe('weight', () => {
  test.each([
    ['decide', 'root size'],
    ['decide and the codecs', 'codec size'],
  ] as const)('%s keeps to its bytes', async (use, budget) => {
    expect((await bundle(use, home)).gzipped).toBeLessThanOrEqual(budgets[budget].meanwhile)
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
    ['NodeNext, ESM', 'consumer.mts', ['--module', 'nodenext']],
    ['NodeNext, CJS', 'consumer.cts', ['--module', 'nodenext']],
    ['bundler', 'consumer.ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('%s', (_name, file, options) => {
    write(file, source)
    expect(
      tsc('--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--skipLibCheck', 'false', ...options, file),
    ).toBe('')
  })
})

test('the tarball holds the built files, the documents and the licence, and no path of this machine', () => {
  const files = readdirSync(join(home, 'node_modules/glomar'), { recursive: true, encoding: 'utf8' }).sort()
  expect(files.filter((file) => !/^(?:dist|docs)/.test(file))).toEqual(['LICENSE', 'README.md', 'package.json'])
  expect(files.filter((file) => file.startsWith('docs/')).every((file) => file.endsWith('.md'))).toBe(true)
  for (const file of files.filter((file) => /^dist\/.*\./.test(file)))
    expect(readFileSync(join(home, 'node_modules/glomar', file), 'utf8')).not.toContain(root)
})
