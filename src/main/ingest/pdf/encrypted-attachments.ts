import { unpackObjects } from './survey.ts';

const ENCRYPT = /\/Encrypt\s+(\d+)\s+(\d+)\s+R/u;

const MAX_DICTIONARY_CHARACTERS = 4_000;

/** The text of a file's encryption dictionary and perhaps something around it; null when there is none. */
function encryptionDictionary(bytes: Buffer, source: string): string | null {
  const reference = ENCRYPT.exec(source);
  if (reference === null) {
    const direct = source.search(/\/Encrypt\s*<</u);
    return direct === -1 ? null : source.slice(direct, direct + MAX_DICTIONARY_CHARACTERS);
  }
  const head = new RegExp(`(?:^|\\s)${reference[1] ?? ''}\\s+${reference[2] ?? ''}\\s+obj\\b`, 'u');
  const start = source.search(head);
  if (start !== -1) return source.slice(start, start + MAX_DICTIONARY_CHARACTERS).split('endobj')[0] ?? null;
  // It should stand in the open, but where nothing else is encrypted it can be read from a pack of objects.
  for (const text of unpackObjects(bytes, source) ?? []) {
    const at = text.search(/\/CF\b/u);
    if (at !== -1)
      return text.slice(Math.max(0, at - MAX_DICTIONARY_CHARACTERS), at + MAX_DICTIONARY_CHARACTERS);
  }
  return null;
}

/** Whether a kind of data is left as it is: by the filter of that name, or by one that does nothing. */
function isLeftOpen(kind: 'StmF' | 'StrF', dictionary: string): boolean {
  const name = new RegExp(`/${kind}\\s*/([^\\s/<>\\[\\]()]+)`, 'u').exec(dictionary)?.[1] ?? 'Identity';
  if (name === 'Identity') return true;
  const pattern = new RegExp(`/${name.replace(/\W/gu, '\\$&')}\\s*<<([^>]*)>>`);
  return /\/CFM\s*\/None\b/u.test(pattern.exec(dictionary)?.[1] ?? '');
}

/**
 * A PDF of which only attachments are encrypted, as one that is not: its pages need no password. Null when its pages
 * are encrypted. Source: ISO 32000-2, 7.6.6 (crypt filters: `StmF` and `StrF` are `Identity`, `EFF` is not).
 */
export function withoutEncryption(bytes: Buffer): Buffer | null {
  const source = bytes.toString('latin1');
  const dictionary = encryptionDictionary(bytes, source);
  const version = Number(/\/V\s+(\d)/u.exec(dictionary ?? '')?.[1] ?? 0);
  if (dictionary === null || version < 4) return null;
  if (!isLeftOpen('StmF', dictionary) || !isLeftOpen('StrF', dictionary)) return null;
  // Of the same length: nothing moves.
  return Buffer.from(source.replace(/\/Encrypt(?=\s*(?:\d+\s+\d+\s+R|<<))/gu, '/Encrypx'), 'latin1');
}

/** Whether a file is encrypted for certificates, or in a way that is not the standard one: no password would do. */
export function isEncryptedOtherwise(bytes: Buffer): boolean {
  const dictionary = encryptionDictionary(bytes, bytes.toString('latin1'));
  return dictionary !== null && !/\/Filter\s*\/Standard\b/u.test(dictionary);
}
