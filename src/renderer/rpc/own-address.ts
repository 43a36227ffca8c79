/**
 * Where this page is, without a slash at its end: `https://example.org/foyer` behind a proxy, the origin of the window
 * on the desktop. Whatever the page asks of Foyer is under it.
 */
export const ownAddress = new URL('.', window.location.href).href.replace(/\/$/, '');

/** Whether an address means "this computer" to whoever opens it. */
export function isThisComputer(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
