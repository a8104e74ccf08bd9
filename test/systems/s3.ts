/**
 * S3 says that an object is missing to those who may list the bucket, and to no others.
 */
import { Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import { absent, caller, deny, grant, nobody, present, type Sent, type System } from './System.js'

// #region page
export const s3Policy = Policy.of(
  { object: presets.uniform403ForAll },
  { schemes: ['AWS4-HMAC-SHA256'] },
)

const s3Codes = {
  401: [403, 'AccessDenied', 'Access Denied'],
  403: [403, 'AccessDenied', 'Access Denied'],
  404: [404, 'NoSuchKey', 'The specified key does not exist.'],
  503: [503, 'ServiceUnavailable', 'Please reduce your request rate.'],
} as const

export const s3Words: Renderer<Sent> = (refusal) => {
  const [status, code, message] = s3Codes[refusal.status]
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  const headers = { 'content-type': 'application/xml' }
  return { status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>${error}` }
}
// #endregion

const getObject = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html'
const headObject = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html'
const accessDenied = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ErrorCodeBilling.html'
const xml = { 'content-type': 'application/xml' }
const both = caller('a user with GetObject and ListBucket')
const blind = caller('a user with GetObject, and without ListBucket')
const actsBlind = grant({ mayKnow: false })
const missing = { status: 404, headers: xml, body: '<Code>NoSuchKey</Code>' }
const denied = { status: 403, headers: xml, body: 'Access Denied' }

export const s3: System = {
  name: 'Amazon S3',
  file: 's3.ts',
  about: [
    `Two permissions of S3 are the two facts. \`s3:GetObject\` is the grant, and \`s3:ListBucket\` is
    \`mayKnow\`. A user with the first alone acts blind: \`grant({ mayKnow: false })\`, of an object that
    is there and of one that is not.`,
    `Of an unsigned request that is denied, the source says nothing. Here it gets the same 403.`,
  ],
  policy: s3Policy,
  renderer: s3Words,
  questions: [
    {
      request: 'GET /letters/emmas-letter',
      route: Route.of({ method: 'GET', resource: 'object' }),
      cells: [
        {
          who: both,
          thing: 'an object',
          facts: present(),
          documented: { status: 200 },
          source: getObject,
        },
        {
          who: both,
          thing: 'no object',
          facts: absent(grant()),
          documented: missing,
          source: getObject,
        },
        {
          who: blind,
          thing: 'an object',
          facts: present(actsBlind),
          documented: { status: 200 },
          source: getObject,
        },
        {
          who: blind,
          thing: 'no object',
          facts: absent(actsBlind),
          documented: denied,
          source: getObject,
        },
        {
          who: caller('a user with neither'),
          thing: 'an object',
          facts: present(deny()),
          documented: denied,
          source: accessDenied,
        },
        {
          who: caller('a user with neither'),
          thing: 'no object',
          facts: absent(),
          documented: denied,
          source: getObject,
        },
        {
          who: nobody,
          thing: 'an object with READ for the anonymous user',
          facts: present(),
          documented: { status: 200 },
          source: getObject,
        },
      ],
    },
    {
      request: 'HEAD /letters/emmas-letter',
      route: Route.of({ method: 'HEAD', resource: 'object' }),
      cells: [
        {
          who: both,
          thing: 'no object',
          facts: absent(grant()),
          documented: { status: 404 },
          source: headObject,
        },
        {
          who: blind,
          thing: 'no object',
          facts: absent(actsBlind),
          documented: { status: 403 },
          source: headObject,
        },
      ],
    },
  ],
}
