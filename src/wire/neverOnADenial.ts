/**
 * Header fields that describe the thing, or how its body is framed. Never on a denial, whoever set
 * them.
 */

export const neverOnADenial: ReadonlyArray<string> = [
  // validators, and the rest of what is known of a representation (RFC 9110 §8, §14, RFC 9530)
  'etag last-modified content-encoding content-language content-location content-disposition',
  'content-range accept-ranges content-digest repr-digest content-md5 digest',
  // where it is, and what may be done with it (RFC 9110 §10.2, RFC 8288, RFC 5789, RFC 8594)
  'location link allow accept-patch accept-post sunset deprecation',
  // where a proxy finds it
  'x-accel-redirect x-sendfile x-lighttpd-send-file x-reproxy-url',
  // of which version it is (RFC 7089, RFC 3229)
  'memento-datetime delta-base im',
  // how old it is (RFC 9111 §5), and what caches beside the client may do with it (RFC 9213)
  'age expires cdn-cache-control surrogate-control surrogate-key cache-tag',
  // how another body would be framed (RFC 9112 §6, RFC 9110 §6.6.2)
  'transfer-encoding trailer',
  // what is said of credentials (RFC 9110 §11.6 and §11.7)
  'www-authenticate dpop-nonce authentication-info proxy-authenticate proxy-authentication-info',
].flatMap((names) => names.split(' '))
