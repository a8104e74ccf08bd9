/**
 * Packages that a script needs and `npm test` does not: they stand in a folder of their own.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Installs what the lock file of a folder names, unless it was installed since. */
export const installed = (folder: string, ...flags: ReadonlyArray<string>): void => {
  const lock = join(folder, 'package-lock.json')
  const lockOfInstalled = join(folder, 'node_modules/.package-lock.json')
  if (existsSync(lockOfInstalled) && statSync(lockOfInstalled).mtimeMs >= statSync(lock).mtimeMs)
    return
  execFileSync('npm', ['ci', ...flags], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}
