/**
 * Where the server is, as the browser knows it: `https://example.org/assistant` behind a proxy under a path. Read from
 * the only script of our own documents, which lies at a known place below it.
 */
export function base(): string {
  return document.scripts[0]?.src.split('/widget/assets/')[0] ?? '';
}
