/**
 * Text that others wrote, such as the name of a type, where a person reads it: nothing in it acts
 * on a terminal, and its width is known.
 */

/**
 * Control characters act on terminals, marks of direction reorder a line, and no XML may hold
 * either. They are shown by their numbers.
 */
export const visible = (text: string): string =>
  text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  )

const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u

/**
 * How many columns a text takes, at most. A mark that combines counts as well, or a text of nothing
 * else would have no end.
 */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)

/** The width of the widest: of as many as there are, so no call has them as its arguments. */
export const widest = (texts: ReadonlyArray<string>): number =>
  texts.reduce((width, text) => Math.max(width, widthOf(text)), 0)

/** The text, filled up with spaces. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Lines of at most so many columns. A word that is longer is broken. */
export const wrapped = (text: string, columns: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= columns) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = broken(word, columns)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) as string
  }
  return [...lines, line]
}

/** The same, where lines that go on are set in. */
export const hanging = (text: string, columns: number): ReadonlyArray<string> => {
  const [first, ...rest] = wrapped(text, columns - 2)
  return [first as string, ...rest.map((line) => `  ${line}`)]
}

const broken = (word: string, columns: number): ReadonlyArray<string> => {
  const pieces = ['']
  for (const character of word) {
    const longer = `${String(pieces.at(-1))}${character}`
    if (widthOf(longer) <= columns) pieces[pieces.length - 1] = longer
    else pieces.push(character)
  }
  return pieces
}
