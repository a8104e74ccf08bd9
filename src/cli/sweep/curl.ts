/**
 * A request as a line of curl. Secrets stand in it as variables of the shell.
 */
import type { Probe } from '../../testkit/Probe.js'
import { addressOf } from './client.js'
import { piecesOf } from './templates.js'

/** One word of a shell. */
const word = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** A word with variables: the texts between them are quoted alone. */
const templated = (template: string): string =>
  piecesOf(template)
    .map((piece) => ('text' in piece ? word(piece.text) : `"$${piece.name}"`))
    .join('')

/** The line. `written` are the caller's fields, with `${NAME}` for what is secret. */
export const curlOf = (
  server: string,
  probe: Probe,
  written: Readonly<Record<string, string>>,
): string => {
  const { method, headers, body } = probe
  const own = Object.entries(headers).map(([name, value]) => word(`${name}: ${value}`))
  const credentials = Object.entries(written).map(([name, value]) => templated(`${name}: ${value}`))
  return [
    'curl -i',
    ...(method === 'HEAD' ? ['-I'] : method === 'GET' ? [] : [`-X ${word(method)}`]),
    ...[...own, ...credentials].map((field) => `-H ${field}`),
    ...(body === undefined ? [] : [`--data-raw ${word(body)}`]),
    word(addressOf(server, probe)),
  ].join(' ')
}
