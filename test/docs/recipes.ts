/**
 * The recipes of docs/sweep.md that list the routes of an application, as files that run.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './code.js'

/** A fence that begins with the name of a module is a file. */
const modules = (): ReadonlyMap<string, string> =>
  new Map(
    [
      ...readFileSync(join(root, 'docs/sweep.md'), 'utf8').matchAll(
        /^```js\n(\/\/ (\w+)\.js\n[^]*?)^```/gm,
      ),
    ].map(([, code = '', name = '']) => [name, code]),
  )

/** The names of the recipes. */
export const recipes = (): ReadonlyArray<string> => [...modules().keys()]

/**
 * What a recipe prints beside the files of an application, line by line. The folder is below that of
 * the packages that the application needs.
 */
export const routesBy = (
  recipe: string,
  files: Readonly<Record<string, string>>,
  folder = join(root, 'test/.fences/routes', recipe),
): ReadonlyArray<string> => {
  const recipesByName = Object.fromEntries(
    [...modules()].map(([name, code]) => [`${name}.js`, code]),
  )
  rmSync(folder, { recursive: true, force: true })
  const all = { 'package.json': '{"type":"module"}', ...recipesByName, ...files }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return execFileSync(process.execPath, [`${recipe}.js`], { cwd: folder, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
}
