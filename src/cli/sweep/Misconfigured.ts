/**
 * What is wrong with a configuration, and where: all of it at once.
 */
import { showPath } from '../../lib/show.js'
import { CannotRun } from '../Io.js'

/** The keys that lead to a mistake, what was expected there, and how to mend it. */
export interface Wrong {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** The configuration does not fit the API, or the service. */
export class Misconfigured extends CannotRun {
  readonly wrongs: ReadonlyArray<Wrong>
  constructor(wrongs: ReadonlyArray<Wrong>) {
    super(wrongs.map(({ path, message }) => `${showPath(path.map(String))}: ${message}`).join('\n'))
    this.wrongs = wrongs
  }
}
