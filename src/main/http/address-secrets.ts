import { FoyerError } from '#shared/errors.ts';

/** Names under which programs put a key or a token into an address; none of our routes has such an input. */
const secretNames: ReadonlySet<string> = new Set([
  'key',
  'apikey',
  'token',
  'accesstoken',
  'refreshtoken',
  'authtoken',
  'sessiontoken',
  'bearer',
  'authorization',
  'password',
]);

/** Our API keys and signed tokens (JWT, RFC 7519), wherever they stand. */
const secretValue = /foyer_[0-9a-z]{30,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/i;

/**
 * Refuses an address that carries a key or a token: addresses stay in histories, logs and `Referer` headers.
 *
 * @returns `request.secret_in_address`, which does not repeat the secret, or null.
 */
export function secretInAddress(url: string): FoyerError | null {
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const named = [...query.keys()].find(name => secretNames.has(plain(name)));
  if (
    named === undefined &&
    !secretValue.test(url) &&
    ![...query].flat().some(part => secretValue.test(part))
  ) {
    return null;
  }
  return new FoyerError(
    'request.secret_in_address',
    'A key or token in an address is refused: send it as the header Authorization: Bearer …, and replace it if others could read it',
    { details: named === undefined ? {} : { field: plain(named) } },
  );
}

/** `api_key`, `API-Key` and `apikey` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}
