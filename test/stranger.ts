/**
 * The package as a stranger has it: packed, and installed with its peers into an empty folder.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const npm = (args: ReadonlyArray<string>, cwd: string): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

export interface Stranger {
  /** The folder, for the caller to remove. */
  readonly home: string
  /** Where the tarballs are: `glomar-….tgz`, and those of the peers. */
  readonly packs: string
}

export const stranger = (): Stranger => {
  const home = mkdtempSync(join(tmpdir(), 'glomar-'))
  const packs = join(home, 'packs')
  mkdirSync(packs)
  npm(['pack', '--pack-destination', packs], root)
  // the peers as they are installed here, so that no registry is asked
  const peers = ['fp-ts', 'io-ts', 'fast-check', 'pure-rand'].map((peer) =>
    join(root, 'node_modules', peer),
  )
  npm(['pack', '--ignore-scripts', '--pack-destination', packs, ...peers], root)
  writeFileSync(join(home, 'package.json'), '{ "name": "stranger", "private": true }')
  npm(
    [
      'install',
      '--offline',
      '--no-audit',
      '--no-fund',
      ...readdirSync(packs).map((pack) => join(packs, pack)),
    ],
    home,
  )
  return { home, packs }
}
