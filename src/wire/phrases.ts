/**
 * The reason phrases of RFC 9110 §15.5.2, §15.5.4, §15.5.5 and §15.6.4. They are also the titles of
 * problems with the type `about:blank` (RFC 9457 §4.2.1).
 */
export const phrases = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const
