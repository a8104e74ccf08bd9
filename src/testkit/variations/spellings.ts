/**
 * Other spellings of a path, which may find the thing on another route, and names that are nearly
 * its name, which a handler may offer to correct.
 */
import { decoded } from '../forms.js'
import type { Variation } from './Variation.js'

const ofPaths =
  'the path is spelt in another way and finds the thing on another route: give every route the same verdict'

const ofNear =
  'a name that is nearly that of the thing is corrected: propose only what this caller may know of'

/** A change of the path, which leaves a query alone. */
const path = (name: string, change: (path: string) => string): Variation => ({
  name,
  mend: ofPaths,
  apply: (probe) => ({ ...probe, path: probe.path.replace(/^[^?]*/, change) }),
})

const lastSegment = (name: string, change: (segment: string) => string): Variation =>
  path(name, (each) => each.replace(/[^/]+(?=\/?$)/, change))

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** The spelling in ISO 8859-1, which old clients send. */
const inLatin1 = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code > 0x7f && code <= 0xff ? percent(code) : encodeURIComponent(character)
  }).join('')

/** Of any request. */
export const spellingsOfAny: ReadonlyArray<Variation> = [
  path('a trailing slash', (each) => `${each}/`),
  lastSegment('the path in upper case', (segment) => segment.toUpperCase()),
  lastSegment('the first character percent-encoded', (segment) =>
    segment.replace(/^[^%]/, (first) => percent(first.charCodeAt(0))),
  ),
  path('a suffix', (each) => `${each}.json`),
]

/** Of a request that reads. */
export const spellingsOfReads: ReadonlyArray<Variation> = [
  path('a parameter of the path', (each) => `${each};v=1`),
  path('a space at the end', (each) => `${each}%20`),
  path('a zero byte at the end', (each) => `${each}%00`),
  lastSegment('the id in composed characters', (segment) =>
    encodeURIComponent(decoded(segment).normalize('NFC')),
  ),
  lastSegment('the id in decomposed characters', (segment) =>
    encodeURIComponent(decoded(segment).normalize('NFD')),
  ),
  lastSegment('the id in ISO 8859-1', (segment) => inLatin1(decoded(segment))),
  lastSegment('the first character percent-encoded twice', (segment) =>
    segment.replace(/^[^%]/, (first) => `%25${percent(first.charCodeAt(0)).slice(1)}`),
  ),
  lastSegment('a dot segment', (segment) => `./${segment}`),
  ...['html', 'pdf', 'txt', 'xml', 'md'].map((kind) =>
    path(`the suffix .${kind}`, (each) => `${each}.${kind}`),
  ),
  lastSegment('an empty segment', (segment) => `/${segment}`),
  lastSegment('the id in wide characters', (segment) =>
    encodeURIComponent(
      decoded(segment).replaceAll(/[!-~]/g, (each) =>
        String.fromCharCode(each.charCodeAt(0) + 0xfee0),
      ),
    ),
  ),
]

/** So many letters has a name, at least, of which another is no neighbour by chance. */
const enough = 4

/**
 * The name with another last letter. Digits stay as they are, because the next number may be the
 * caller's own thing.
 */
export const nearly = (segment: string, change: (letter: string) => string): string => {
  const id = decoded(segment)
  return (id.match(/\p{L}/gu) ?? []).length < enough
    ? segment
    : encodeURIComponent(id.replace(/\p{L}(?=\P{L}*$)/u, change))
}

const near = (name: string, change: (letter: string) => string): Variation => ({
  ...lastSegment(name, (segment) => nearly(segment, change)),
  mend: ofNear,
})

/** Names that are nearly that of the thing. */
export const nearNames: ReadonlyArray<Variation> = [
  near('a letter less', () => ''),
  near('a letter more', (letter) => letter + letter),
  near('another letter', (letter) => (letter === 'q' ? 'x' : 'q')),
]
