/**
 * Made values, for the compiler: a value that was not made does not compile.
 */

/**
 * An accessor of a class is lost in the type of a spread copy. Two declarations of it (`.d.ts`,
 * `.d.cts`) are one type.
 */
export declare abstract class Made<Kind extends string> {
  /** No such member exists at run time. */
  get '~glomar'(): Kind
}
