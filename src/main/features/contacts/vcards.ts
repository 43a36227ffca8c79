import { looksLikeId, type ReadContact } from './read-contact.ts';

type Line = { name: string; params: ReadonlyMap<string, readonly string[]>; value: string };
type NumberedLine = { text: string; line: number };

/** Address cards are told by how they begin. */
export const holdsCards = (text: string): boolean => /^\ufeff?\s*BEGIN:VCARD/iu.test(text);

/**
 * Reads address cards: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), and 2.1 as old telephones write it, with quoted-printable.
 * What is read of each is what a contact holds. Never throws: a card that does not end has the problem `unreadable`.
 */
export function readCards(text: string): ReadContact[] {
  const cards: ReadContact[] = [];
  let begun: { line: number; lines: Line[] } | null = null;
  for (const { text: content, line } of unfolded(text)) {
    const read = readLine(content);
    if (read === null) continue;
    if (read.name === 'BEGIN' && read.value.toUpperCase() === 'VCARD') {
      if (begun !== null) cards.push(broken(begun.line));
      begun = { line, lines: [] };
    } else if (read.name === 'END' && begun !== null) {
      cards.push(contactOf(begun.line, begun.lines));
      begun = null;
    } else begun?.lines.push(read);
  }
  if (begun !== null) cards.push(broken(begun.line));
  return cards;
}

const nothing = { name: '', email: '', phone: '', company: '', language: '', note: '' };
const broken = (line: number): ReadContact => ({
  line,
  id: null,
  kind: 'person',
  ...nothing,
  unreadable: true,
});

/** Long lines go on after a break and a space; those in quoted-printable after an equals sign. */
function* unfolded(text: string): Generator<NumberedLine> {
  let open: NumberedLine | null = null;
  let soft = false;
  for (const [index, raw] of text
    .replace(/^\ufeff/u, '')
    .split(/\r\n|\r|\n/u)
    .entries()) {
    if (open !== null && soft) open.text = open.text.slice(0, -1) + raw;
    else if (open !== null && /^[ \t]/u.test(raw)) open.text += raw.slice(1);
    else {
      if (open !== null) yield open;
      open = { text: raw, line: index + 1 };
    }
    soft = /ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/iu.test(open.text) && open.text.endsWith('=');
  }
  if (open !== null) yield open;
}

/** `item1.TEL;TYPE=cell,pref:+33 6…`; null when it is none. A colon within quotation marks parts nothing. */
function readLine(text: string): Line | null {
  const found = /^((?:[^":]|"[^"]*")*):(.*)$/su.exec(text);
  if (found === null) return null;
  const [head = '', ...params] = (found[1] ?? '').match(/(?:[^";]|"[^"]*")+/gu) ?? [];
  const said = new Map<string, string[]>();
  for (const param of params) {
    const equals = param.indexOf('=');
    // In 2.1 a parameter stands without its name.
    const name = equals === -1 ? bareName(param) : param.slice(0, equals).toUpperCase();
    const values = param
      .slice(equals + 1)
      .replaceAll('"', '')
      .toLowerCase()
      .split(',');
    said.set(name, [...(said.get(name) ?? []), ...values]);
  }
  const name = head.replace(/^.*\./u, '').trim().toUpperCase();
  return { name, params: said, value: decoded(found[2] ?? '', said).trim() };
}

const bareName = (param: string) => (/^quoted-printable$/iu.test(param) ? 'ENCODING' : 'TYPE');

function decoded(value: string, params: Line['params']): string {
  if (!params.get('ENCODING')?.includes('quoted-printable')) return value;
  const bytes: number[] = [];
  for (const part of value.match(/=[0-9a-f]{2}|[\s\S]/giu) ?? [])
    if (/^=[0-9a-f]{2}$/iu.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...Buffer.from(part));
  const latin = /8859-1|1252|latin/iu.test(params.get('CHARSET')?.[0] ?? '');
  return new TextDecoder(latin ? 'windows-1252' : 'utf-8').decode(Uint8Array.from(bytes));
}

function contactOf(line: number, lines: readonly Line[]): ReadContact {
  const first = (name: string) => lines.find(each => each.name === name && each.value !== '')?.value ?? '';
  const [family = '', given = '', middle = ''] = partsOf(first('N'));
  const company = partsOf(first('ORG'))[0] ?? '';
  const full = plain(first('FN')) || [given, middle, family].filter(part => part !== '').join(' ');
  const email = plain(preferred(lines, 'EMAIL')).replace(/^mailto:/iu, '');
  const phone = plain(preferred(lines, 'TEL')).replace(/^tel:/iu, '').replace(/;.*$/su, '');
  const isCompany =
    /^org$/iu.test(first('KIND')) ||
    /^company$/iu.test(first('X-ABSHOWAS')) ||
    (full === '' && company !== '');
  const uid = first('UID')
    .replace(/^urn:uuid:/iu, '')
    .toLowerCase();
  return {
    line,
    id: looksLikeId(uid) ? uid : null,
    kind: isCompany ? 'company' : 'person',
    // A card has to have a name: that of somebody without one is how they are reached.
    name: isCompany ? company || full : full === email || full === phone ? '' : full,
    email,
    phone,
    company: isCompany ? '' : company,
    language: plain(preferred(lines, 'LANG')).slice(0, 2).toLowerCase(),
    note: plain(first('NOTE')),
  };
}

const FAX = /^(?:fax|pager|homefax|workfax)$/u;
const NOT_PREFERRED = 1_000;

/** Of several addresses or numbers the preferred one, else the first that a person answers. */
function preferred(lines: readonly Line[], name: string): string {
  const rank = ({ params }: Line): number => {
    const types = params.get('TYPE') ?? [];
    if (types.some(type => FAX.test(type))) return NOT_PREFERRED * 2;
    if (types.includes('pref')) return 0;
    const pref = Number(params.get('PREF')?.[0]);
    return Number.isInteger(pref) && pref > 0 ? pref : NOT_PREFERRED;
  };
  const all = lines.filter(line => line.name === name && line.value !== '');
  return all.toSorted((one, other) => rank(one) - rank(other))[0]?.value ?? '';
}

/** The parts of a value between semicolons that stand by themselves. */
function partsOf(value: string): string[] {
  return (value.match(/(?:\\.|[^;\\])+|(?<=;|^)(?=;|$)/gsu) ?? []).map(part => plain(part).trim());
}

function plain(value: string): string {
  return value.replaceAll(/\\([nN,;:\\])/gu, (_, sign: string) => (/n/iu.test(sign) ? '\n' : sign));
}
