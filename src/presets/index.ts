/**
 * Ten disclosures under the names of what they do. Each is plain data: hand it to `Policy.of`, or
 * spread it and change a knob. Each says what is told. What the permission check has to say, so that
 * a service answers like a known one, is in `docs/presets.md`.
 */
import type { Disclosure } from '../domain/Disclosure.js'

/** The literal itself, frozen. */
const preset = <const D extends Partial<Disclosure>>(knobs: D): Readonly<D> => Object.freeze(knobs)

/**
 * A stranger gets a 404, and a caller without credentials a 401, whether the thing exists or not. A
 * caller who may know gets the truth.
 */
export const hidden = /* @__PURE__ */ preset({ existence: 'if-may-know' })

/** Like `hidden`. A caller without credentials gets the 404 as well, and no 401. */
export const hiddenFromAll = /* @__PURE__ */ preset({
  existence: 'if-may-know',
  anonymous: 'conceal',
})

/** Like `hidden`, with a 403 instead of the 404. The 403 says that the thing might not exist. */
export const uniform403 = /* @__PURE__ */ preset({
  existence: 'if-may-know',
  concealAs: 'forbidden',
})

/** Like `uniform403`. A caller without credentials gets the 403 as well, and no 401. */
export const uniform403ForAll = /* @__PURE__ */ preset({
  existence: 'if-may-know',
  anonymous: 'conceal',
  concealAs: 'forbidden',
})

/**
 * Every denial is a 404, whatever the permission check says of `mayKnow`. Only a caller who is granted
 * learns anything. A type that a policy does not name is disclosed so.
 */
export const sealed = /* @__PURE__ */ preset({})

/** Like `sealed`. A caller without credentials gets the 404 as well, and no 401. */
export const sealedFromAll = /* @__PURE__ */ preset({ anonymous: 'conceal' })

/** Like `hidden`. A stranger's GET of a collection is a 200 with nothing in it. */
export const emptyLists = /* @__PURE__ */ preset({ existence: 'if-may-know', list: 'empty' })

/** Like `emptyLists`. A caller without credentials is answered like other strangers. */
export const emptyListsForAll = /* @__PURE__ */ preset({
  existence: 'if-may-know',
  anonymous: 'conceal',
  list: 'empty',
})

/**
 * Every authenticated caller may know what exists, what they lack, and where to ask for access. A
 * caller without credentials gets a 401, whether the thing exists or not.
 */
export const openToMembers = /* @__PURE__ */ preset({ existence: 'authenticated' })

/** Anyone may know what exists. */
export const open = /* @__PURE__ */ preset({ existence: 'public' })
