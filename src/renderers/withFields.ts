/**
 * A rendering with more header fields.
 */
import { isPlainObject, own } from '../lib/read.js'
import type { Rendering } from '../wire/render.js'
import { varyOf } from '../wire/vary.js'

/**
 * The rendering with more header fields. Those that it has already stay, and `Vary` is extended. What
 * is no rendering stays as it is, so that `render` can say what is wrong.
 */
export const withFields = (
  rendering: Rendering,
  { vary, ...fields }: Readonly<Record<'vary', string>> & Readonly<Record<string, string>>,
): Rendering => {
  const given = own(rendering, 'headers') ?? {}
  if (!isPlainObject(rendering) || !isPlainObject(given)) return rendering
  const lower = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const)
  const all = Object.fromEntries([...Object.entries(fields), ...lower]) as Record<string, string>
  const varies: unknown = own(all, 'vary') ?? ''
  if (typeof varies !== 'string') return rendering
  return { ...(rendering as Rendering), headers: { ...all, vary: varyOf([vary, varies]) } }
}
