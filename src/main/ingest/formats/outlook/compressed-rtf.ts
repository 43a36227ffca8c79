import { FoyerError } from '#shared/errors.ts';
import { MAX_HTML_CHARACTERS } from '../../limits.ts';

/** What the dictionary begins with ([MS-OXRTFCP] 2.1.2.1). */
const PRELOADED =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const DICTIONARY_LENGTH = 4_096;
const HEADER_LENGTH = 16;
const COMPRESSED = 0x7546_5a4c;
const PLAIN = 0x414c_454d;

/** The RTF of a message as bytes in Latin-1 ([MS-OXRTFCP]). Throws document.damaged or .too_large. */
export function decompressRtf(source: Buffer): string {
  if (source.length < HEADER_LENGTH) throw new FoyerError('document.damaged', 'RTF that is cut short');
  const size = source.readUInt32LE(4);
  const kind = source.readUInt32LE(8);
  if (kind === PLAIN) return source.toString('latin1', HEADER_LENGTH, HEADER_LENGTH + size);
  if (kind !== COMPRESSED) throw new FoyerError('document.damaged', 'RTF of an unknown kind');
  if (size > MAX_HTML_CHARACTERS) throw new FoyerError('document.too_large', `${size} bytes of RTF`);
  const dictionary = Buffer.alloc(DICTIONARY_LENGTH);
  let write = dictionary.write(PRELOADED, 'latin1');
  const output = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number): void => {
    output[length] = byte;
    length += 1;
    dictionary[write] = byte;
    write = (write + 1) % DICTIONARY_LENGTH;
  };
  let at = HEADER_LENGTH;
  while (at < source.length && length < size) {
    const control = source.readUInt8(at);
    at += 1;
    for (let bit = 0; bit < 8 && at < source.length && length < size; bit += 1) {
      if (((control >> bit) & 1) === 0) {
        put(source.readUInt8(at));
        at += 1;
        continue;
      }
      if (at + 2 > source.length) break;
      const reference = source.readUInt16BE(at);
      at += 2;
      const offset = reference >> 4;
      // A reference to where is written next ends the stream.
      if (offset === write) return output.toString('latin1', 0, length);
      for (let step = 0; step < (reference & 15) + 2 && length < size; step += 1)
        put(dictionary[(offset + step) % DICTIONARY_LENGTH] ?? 0);
    }
  }
  return output.toString('latin1', 0, length);
}
