/** What every handler of this folder works on; a world is made anew for every question. */

export interface Doc {
  readonly id: string
  readonly owner: string
  readonly readers: ReadonlyArray<string>
  readonly title: string
  readonly folder: string
  readonly text: string
  readonly version: number
}

/** The store. Handlers may change it: that is what PUT and DELETE are for. */
export interface World {
  readonly documents: Map<string, Doc>
}
