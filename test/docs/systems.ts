/**
 * `docs/systems.md`, written from the systems and by the engine.
 */
import { readFileSync } from 'node:fs'
import { Route, type Permission } from 'glomar'
import type { Answer, Cell, Question, System } from '../systems/System.js'
import { cellsOf, countsOf, systems, wordsCount, type Counts } from '../systems/systems.js'
import { bullets, link, paragraph, table } from './markdown.js'

/** The part of a file of the systems that stands on the page. */
const regionOf = (file: string): string => {
  const text = readFileSync(new URL(`../systems/${file}`, import.meta.url), 'utf8')
  const region = /^\/\/ #region page\n([^]*?)^\/\/ #endregion/m.exec(text)?.[1]
  if (region === undefined) throw new Error(`${file} has no region for the page`)
  return region.replaceAll(/^export /gm, '').trim()
}

const fence = (code: string): string => ['```ts', code, '```'].join('\n')

// ------------------------------------------------------------------ cells

/** The permission by the code that makes it. */
const codeOf = ({ _tag, mayKnow, remedy }: Permission.Permission<string>): string => {
  if (_tag === 'Granted') return mayKnow ? 'grant()' : 'grant({ mayKnow: false })'
  if (remedy !== undefined) return 'deny({ mayKnow: true, missingPermissions })'
  return mayKnow ? 'deny({ mayKnow: true })' : 'deny()'
}

const permissionOf = (permission: Permission.Permission<string>): string => {
  const [above] = permission.ancestors
  const below = above === undefined ? '' : `, below a ${above.resource} that is ${above.state}`
  return `\`${codeOf(permission)}\`${below}`
}

/** In one line: the status, the fields and the body. */
const inWords = ({ status, headers = {}, body }: Answer): string => {
  const fields = Object.entries(headers).map(([name, value]) => `\`${name}: ${value}\``)
  const text =
    body === undefined ? [] : [`\`${typeof body === 'string' ? body : JSON.stringify(body)}\``]
  return [String(status), ...fields, ...text].join('<br>')
}

type Found = ReturnType<typeof cellsOf>[number]

/** What a cell says besides what it is about. Hidden and missing things that are answered alike share a row. */
const restOf = ({ cell, answer, grade }: Found): ReadonlyArray<string> => [
  permissionOf(cell.facts[1]),
  inWords(cell.documented),
  grade === 'exactly' ? grade : `**${grade}**: ${String(answer.status)}`,
  link(new URL(cell.source).host, cell.source),
]

const rowsOf = (system: System, question: Question): ReadonlyArray<ReadonlyArray<string>> => {
  const rows = new Map<string, { who: string; about: Array<string>; rest: ReadonlyArray<string> }>()
  for (const found of cellsOf(system).filter((each) => each.question === question)) {
    const { who, thing, facts } = found.cell
    const rest = restOf(found)
    const key = [who.says, ...rest].join()
    const row = rows.get(key) ?? { who: who.says, about: [], rest }
    row.about.push(`${thing} (${facts[0]})`)
    rows.set(key, row)
  }
  return [...rows.values()].map(({ who, about, rest }) => [who, about.join('<br>'), ...rest])
}

const head = ['who asks', 'about (the state)', 'the permission', 'documented', 'given', 'source']

const questionOf = (system: System, question: Question): string => {
  const { request, where, route } = question
  const line = `\`${request}\`${where === undefined ? '' : ` ${where}`}`
  return [
    `**${line}**, a route \`${Route.Show.show(route)}\`${requirementsOf(route)}:`,
    table(head, rowsOf(system, question)),
  ].join('\n\n')
}

const requirementsOf = ({ requires }: Route.Route): string => {
  const [scopes] = requires.scopes
  if (scopes !== undefined) return ` that requires the scope \`${scopes.join(' ')}\``
  return requires.authenticated ? ' that requires credentials' : ''
}

const whyNot = (system: System): ReadonlyArray<string> => {
  const reasons = cellsOf(system).flatMap(({ cell }: { readonly cell: Cell }) =>
    cell.cannot === undefined ? [] : [`${cell.who.says}: ${cell.cannot}`],
  )
  return reasons.length === 0 ? [] : ['Not given:', bullets([...new Set(reasons)])]
}

const section = (system: System): string =>
  [
    `## ${system.name}`,
    fence(regionOf(system.file)),
    ...system.about.map(paragraph),
    ...system.questions.map((question) => questionOf(system, question)),
    ...whyNot(system),
  ].join('\n\n')

// ------------------------------------------------------------------ the whole

const countsIn = ({ exactly, 'by status only': byStatus, 'not at all': none }: Counts) => [
  String(exactly),
  String(byStatus),
  String(none),
]

const summary = (): string =>
  table(
    ['system', 'exactly', 'by status only', 'not at all'],
    [
      ...systems.map((system) => [
        link(system.name, `#${system.name.toLowerCase().replaceAll(' ', '-')}`),
        ...countsIn(countsOf([system])),
      ]),
      ['all', ...countsIn(countsOf(systems))],
    ],
  )

const opening = `Twelve systems document how they answer. Here is each of them as a policy, a renderer and facts,
with what its documentation says, cell by cell. A cell is one caller, one request and one state of the
thing. Cells with one answer share a row. The tests decide and render every cell.`

const measure = [
  `*Exactly* means: all that the source says of the answer is given. That is the status, and the header
  fields and the body where the source states them. Of a JSON body, these are the members that the
  source states. The order of the parameters of a challenge does not count.`,
  `${String(wordsCount(systems))} of the exact cells want the renderer of the system. The others are exact in the default words, too.`,
  `Nothing here was asked of the systems themselves. It is what the linked pages said when we read them, in
  November 2026. A system can answer otherwise than it documents.`,
  `This library adds \`Cache-Control: no-store\` to every refusal, and a challenge where tokens
  authenticate. No source here forbids these.`,
  `The renderers read the refusal, and the method and the path of the request. Where a cell is a 200, 201 or
  409, the handler answers, after \`Ok\`, \`Empty\` or \`Conflict\`.`,
]

const imports = `import { Policy, type Renderer, type Rendering } from 'glomar'
import * as presets from 'glomar/presets'`

/** The whole page. */
export const systemsPage = (): string =>
  `${[
    '# How GitHub, Amazon S3, Kubernetes and others answer',
    '<!-- Written by `npm run docs` from test/systems; a test fails when the two differ. -->',
    paragraph(opening),
    summary(),
    bullets(measure),
    paragraph(
      `The policies use the ${link('presets', 'presets.md')}. Each section says which facts it wants. The renderers share this:`,
    ),
    fence(`${imports}\n\n${regionOf('System.ts')}`),
    ...systems.map(section),
  ].join('\n\n')}\n`
