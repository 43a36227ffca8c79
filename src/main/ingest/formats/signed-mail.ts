/*
 * S/MIME that wraps a whole message (RFC 8551): what was signed can be read, what was encrypted cannot. Signatures are
 * not checked: who sent a document is no question here.
 */

/** Object identifiers of CMS (RFC 5652), in DER: signed-data, enveloped-data, auth-enveloped-data, data. */
const PKCS7 = '06092a864886f70d0107';
const SIGNED = Buffer.from(`${PKCS7}02`, 'hex');
const ENVELOPED = Buffer.from(`${PKCS7}03`, 'hex');
const DATA = Buffer.from(`${PKCS7}01`, 'hex');
const AUTH_ENVELOPED = Buffer.from('060b2a864886f70d0109100117', 'hex');
/** The identifier stands behind one or two lengths. */
const IDENTIFIER_WITHIN = 24;

const EXPLICIT_ZERO = 0xa0;
const OCTETS = 0x04;
const OCTETS_IN_PIECES = 0x24;

export function envelopeKind(bytes: Uint8Array): 'signed' | 'encrypted' | 'other' {
  const head = Buffer.from(bytes.subarray(0, IDENTIFIER_WITHIN));
  if (head.includes(SIGNED)) return 'signed';
  return head.includes(ENVELOPED) || head.includes(AUTH_ENVELOPED) ? 'encrypted' : 'other';
}

/** The header of a BER element: its tag, where its content starts, and how long it is; null for "until its end". */
function elementAt(bytes: Buffer, at: number): { tag: number; start: number; length: number | null } | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first === 0x80) return { tag, start: at + 2, length: null };
  if (first < 0x80) return { tag, start: at + 2, length: first };
  const count = first & 0x7f;
  if (count > 4 || at + 2 + count > bytes.length) return null;
  return { tag, start: at + 2 + count, length: bytes.readUIntBE(at + 2, count) };
}

/** The message that was signed, or null when there is none in it or it is cut short. */
export function signedContent(source: Uint8Array): Buffer | null {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const identifier = bytes.indexOf(DATA);
  if (identifier === -1) return null;
  const wrapper = elementAt(bytes, identifier + DATA.length);
  if (wrapper?.tag !== EXPLICIT_ZERO) return null;
  const octets = elementAt(bytes, wrapper.start);
  if (octets === null) return null;
  const whole = (start: number, length: number): Buffer | null =>
    start + length > bytes.length ? null : bytes.subarray(start, start + length);
  if (octets.tag === OCTETS && octets.length !== null) return whole(octets.start, octets.length);
  if (octets.tag !== OCTETS_IN_PIECES) return null;
  const end = octets.length === null ? bytes.length : octets.start + octets.length;
  const pieces: Buffer[] = [];
  for (let at = octets.start; at < end;) {
    const piece = elementAt(bytes, at);
    if (piece?.tag !== OCTETS || piece.length === null) break;
    const content = whole(piece.start, piece.length);
    if (content === null) return null;
    pieces.push(content);
    at = piece.start + piece.length;
  }
  return Buffer.concat(pieces);
}
