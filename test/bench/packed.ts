/**
 * The package as a stranger has it: packed, unpacked into an empty folder, and beside it what it is
 * compared with.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../stranger.js'

const others = ['@casl/ability', 'jose', 'fp-ts', 'io-ts', 'fast-check']

/** Hands the folder over, and removes it afterwards. */
export const packed = async <A>(use: (home: string) => A | Promise<A>): Promise<A> => {
  const home = mkdtempSync(join(tmpdir(), 'glomar-bench-'))
  try {
    const modules = join(home, 'node_modules')
    mkdirSync(join(modules, 'glomar'), { recursive: true })
    const pack = ['pack', '--ignore-scripts', '--pack-destination', home]
    execFileSync('npm', pack, { cwd: root, stdio: 'pipe' })
    const tarball = readdirSync(home).find((file) => file.endsWith('.tgz')) ?? ''
    const into = ['-C', join(modules, 'glomar'), '--strip-components=1']
    execFileSync('tar', ['-xzf', join(home, tarball), ...into])
    for (const other of others) {
      mkdirSync(dirname(join(modules, other)), { recursive: true })
      symlinkSync(join(root, 'node_modules', other), join(modules, other))
    }
    writeFileSync(join(home, 'package.json'), '{ "name": "stranger", "private": true }')
    mkdirSync(join(modules, 'empty'))
    const empty = '{ "name": "empty", "type": "module", "main": "index.js" }'
    writeFileSync(join(modules, 'empty/package.json'), empty)
    writeFileSync(join(modules, 'empty/index.js'), 'export {}\n')
    return await use(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
