/** What is told of an RTF file, piece by piece. */
export type RtfHandler = {
  open(): void;
  close(): void;
  /** A control word (`\par`, `\fs24`); `value` is null where it has none. */
  word(name: string, value: number | null): void;
  /** A control symbol (`\~`, `\*`). */
  symbol(character: string): void;
  /** A byte written in hexadecimal (`\'e9`). */
  byte(value: number): void;
  /** Bytes of text as they stand; neither line ends nor controls are in them. */
  text(bytes: Buffer): void;
};

const [OPEN, CLOSE, BACKSLASH, QUOTE, MINUS, SPACE] = [0x7b, 0x7d, 0x5c, 0x27, 0x2d, 0x20];
const MAX_WORD = 64;

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Where the control word that starts at `at` ends, its value and the space that ends it included. */
function scanWord(bytes: Buffer, at: number): { name: string; value: number | null; end: number } {
  let end = at;
  while (end < bytes.length && end - at < MAX_WORD && isLetter(bytes[end] ?? 0)) end += 1;
  const name = bytes.toString('latin1', at, end);
  const valueAt = end;
  if (bytes[end] === MINUS && isDigit(bytes[end + 1] ?? 0)) end += 1;
  while (end < bytes.length && end - valueAt < MAX_WORD && isDigit(bytes[end] ?? 0)) end += 1;
  const value = end === valueAt ? null : Number(bytes.toString('latin1', valueAt, end));
  return { name, value, end: bytes[end] === SPACE ? end + 1 : end };
}

/** Whether text ends before this byte. */
function endsText(code: number): boolean {
  return code === OPEN || code === CLOSE || code === BACKSLASH || code < SPACE;
}

/** Reads an RTF file (Rich Text Format 1.9.1) from one end to the other; data in binary (`\bin`) is passed over. */
export function scanRtf(bytes: Buffer, handler: RtfHandler): void {
  let at = 0;
  while (at < bytes.length) {
    const code = bytes[at] ?? 0;
    if (code === OPEN || code === CLOSE) {
      if (code === OPEN) handler.open();
      else handler.close();
      at += 1;
    } else if (code !== BACKSLASH) {
      let end = at;
      while (end < bytes.length && !endsText(bytes[end] ?? 0)) end += 1;
      if (end > at) handler.text(bytes.subarray(at, end));
      else if (code === 0x09) handler.word('tab', null);
      at = Math.max(end, at + 1);
    } else if (isLetter(bytes[at + 1] ?? 0)) {
      const { name, value, end } = scanWord(bytes, at + 1);
      if (name === 'bin') at = end + Math.max(0, value ?? 0);
      else {
        handler.word(name, value);
        at = end;
      }
    } else if (bytes[at + 1] === QUOTE) {
      const value = Number.parseInt(bytes.toString('latin1', at + 2, at + 4), 16);
      if (!Number.isNaN(value)) handler.byte(value);
      at += 4;
    } else {
      if (at + 1 < bytes.length) handler.symbol(String.fromCharCode(bytes[at + 1] ?? 0));
      at += 2;
    }
  }
}
