/**
 * Texts and numbers, to be put into what is generated. Some of the texts are hostile.
 */
import * as fc from 'fast-check'

// those of fast-check (`unit: 'binary'`, `webPath`, `webUrl`) take a second to build
const codePoint = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code))

const segment = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', ..."-._~!$&'()*+,;=:@".split(''), '%2F', '%C3%A9'),
  maxLength: 8,
})

/** The path of a URL. */
export const path = fc
  .array(segment, { maxLength: 4 })
  .map((segments) => segments.map((text) => `/${text}`).join(''))

/** Text that wants to break out of where it is put. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: codePoint, maxLength: 20 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\0',
          '"',
          '\\',
          ',',
          '=',
          'é',
          '\u{1F600}',
          '\uD800',
          '</script>',
          '$&',
          '%',
          '__proto__',
          'x',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\r\nSet-Cookie: a=b',
      '"; DROP TABLE',
      'Bearer realm="x"',
      'x'.repeat(10_000),
    ),
  },
)

/** Seconds: the usual ones, and any. */
export const seconds: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 5, 60, 3600), fc.nat())
