/** The address of a page as it was typed, with `https://` where nothing was said; null for what is none. */
export function pageAddressOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, hostname, href } = new URL(address);
  const isPage = (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
  return isPage && hostname !== '' && !/\s/.test(text) ? href : null;
}
