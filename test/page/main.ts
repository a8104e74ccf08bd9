/**
 * The page that a sweep writes, in a real Chromium: on a phone and on a desk, light and dark. axe finds
 * no violation, no page is wider than its screen, and nothing is fetched or run.
 *
 * `npm run test:page -- FOLDER` leaves a picture of each in a folder, for people to look at.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from '../installed.js'
import { asPage } from '../../src/cli/sweep/asPage.js'
import { clean, full } from './results.js'

const here = fileURLToPath(new URL('.', import.meta.url))
installed(here, '--ignore-scripts')

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
if (chromium === undefined) {
  console.error('Chromium is missing, and this script looks at the page in a real one:')
  console.error('  Debian and Ubuntu  apt-get install chromium')
  console.error('0 passed, 1 failed')
  process.exit(1)
}

/** As much of Playwright as is used here. Its types are not there for `npm test`. */
interface Page {
  setContent(html: string): Promise<void>
  evaluate(script: string): Promise<unknown>
  screenshot(options: { readonly path: string; readonly fullPage: true }): Promise<unknown>
  on(event: 'request', listener: (request: { url(): string }) => void): void
  on(event: 'dialog', listener: (dialog: { dismiss(): Promise<void> }) => void): void
  close(): Promise<void>
}
interface Browser {
  newPage(options: object): Promise<Page>
  version(): string
  close(): Promise<void>
}
const load = createRequire(import.meta.url)
const playwright = load('playwright-core') as {
  readonly chromium: { launch(options: object): Promise<Browser> }
}
const axe = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8')

/** What axe says of one rule that is broken. */
interface Violation {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary: string }>
}

const widths = [390, 1_280]
const schemes = ['light', 'dark'] as const
const results = { full, clean }
const [, , folder] = process.argv

const browser = await playwright.chromium.launch({
  executablePath: chromium,
  args: ['--no-sandbox'],
})
console.log(`Chromium ${browser.version()}`)

/** Everything that is wrong with the page as it is shown. */
const wrongWith = async (html: string, page: Page, width: number, picture: string) => {
  const disturbances: Array<string> = []
  page.on('request', (request) => disturbances.push(`fetches ${request.url()}`))
  page.on('dialog', (dialog) => {
    disturbances.push('runs a script')
    void dialog.dismiss()
  })
  await page.setContent(html)
  if (folder !== undefined) await page.screenshot({ path: join(folder, picture), fullPage: true })
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
  await page.evaluate(axe)
  const { violations } = (await page.evaluate('axe.run()')) as {
    readonly violations: ReadonlyArray<Violation>
  }
  return [
    ...disturbances,
    ...(wide > width ? [`is ${String(wide)} pixels wide`] : []),
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html: element, failureSummary }) => `${id}: ${element}\n${failureSummary}`),
    ),
  ]
}

/** A page that is wrong in every way that is looked for: a script, an address, a width, a contrast. */
const wrongPage = `<p style="color: #aaa; width: 2000px">Faint</p><img src="http://127.0.0.1:9/x">
  <script>alert(1)</script>`

let passed = 0
let failed = 0
const report = (title: string, wrong: ReadonlyArray<string>): void => {
  passed += wrong.length === 0 ? 1 : 0
  failed += wrong.length === 0 ? 0 : 1
  console.log(`${wrong.length === 0 ? 'ok    ' : 'FAILED'}  ${title}`)
  for (const each of wrong) console.log(`        ${each}`)
}

try {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
  const found = (await wrongWith(wrongPage, page, 390, 'wrong.png')).join('\n')
  await page.close()
  report(
    'a page that is wrong is found',
    [/^fetches http/m, /^runs a script$/m, /^is \d+ pixels wide$/m, /^color-contrast/m].flatMap(
      (sign) => (sign.test(found) ? [] : [`does not find ${String(sign)}`]),
    ),
  )
  for (const [name, result] of Object.entries(results))
    for (const width of widths)
      for (const colorScheme of schemes) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
        const title = `the ${name} page, ${String(width)} pixels wide, ${colorScheme}`
        const picture = `${name}-${String(width)}-${colorScheme}.png`
        report(title, await wrongWith(asPage(result), page, width, picture))
        await page.close()
      }
} finally {
  await browser.close()
}
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1
