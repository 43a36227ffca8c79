import iconv from 'iconv-lite';

/** Encodings by the character set of a font (`\fcharset`, as in LOGFONT); 2 is that of fonts for symbols. */
const CHARSETS: Record<number, string> = {
  0: 'cp1252',
  77: 'macintosh',
  128: 'cp932',
  129: 'cp949',
  130: 'cp949',
  134: 'cp936',
  136: 'cp950',
  161: 'cp1253',
  162: 'cp1254',
  163: 'cp1258',
  177: 'cp1255',
  178: 'cp1256',
  186: 'cp1257',
  204: 'cp1251',
  222: 'cp874',
  238: 'cp1250',
  254: 'cp437',
  255: 'cp850',
};
export const SYMBOL_CHARSET = 2;
export const USUAL_ENCODING = 'cp1252';

export function encodingOfCharset(charset: number): string | null {
  return CHARSETS[charset] ?? null;
}

/** The encoding of a code page of Windows, or null when there is none of that number. */
export function encodingOfCodePage(codePage: number): string | null {
  if (codePage === 65_001) return 'utf-8';
  if (codePage === 10_000) return 'macintosh';
  const name = `cp${codePage}`;
  return iconv.encodingExists(name) ? name : null;
}

export function decodeBytes(bytes: Buffer, encoding: string): string {
  return bytes.every(byte => byte < 0x80) ? bytes.toString('latin1') : iconv.decode(bytes, encoding);
}
