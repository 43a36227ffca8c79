const ENCRYPT = /\/Encrypt\s+(\d+)\s+(\d+)\s+R/u;

/** The encryption dictionary of a file: it never lies in an object stream. */
function encryptionDictionary(source: string): string | null {
  const reference = ENCRYPT.exec(source);
  if (reference !== null) {
    const start = new RegExp(`(?:^|[\\r\\n\\s])${reference[1] ?? ''}\\s+${reference[2] ?? ''}\\s+obj\\b`, 'u').exec(source);
    if (start === null) return null;
    const end = source.indexOf('endobj', start.index);
    return source.slice(start.index, end === -1 ? start.index + 4_000 : end);
  }
  const direct = source.search(/\/Encrypt\s*<</u);
  return direct === -1 ? null : source.slice(direct, direct + 4_000);
}

/** Name of the filter for a kind of data; what is not named is not encrypted. */
function filterFor(kind: 'StmF' | 'StrF', dictionary: string): string {
  return new RegExp(`/${kind}\\s*/([^\\s/<>\\[\\]()]+)`, 'u').exec(dictionary)?.[1] ?? 'Identity';
}

/**
 * A PDF of which only attachments are encrypted, as one that is not: its pages need no password. Null when its pages
 * are encrypted. Source: ISO 32000-2, 7.6.6 (crypt filters: `StmF` and `StrF` are `Identity`, `EFF` is not).
 */
export function withoutEncryption(bytes: Buffer): Buffer | null {
  const source = bytes.toString('latin1');
  const dictionary = encryptionDictionary(source);
  const version = Number(/\/V\s+(\d)/u.exec(dictionary ?? '')?.[1] ?? 0);
  if (dictionary === null || version < 4) return null;
  if (filterFor('StmF', dictionary) !== 'Identity' || filterFor('StrF', dictionary) !== 'Identity') return null;
  // Of the same length: nothing moves.
  return Buffer.from(source.replace(/\/Encrypt(?=\s*(?:\d+\s+\d+\s+R|<<))/gu, '/Encrypx'), 'latin1');
}

/** Whether a file is encrypted for certificates, or in a way that is not the standard one: no password would do. */
export function isEncryptedOtherwise(bytes: Buffer): boolean {
  const dictionary = encryptionDictionary(bytes.toString('latin1'));
  return dictionary !== null && !/\/Filter\s*\/Standard\b/u.test(dictionary);
}
