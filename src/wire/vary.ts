/**
 * `Vary` (RFC 9110 §12.5.5), of several hands.
 */

/** The names in these values of `Vary`, each once. They are compared without regard to case. */
export const varyOf = (values: ReadonlyArray<string>): string => {
  const names = values.join().match(/[^\s,]+/g) ?? []
  const keys = names.map((name) => name.toLowerCase())
  return names.filter((name, i) => keys.indexOf(name.toLowerCase()) === i).join(', ')
}
