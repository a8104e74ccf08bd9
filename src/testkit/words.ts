/**
 * What a word in a text is: a UUID, base64 of some length, or letters and digits. And whether one could
 * stand where others stood.
 */

/** A random word that has signs in it. */
export const uuid = String.raw`[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}`

/** So is base64, if it has digits and letters in both cases. */
const base64 = [String.raw`\d`, '[a-z]', '[A-Z]']
  .map((kind) => String.raw`(?=[\w+/-]{0,99}${kind})`)
  .concat(String.raw`[\w+/-]{16,999}`)
  .join('')

/** Letters and digits. All bytes that are not ASCII count as letters. */
const plain = String.raw`[\dA-Za-z\x80-\xff]`

/** A word of any kind. */
export const anyWord = `${uuid}|${base64}|${plain}+`

/** What stands for itself in a pattern, where it is no part of longer letters and digits. */
export const alone = (pattern: string): string => `(?<!${plain})(?:${pattern})(?!${plain})`

const isDigits = (text: string): boolean => /^\d+$/.test(text)
const isLetters = (text: string): boolean => /^[a-z]+$/i.test(text)
/** So long a word in both cases is random, and may hold any character of its coding. */
const random = 12
const isBase64 = (text: string): boolean => /^(?=.*[a-z])(?=.*[A-Z])[\w+/-]+$/.test(text)
const isHex = (text: string): boolean => /^[\da-f]+$/i.test(text)

const kinds = [/[0-9]/, /[a-z]/, /[A-Z]/, /[^0-9A-Za-z]/]

/** Could this word stand where those stood? */
export const isOfKind = (word: string, seen: ReadonlyArray<string>): boolean => {
  if (seen.includes(word)) return true
  const lengths = seen.map(({ length }) => length)
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)]
  // a counter goes from 9 to 10, and back
  if (seen.every(isDigits)) return isDigits(word) && word.length <= most + 1
  if (word.length < least || word.length > most) return false
  if (seen.every(isHex)) return isHex(word)
  if (seen.every(isLetters)) return isLetters(word) && least === most
  if (least >= random && seen.every(isBase64) && seen.some((each) => /\d/.test(each)))
    return isBase64(word)
  return kinds.every((kind) =>
    kind.test(word) ? seen.some((each) => kind.test(each)) : !seen.every((each) => kind.test(each)),
  )
}
