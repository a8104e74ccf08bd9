/**
 * `glomar diff`: what changes between two versions of a policy.
 */
import { asMarkdown, asText, diff, whoSeesWhat } from 'glomar/analysis'
import { readPolicyFile } from './decoded.js'
import { checkOnce } from './document.js'
import { exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { headed, look } from './words.js'

export type DiffFormat = 'text' | 'json' | 'markdown'

export const diffOf = async (
  io: Io,
  [before, after]: readonly [string, string],
  format: DiffFormat,
): Promise<ExitCode> => {
  checkOnce([before, after])
  const old = await readPolicyFile(io, before)
  const { policy } = await readPolicyFile(io, after)
  const difference = diff(old.policy, policy)
  const isMore = difference.tells.length > 0
  const verdict = isMore ? 'The new policy discloses more.' : 'The new policy discloses no more.'
  const shown: Readonly<Record<DiffFormat, () => string>> = {
    text: () => `${headed(io, !isMore, verdict)}\n${asText(difference, look(io))}`,
    json: () => asJson({ disclosesMore: isMore, ...difference }),
    markdown: () =>
      [
        `**${verdict}**`,
        '',
        ...(difference.says.length > 0 ? difference.says : ['Nothing changes.']).map(
          (line) => `- ${line}`,
        ),
        '',
        '<details><summary>Who sees what by the new policy</summary>',
        '',
        asMarkdown(whoSeesWhat(policy)),
        '</details>',
        '',
      ].join('\n'),
  }
  io.out(shown[format]())
  return isMore ? exitCodes.no : exitCodes.yes
}
