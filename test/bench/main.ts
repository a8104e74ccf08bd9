/**
 * `npm run bench`: all parts, or those that are named.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { markdown, verdicts, type Report } from './Report.js'

const parts: Readonly<Record<string, () => Promise<Report>>> = {
  speed: async () => (await import('./speed.js')).speed(),
  growth: async () => (await import('./growth.js')).growth(),
  memory: async () => (await import('./memory.js')).memory(),
  loading: async () => (await import('./loading.js')).loading(),
  size: async () => (await import('./size.js')).size(),
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)

const found: Array<Report> = []
for (const name of wanted) {
  const part = parts[name]
  if (part === undefined) throw new Error(`no part ${name}: ${Object.keys(parts).join(', ')}`)
  const report = await part()
  found.push(report)
  console.log(`## ${name}\n\n${report.tables.map(markdown).join('\n\n')}\n`)
}

const measured = Object.assign({}, ...found.map(({ measured }) => measured)) as Report['measured']
const { table, exceeded } = verdicts(measured)
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version }
console.log(`## verdict\n\n${markdown(table)}\n\n${machine.cpu}, ${String(machine.cores)} cores, Node ${machine.node}`)

const coverage = fileURLToPath(new URL('../../coverage/', import.meta.url))
mkdirSync(coverage, { recursive: true })
writeFileSync(
  `${coverage}bench.json`,
  JSON.stringify({ machine, measured, tables: [...found.flatMap(({ tables }) => tables), table] }, null, 2),
)
process.exitCode = exceeded === 0 ? 0 : 1
