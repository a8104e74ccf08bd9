/**
 * The package as a stranger has it: packed, unpacked into an empty folder, its peers and what it is compared with beside it.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Gives the folder to `use`, and removes it. */
export const packed = async <A>(others: ReadonlyArray<string>, use: (home: string) => A | Promise<A>): Promise<A> => {
  const home = mkdtempSync(join(tmpdir(), 'glomar-bench-'))
  try {
    const modules = join(home, 'node_modules')
    mkdirSync(join(modules, 'glomar'), { recursive: true })
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', home], { cwd: root, stdio: 'pipe' })
    const tarball = readdirSync(home).find((file) => file.endsWith('.tgz')) ?? ''
    execFileSync('tar', ['-xzf', join(home, tarball), '-C', join(modules, 'glomar'), '--strip-components=1'])
    for (const other of others) {
      mkdirSync(dirname(join(modules, other)), { recursive: true })
      symlinkSync(join(root, 'node_modules', other), join(modules, other))
    }
    writeFileSync(join(home, 'package.json'), '{ "name": "stranger", "private": true }')
    mkdirSync(join(modules, 'empty'))
    writeFileSync(join(modules, 'empty/package.json'), '{ "name": "empty", "type": "module", "main": "index.js" }')
    writeFileSync(join(modules, 'empty/index.js'), 'export {}\n')
    return await use(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
