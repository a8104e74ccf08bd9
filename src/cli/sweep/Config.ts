/**
 * What a person writes down for a sweep: where the service is, who asks, and what is hidden from
 * whom.
 */

type Texts = Readonly<Record<string, string>>

/**
 * One request that signs a caller in, or that makes or removes a thing. `${NAME}` in it stands for
 * a variable of the environment, or for what an earlier step took.
 */
export interface Step {
  readonly method: string
  readonly path: string
  /** The identity that sends it. Default: nobody. */
  readonly as?: string
  readonly headers?: Texts
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown
  /** Values by name, taken from the answer: `body.token`, `header.etag`, `cookie.session`, `location` (its last segment). */
  readonly take?: Texts
}

/** A caller. */
export interface Identity {
  /** What the caller sends with every request. */
  readonly headers?: Texts
  /**
   * Steps that are sent once, in this order, before anything is asked. Cookies that are set are
   * sent from then on. Or the path of a module whose default export gives the fields, called once.
   */
  readonly login?: string | ReadonlyArray<Step>
}

/** A resource type, and three of its ids. */
export interface ResourceType {
  /** The identities that may know of the hidden thing. All others, and nobody, may not. */
  readonly entitled: ReadonlyArray<string>
  /** Where ids of this type stand: `/documents/{id}`, `document_id`, or `/moves target`. */
  readonly in: ReadonlyArray<string>
  /** The id of a thing that is there, unless `create` makes it. */
  readonly hidden?: string
  /**
   * The id of a thing that is not there, as long as the other. Without it, the sweep makes two
   * things by `create`, and removes both before it asks.
   */
  readonly missing?: string
  /** A second id where nothing is. */
  readonly spare?: string
  /** Makes a hidden thing, and takes its `id`. */
  readonly create?: Step
  /** Removes the thing `${id}` that `create` made. */
  readonly remove?: Step
  /** Ids of other types that belong to the hidden thing, such as the project that it is in. */
  readonly with?: Texts
  /** For each identity, the id of a thing of its own: what refers to the hidden thing. */
  readonly own?: Texts
}

/** A finding that is known, and why it may stay. */
export interface Acceptance {
  readonly fingerprint: string
  readonly reason: string
  /** The last day on which it is accepted: `2027-01-31`. Default: it does not expire. */
  readonly until?: string
}

/** The configuration. */
export interface Config {
  readonly $schema?: string
  readonly version: 1
  /** Where the service is, with the path that all routes have in common. */
  readonly server: string
  /** The OpenAPI document, from the folder of the configuration. */
  readonly api?: string
  /** Or the routes: `GET /documents/{id}`, `POST /moves {"target": ""}`. */
  readonly routes?: ReadonlyArray<string>
  readonly identities: Readonly<Record<string, Identity>>
  readonly types: Readonly<Record<string, ResourceType>>
  /** What parameters are that have no type: `{ lang: en }`. */
  readonly values?: Texts
  /** Methods that change something are asked only with `all`. Default: `safe`. */
  readonly methods?: 'safe' | 'all'
  /** Questions about what the document does not declare are asked with `all`. Default: `all`. */
  readonly questions?: 'all' | 'declared'
  /** Routes that are never asked: `GET /documents/{id}/print`. */
  readonly skip?: ReadonlyArray<string>
  /** Routes that are asked although they sign in, register, reset or remove. */
  readonly include?: ReadonlyArray<string>
  /** Requests in a second (default 50, on loopback 1,000), and interviews at once (default 1). */
  readonly limits?: { readonly perSecond?: number; readonly atOnce?: number }
  /** What share of the routes has to be covered, 0 to 1. Default: 1. */
  readonly coverage?: number
  readonly accept?: ReadonlyArray<Acceptance>
}

/** The caller without credentials. No identity may have this name. */
export const nobody = 'nobody'
