/**
 * What the page may load, in the window and in the browser: only what it is served from. Scripts are files of our
 * own; the styles the interface library makes while it runs carry `nonce`.
 *
 * @param nonce 16 random bytes in base64, new for each answer
 * @returns the value of the header `content-security-policy`
 */
export function pageContentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'", // the preview of a widget
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/**
 * What the preview of a widget may load, framed by our page in a sandbox: its script and style, and pictures that come
 * with what it is told. It calls nobody.
 */
export const previewContentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Hands the nonce to the page (for styles it makes later) and to the tags it came with. */
export function withNonce(html: string, nonce: string): string {
  return html
    .replace(/<(script|style)(?=[\s>])/g, `<$1 nonce="${nonce}"`)
    .replace(/<head>/, `<head><meta name="csp-nonce" content="${nonce}">`);
}
