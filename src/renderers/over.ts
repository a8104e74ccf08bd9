/**
 * A rendering, and what is set over it.
 */
import { isPlainObject } from '../lib/read.js'
import type { Rendering } from '../wire/render.js'
import { varyOf } from '../wire/vary.js'

interface Changes {
  readonly status?: number | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * The rendering with another status, or with more header fields. Those that it has already stay, and
 * `Vary` is extended. What is no rendering stays as it is, so that `render` can say what is wrong.
 */
export const over = (rendering: Rendering, { status, headers = {} }: Changes): Rendering => {
  if (!isPlainObject(rendering)) return rendering
  const given: unknown = (rendering as Rendering).headers ?? {}
  if (!isPlainObject(given)) return rendering
  const own = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
  ) as Record<string, string>
  const varies = [headers['vary'], own['vary']].filter((value) => value !== undefined)
  if (!varies.every((value) => typeof value === 'string')) return rendering
  const vary = varyOf(varies)
  return {
    ...(rendering as Rendering),
    ...(status !== undefined && { status }),
    headers: { ...headers, ...own, ...(vary !== '' && { vary }) },
  }
}
