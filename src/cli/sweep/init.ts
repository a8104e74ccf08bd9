/**
 * A first configuration, made of a document. What only a person knows is left open.
 */
import { kindOf } from '../../testkit/questions/places.js'
import { paceOf } from './client.js'
import { nameOf, type Operation } from './Operation.js'
import { isParameter, segmentsOf } from './places.js'

interface Guess {
  readonly type: string
  readonly places: ReadonlyArray<string>
}

const nameable = (text: string): string => text.replaceAll(/[^\w-]+/g, '-') || 'item'

/** Each parameter that ends a path is the id of a thing of its own. */
const guessesOf = (operations: ReadonlyArray<Operation>): ReadonlyArray<Guess> => {
  const paths = new Map<string, Set<string>>()
  for (const { path } of operations) {
    const segments = segmentsOf(path)
    segments.forEach((segment, i) => {
      if (!isParameter(segment)) return
      const upTo = `/${segments.slice(0, i + 1).join('/')}`
      const kind = isParameter(segments[i - 1] ?? '')
        ? segment.slice(1, -1).replace(/_?id$/i, '')
        : kindOf(upTo)
      const type = nameable(kind)
      paths.set(type, (paths.get(type) ?? new Set()).add(upTo))
    })
  }
  const names = new Set(
    operations.flatMap(({ parameters, members }) => [
      ...parameters.flatMap(({ name, in: where }) => (where === 'query' ? [name] : [])),
      ...members,
    ]),
  )
  return [...paths].map(([type, found]) => {
    const plain = type.replaceAll(/[-_]/g, '').toLowerCase()
    const named = [...names].filter(
      (name) => name.replaceAll(/[-_]/g, '').toLowerCase() === `${plain}id`,
    )
    return { type, places: [...found, ...named] }
  })
}

/** A text in YAML: in quotes, it is one whatever it holds. */
const quoted = (text: string): string => JSON.stringify(text)

const typeLines = ({ type, places }: Guess): ReadonlyArray<string> => [
  `  ${/^[a-z][\w-]*$/i.test(type) ? type : quoted(type)}:`,
  '    entitled: [emma]',
  `    in: [${places.map(quoted).join(', ')}]`,
  '    hidden: ""  # exists, and only the entitled may know',
  '    missing: ""  # does not exist; as long as the hidden one',
  '    spare: ""  # does not exist either',
]

/** The configuration, as YAML with comments. */
export const initial = (
  api: string,
  operations: ReadonlyArray<Operation>,
  servers: ReadonlyArray<string>,
): string => {
  const server = servers.find((url) => /^https?:\/\//.test(url)) ?? 'https://api.example'
  return [
    '# A sweep asks every route about hidden and missing things. Run it with: glomar sweep THIS-FILE',
    'version: 1',
    `server: ${quoted(server)}  # no other host is asked`,
    `api: ${quoted(api)}`,
    '',
    '# Secrets stand in the environment. Nobody, without credentials, is asked as well.',
    'identities:',
    '  emma: { headers: { authorization: "Bearer ${EMMA_TOKEN}" } }',
    '  tara: { headers: { authorization: "Bearer ${TARA_TOKEN}" } }',
    '  # or sign in: { login: [{ method: POST, path: /login, body: { user: tara, password: "${TARA}" } }] }',
    '',
    '# Delete a type that has nothing to hide. `in` says where its ids stand: after a path, or by a name.',
    'types:',
    ...guessesOf(operations).flatMap(typeLines),
    '',
    'methods: safe  # `all` asks what may change something as well: give `create` and `remove`',
    'questions: all  # `declared` asks about declared routes alone',
    `limits: { perSecond: ${String(paceOf(server))}, atOnce: 1 }`,
    'coverage: 1  # the share of routes and callers that has to be covered',
    `skip: []  # such as ${quoted(nameOf(operations[0] ?? { method: 'GET', path: '/' }))}`,
    '',
  ].join('\n')
}
