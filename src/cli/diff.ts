/**
 * `glomar diff`: what changes between two versions of a policy.
 */
import {
  asMarkdown,
  asText,
  diff,
  whoSeesWhat,
  type Expectations,
  type Expected,
} from 'glomar/analysis'
import { quoted } from '../analysis/words.js'
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
  const { policy, expect } = await readPolicyFile(io, after)
  const expectations = expectationsIn(old.expect, expect)
  const found = diff(old.policy, policy)
  const difference = { ...found, says: [...found.says, ...expectations.map(inWords)] }
  const isMore = difference.tells.length > 0
  const verdict = isMore ? 'The new policy discloses more.' : 'The new policy discloses no more.'
  const shown: Readonly<Record<DiffFormat, () => string>> = {
    text: () => `${headed(io, !isMore, verdict)}\n${asText(difference, look(io))}`,
    json: () => asJson({ disclosesMore: isMore, ...difference, expect: expectations }),
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

/** An expectation that changes; `null` is nothing. */
interface ExpectationChange {
  readonly type: string
  readonly before: Expected | null
  readonly after: Expected | null
}

const expectationsIn = (
  before: Expectations,
  after: Expectations,
): ReadonlyArray<ExpectationChange> =>
  [...new Set([before, after].flatMap(Object.keys))].flatMap((type) => {
    const [old, now] = [expectedOf(before, type), expectedOf(after, type)]
    return old === now ? [] : [{ type, before: old, after: now }]
  })

const expectedOf = (expect: Expectations, type: string): Expected | null =>
  Object.hasOwn(expect, type) ? (expect[type] ?? null) : null

const inWords = ({ type, before, after }: ExpectationChange): string =>
  `\`expect\` of ${quoted(type)}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`
