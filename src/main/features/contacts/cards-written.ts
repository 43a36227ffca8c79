import type { Contact } from '#shared/contract/contacts.ts';

const LINE_BYTES = 75; // RFC 2426, 2.6

/** Contacts as address cards (vCard 3.0, which every address book reads). */
export function* writeCards(contacts: readonly Contact[]): Generator<string> {
  for (const { id, kind, name, email, phone, company, language, note } of contacts) {
    const shown = name ?? email ?? phone ?? '';
    const lines = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `UID:urn:uuid:${id}`,
      `FN:${escaped(shown)}`,
      kind === 'company' ? 'N:;;;;' : `N:${nameParts(shown)};;;`,
      ...(kind === 'company'
        ? [`ORG:${escaped(name ?? '')}`, 'X-ABShowAs:COMPANY']
        : company?.name == null
          ? []
          : [`ORG:${escaped(company.name)}`]),
      ...(email === null ? [] : [`EMAIL;TYPE=INTERNET:${escaped(email)}`]),
      ...(phone === null ? [] : [`TEL;TYPE=VOICE:${escaped(phone)}`]),
      ...(language === null ? [] : [`LANG:${language}`]),
      ...(note === null ? [] : [`NOTE:${escaped(note)}`]),
      'END:VCARD',
    ];
    yield lines.map(line => `${folded(line)}\r\n`).join('');
  }
}

/** Address books sort by the family name: the last word, as far as anyone can tell. */
function nameParts(name: string): string {
  const [, given = '', family = name] = /^(.*)\s(\S+)$/su.exec(name) ?? [];
  return `${escaped(family)};${escaped(given)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\,;]/gu, sign => `\\${sign}`).replaceAll(/\r\n|\r|\n/gu, '\\n');
}

/** Long lines go on after a break and a space, never within a character. */
function folded(line: string): string {
  let [out, bytes] = ['', 0];
  for (const sign of line) {
    const length = Buffer.byteLength(sign);
    if (bytes + length > LINE_BYTES) {
      out += '\r\n ';
      bytes = 1;
    }
    out += sign;
    bytes += length;
  }
  return out;
}
