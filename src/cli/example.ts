/**
 * Facts to begin with: a file that `glomar explain` takes.
 */

/** A denied caller asks for a document, with the policy beside. */
export const example = `{
  "policy": { "version": 1, "types": { "document": {} } },
  "route": { "method": "GET", "resource": "document" },
  "authn": { "_tag": "Authenticated" },
  "facts": { "state": "present", "permission": { "_tag": "Denied", "mayKnow": false } }
}
`
