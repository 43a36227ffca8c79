import PostalMime from 'postal-mime';
import { cleanLine } from '../clean-text.ts';
import { decodeText, decodeUtf8 } from '../decode-text.ts';
import { mendDoubleEncoding } from '../double-encoding.ts';

/** The headers of a message end at its first empty line. */
function endOfHeaders(bytes: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n'].map(end => bytes.indexOf(end)).filter(at => at !== -1);
  return ends.length === 0 ? bytes.length : Math.min(...ends);
}

/**
 * A message whose headers are UTF-8. Old programs wrote letters as they had them in memory, without saying in which
 * encoding (RFC 6532 allows UTF-8 alone).
 */
export function withReadableHeaders(bytes: Uint8Array): Buffer {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfHeaders(message);
  const headers = message.subarray(0, end);
  if (decodeUtf8(headers) !== null) return message;
  const charset = /charset="?([\w-]+)/iu.exec(headers.toString('latin1'))?.[1] ?? null;
  return Buffer.concat([Buffer.from(decodeText(headers, charset).text), message.subarray(end)]);
}

/** What a message is about, by its own headers; empty where they do not say. */
export async function subjectOf(bytes: Uint8Array): Promise<string> {
  const message = withReadableHeaders(bytes);
  const { subject } = await PostalMime.parse(message.subarray(0, endOfHeaders(message)));
  return cleanLine(mendDoubleEncoding(subject ?? ''));
}
