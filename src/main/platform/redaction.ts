const MARK = '[secret]';
const SHORTEST_CORE = 4; // fewer letters stand in any text by chance
/** Letters of base64 and of its variant for addresses. */
const TOKEN = '[A-Za-z0-9+/_-]';
/** In what a server says of a sign-in, a run of letters this long is no word: it may be what was sent, cut or mixed. */
const SUSPECT_RUN = new RegExp(`${TOKEN}{16,}={0,2}`, 'g');

/**
 * Takes secrets out of a text that somebody else wrote, in every form in which they travel: as they are, in JSON, in
 * addresses (percent-encoded), in hex, and in base64 alone or with something before or after them (`name:password`,
 * SMTP's AUTH PLAIN).
 */
export function withoutSecrets(text: string, secrets: readonly (string | null | undefined)[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret == null || secret === '') continue;
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, MARK);
  }
  return clean;
}

/** The same, and without anything that could be what was sent to sign in. */
export function withoutSignIn(text: string, secrets: readonly (string | null | undefined)[]): string {
  return withoutSecrets(text, secrets).replaceAll(SUSPECT_RUN, MARK);
}

function formsOf(secret: string): RegExp[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const plain = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    hex.replaceAll(/../g, '%$&'),
  ];
  return [
    ...base64Cores(bytes).map(core => new RegExp(`${TOKEN}*${escaped(core)}${TOKEN}*={0,2}`, 'g')),
    // Percent-encoding comes in capitals or not, hex too, with or without something between the bytes.
    ...plain.map(form => new RegExp(escaped(form), form === secret ? 'g' : 'gi')),
    ...(bytes.length < SHORTEST_CORE ? [] : [new RegExp(hex.replaceAll(/..(?!$)/g, '$&[ :-]?'), 'gi')]),
  ];
}

/** What of the secret's base64 is the same whatever stands before (at each of three places) and after it. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap(offset => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    const forUrls = core.replaceAll('+', '-').replaceAll('/', '_');
    return core.length < SHORTEST_CORE ? [] : [...new Set([core, forUrls])];
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}/-]/g, '\\$&');
}
