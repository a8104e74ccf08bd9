/**
 * Texts with `${NAME}` in them. A secret stands in the environment, and in no file.
 */

/** A piece of a text: as it is written, or a name. */
export type Piece = { readonly text: string } | { readonly name: string }

const named = /\$\{([A-Za-z_]\w*)\}/

/** The pieces of a text, in their order. */
export const piecesOf = (template: string): ReadonlyArray<Piece> =>
  template
    // of a split by a group, each second part is what the group holds
    .split(named)
    .map((part, i) => (i % 2 === 1 ? { name: part } : { text: part }))
    .filter((piece) => 'name' in piece || piece.text !== '')

/** The names in a text. */
export const namesIn = (template: string): ReadonlyArray<string> =>
  piecesOf(template).flatMap((piece) => ('name' in piece ? [piece.name] : []))

export type Values = Readonly<Record<string, string | undefined>>

/** The text with its values. A name without a value stays as it is. */
export const filled = (template: string, values: Values): string =>
  piecesOf(template)
    .map((piece) =>
      'text' in piece
        ? piece.text
        : ((Object.hasOwn(values, piece.name) ? values[piece.name] : undefined) ??
          `\${${piece.name}}`),
    )
    .join('')

/** Every text in a body, filled. */
export const filledBody = (u: unknown, values: Values): unknown => {
  if (typeof u === 'string') return filled(u, values)
  if (Array.isArray(u)) return u.map((each) => filledBody(each, values))
  if (typeof u !== 'object' || u === null) return u
  return Object.fromEntries(Object.entries(u).map(([key, each]) => [key, filledBody(each, values)]))
}

/** Every text in data, with the keys that lead to it. */
export const textsIn = (
  u: unknown,
  path: ReadonlyArray<string | number> = [],
): ReadonlyArray<readonly [ReadonlyArray<string | number>, string]> => {
  if (typeof u === 'string') return [[path, u]]
  if (Array.isArray(u)) return u.flatMap((each, i) => textsIn(each, [...path, i]))
  if (typeof u !== 'object' || u === null) return []
  return Object.entries(u).flatMap(([key, each]) => textsIn(each, [...path, key]))
}
