/**
 * The forms in which an answer may repeat a name: decoded, encoded, in any Unicode normal form.
 */
import { bytesOf } from '../observe/Observation.js'

/** The text decoded (RFC 3986 §2.1), or as it is where that is not possible. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** As a text of JSON has it, without the quotation marks. */
export const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)

const inHtml = (text: string): string =>
  text.replaceAll(/[&<>"'/]/g, (character) => `&#${String(character.charCodeAt(0))};`)

const inUnicodeEscapes = (text: string): string =>
  text.replaceAll(
    /[^\0-~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const inHex = (text: string): string =>
  Array.from(bytesOf(text), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')

const inBase64 = (text: string): ReadonlyArray<string> => {
  const plain = btoa(bytesOf(text)).replaceAll('=', '')
  return [plain, plain.replaceAll('+', '-').replaceAll('/', '_')]
}

const newFormsOf = (name: string): ReadonlyArray<string> => [
  ...new Set(
    [name, decoded(name)]
      .flatMap((each) => [each, each.normalize('NFC'), each.normalize('NFD')])
      .flatMap((text) => [
        text,
        bytesOf(text),
        encodeURIComponent(text),
        encodeURIComponent(encodeURIComponent(text)),
        encodeURI(text),
        inJson(text),
        inHtml(text),
        inUnicodeEscapes(text),
        inHex(text),
        ...inBase64(text),
      ]),
  ),
]

/** Forms that were made before: many requests have the same names. */
const made = new Map<string, ReadonlyArray<string>>()

/** The forms in which an answer may repeat a name. */
export const formsOf = (name: string): ReadonlyArray<string> => {
  if (made.size > 1_000) made.clear()
  const forms = made.get(name) ?? newFormsOf(name)
  made.set(name, forms)
  return forms
}
