/**
 * `glomar show`: who sees what.
 */
import { asHtml, asMarkdown, asSvg, asText, whoSeesWhat } from 'glomar/analysis'
import { readPolicyFile } from './decoded.js'
import { exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { defaults, look } from './words.js'

export type ShowFormat = 'text' | 'json' | 'markdown' | 'html' | 'svg'

export const show = async (io: Io, source: string, format: ShowFormat): Promise<ExitCode> => {
  const { policy, defaulted } = await readPolicyFile(io, source)
  const table = whoSeesWhat(policy)
  const shown: Readonly<Record<ShowFormat, () => string>> = {
    text: () => `${asText(table, look(io))}\n${defaults(io, defaulted)}`,
    json: () => asJson({ ...table, defaulted }),
    markdown: () => asMarkdown(table),
    html: () => asHtml(table),
    svg: () => asSvg(table),
  }
  io.out(shown[format]())
  return exitCodes.yes
}
