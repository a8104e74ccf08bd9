/**
 * `docs/presets.md`, written from the presets, from what is known of them, and by the analysis.
 */
import { decide, Policy } from 'glomar'
import { asMarkdown, whoSeesWhat, type Cell } from 'glomar/analysis'
import * as presets from 'glomar/presets'
import {
  about,
  permissions,
  rows,
  seenUnder,
  type AboutPreset,
  type Code,
  type Name,
  type Warning,
} from '../presets/presets.js'
import { bullets, link, paragraph, table } from './markdown.js'

const code = (text: string): string => `\`${text}\``

const literal = (name: Name): string => {
  const knobs = Object.entries(presets[name]).map(([knob, value]) => `${knob}: '${value}'`)
  return knobs.length === 0 ? '{}' : `{ ${knobs.join(', ')} }`
}

/** An item and a list have columns of their own where they are answered otherwise. */
const tableOf = (name: Name): string => {
  const seen = seenUnder(name)
  const head = seen.flatMap(({ requests }) =>
    seen.length === 1
      ? ['it exists', 'it does not']
      : [`${requests.join()}: it exists`, `${requests.join()}: it does not`],
  )
  const words = ({ exists, missing }: Cell) => [exists.word, missing.word]
  const body = rows.map((row, i) => [
    row.name,
    code(row.code),
    ...seen.flatMap(({ cells }) => words(cells[i] as Cell)),
  ])
  return table(['who', 'permission', ...head], body)
}

const answer = (name: Name, permission: Code, { route, authn, state }: Warning): string => {
  const policy: Policy.Policy = Policy.of({ document: presets[name] })
  const verdict = decide(route, authn, state, permissions[permission], policy)
  if (!('status' in verdict)) return verdict._tag.toLowerCase()
  return `${String(verdict.status)}${verdict.code === 'does-not-exist' ? '*' : ''}`
}

const warningsOf = ({ name, warnings }: AboutPreset): ReadonlyArray<string> =>
  warnings.length === 0
    ? []
    : [
        table(
          ['the request', 'with', 'the answer', 'with', 'the answer'],
          warnings.map((warning) => [
            warning.when,
            ...[warning.wanted, warning.otherwise].flatMap((permission) => [
              code(permission),
              answer(name, permission, warning),
            ]),
          ]),
        ),
      ]

const documentedOf = ({ documented }: AboutPreset): string =>
  documented.length === 0
    ? 'No source that we read documents it.'
    : `**Documented by** ${documented.map(([what, to]) => link(what, to)).join(', ')}.`

const section = (preset: AboutPreset): string =>
  [
    `## ${preset.name}`,
    `${code(literal(preset.name))}. ${preset.does}`,
    tableOf(preset.name),
    documentedOf(preset),
    '**The facts it wants**:',
    bullets(preset.facts),
    ...warningsOf(preset),
  ].join('\n\n')

const opening = `A *disclosure* is one choice of the ${link('four knobs', '../README.md#what-goes-out')} for a resource type.
\`glomar/presets\` has ten disclosures under the names of what they do. A preset is a frozen literal: hand
it to \`Policy.of\`, or spread it and add a knob.`

const inAFile = `A ${link('policy file', 'command.md')} knows no names. Write the knobs: for \`hidden\`, that is
\`document: { existence: if-may-know }\`.`

const example = `\`\`\`ts
import { Policy } from 'glomar'
import * as presets from 'glomar/presets'

const policy = Policy.of({
  document: presets.hidden,
  'document:delete': { ...presets.hidden, concealAs: 'forbidden' },
  folder: presets.openToMembers,
})

policy.types.document.existence // → 'if-may-know'
\`\`\``

const choice = [
  'May anyone know what exists? Take `open`.',
  'May every signed-in caller know, and ask for access? Take `openToMembers`.',
  'Must every denial look the same, whatever the permission check says? Take `sealed`.',
  'Is the permission known without the thing, and do your clients expect a 403? Take `uniform403`.',
  'Should a refused list look like an empty one? Take `emptyLists`.',
  'In all other cases, take `hidden`.',
]

const thenVisitors = `Then think of visitors, who send no credentials. If some of your service is public, take the name
that ends in \`FromAll\` or \`ForAll\`: visitors are answered like other strangers. If all callers sign
in, take the name without the ending: a 401 tells visitors to do so. \`open\` and \`openToMembers\` have no such ending.`

const onPersonas = `The persona \`strangers\` is signed in, denied, and may not know. A policy can entitle this persona.
\`visitors\` are denied, too: a visitor who is granted gets ok. An *ancestor* is what the thing
lies in, such as a folder.`

const onFacts = `Your permission check says who may act and who may know. The same preset gives other answers with
other facts, so each section says which facts it wants.`

const onSections = `In the sections, *those who act blind* may act, and may not learn what is missing. The last table
compares two permissions: give the first one. Not all sources say what visitors get.`

/** The whole page. */
export const presetsPage = (): string =>
  `${[
    '# Presets',
    '<!-- Written by `npm run docs` from test/presets; a test fails when the two differ. -->',
    paragraph(opening),
    example,
    paragraph(inAFile),
    '## How to choose',
    'The first question that you answer with yes decides.',
    choice.map((item, i) => `${String(i + 1)}. ${item}`).join('\n'),
    paragraph(thenVisitors),
    paragraph(`Which services answer in which way is in ${link('twelve systems', 'systems.md')}.`),
    '## All ten',
    paragraph(onPersonas),
    asMarkdown(whoSeesWhat(Policy.of(presets))).trim(),
    paragraph(onFacts),
    paragraph(onSections),
    ...about.map(section),
  ].join('\n\n')}\n`
