/**
 * Header fields that describe the thing, or how its body is framed, or that make a proxy or a cache
 * in front send something else. Never on a denial, whoever set them.
 */

/** `*` stands for any characters: a family, of which new members are invented. */
const names = [
  // validators, and the rest of what is known of a representation (RFC 9110 §8, §14), signatures of
  // it (RFC 9421), its version (RFC 7089, RFC 3229), its dictionary (RFC 9842)
  'etag last-modified content-encoding content-language content-location content-disposition',
  'content-range accept-ranges content-md5 *digest signature signature-input memento-datetime',
  'delta-base im use-as-dictionary sourcemap x-sourcemap',
  // where it is, and what may be done with it (RFC 9110 §10.2, RFC 8288, RFC 5789, RFC 8594), in
  // WebDAV as well (RFC 4918 §10, RFC 6638 §8.2), and in an upload that may be resumed
  'location refresh link link-template allow accept-patch accept-post accept-query sunset',
  'deprecation preference-applied dav lock-token schedule-tag upload-*',
  // where a proxy finds it, and how the proxy sends it: nginx, Apache, lighttpd, LiteSpeed, Perlbal
  'x-accel-* x-sendfile* x-lighttpd-* x-litespeed-* x-reproxy-*',
  // how old it is (RFC 9111 §5), whence it came (RFC 9211), how long that took; what caches in front
  // may do with it (RFC 9213), and by which names they forget it
  'age expires cache-status cache-groups no-vary-search x-cache* server-timing *cdn-cache-control',
  'surrogate-* edge-control netlify-vary *cache-tag* cdn-tag xkey',
  // how another body would be framed (RFC 9112 §6, RFC 9110 §6.6.2); what is said of credentials
  // (RFC 9110 §11.6 and §11.7, RFC 8053)
  'transfer-encoding trailer *www-authenticate dpop-nonce authentication-info',
  'authentication-control proxy-authenticate proxy-authentication-info',
]

const pattern = new RegExp(`^(?:${names.join('|').replace(/ /g, '|').replace(/\*/g, '.*')})$`, 'i')

/** Whether the field of this name is never on a denial. */
export const isNeverOnADenial = (name: string): boolean => pattern.test(name)
