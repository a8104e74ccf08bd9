/**
 * Directus says FORBIDDEN of every item that is missing, to everyone.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import { absent, alike, caller, json, present, type Sent, type System } from './System.js'

// #region page
export const directusPolicy = Policy.of({ item: presets.uniform403ForAll })

export const directusWords: Renderer<Sent> = ({ status, code }) => {
  const invalid = code === 'invalid-credentials'
  const [name, message] = invalid
    ? ['INVALID_TOKEN', 'Invalid token.']
    : status === 503
      ? ['SERVICE_UNAVAILABLE', 'Service is unavailable.']
      : ['FORBIDDEN', "You don't have permission to access this."]
  return json(status === 503 ? 503 : 403, { errors: [{ message, extensions: { code: name } }] })
}
// #endregion

const errors = 'https://directus.io/docs/guides/connect/errors'
const things = ['an item', 'no item'] as const
const forbidden = {
  status: 403,
  body: {
    errors: [
      {
        message: "You don't have permission to access this.",
        extensions: { code: 'FORBIDDEN' },
      },
    ],
  },
}
const coded = (status: number, code: string) => ({
  status,
  body: { errors: [{ extensions: { code } }] },
})

export const directus: System = {
  name: 'Directus',
  file: 'directus.ts',
  about: [
    `Of an item that is missing nobody may know, administrators included. That is the default: leave
    \`whenAbsent\` out.`,
  ],
  policy: directusPolicy,
  renderer: directusWords,
  questions: [
    {
      request: 'GET /items/articles/7',
      route: Route.of({ method: 'GET', resource: 'item' }),
      cells: [
        ...alike(caller('a user without the permission'), things, forbidden, errors),
        {
          who: caller('an administrator'),
          thing: 'an item',
          facts: present(),
          documented: { status: 200 },
          source: errors,
        },
        {
          who: caller('an administrator'),
          thing: 'no item',
          facts: absent(),
          documented: forbidden,
          source: errors,
        },
        ...alike(
          caller('an invalid token', Authn.rejected('invalid')),
          things,
          coded(403, 'INVALID_TOKEN'),
          errors,
        ),
        ...alike(
          caller('an expired token', Authn.rejected('expired')),
          things,
          coded(401, 'TOKEN_EXPIRED'),
          errors,
        ).map((cell) => ({
          ...cell,
          cannot: `A refusal says that credentials were rejected, and not why. So an expired token and an
          invalid one get one status.`,
        })),
      ],
    },
    {
      request: 'PATCH /items/articles/7',
      route: Route.of({ method: 'PATCH', resource: 'item' }),
      cells: [...alike(caller('a user who may only read'), things, forbidden, errors)],
    },
  ],
}
