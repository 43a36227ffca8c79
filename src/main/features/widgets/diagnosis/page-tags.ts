/** A start tag of a page: its name and attributes, in lower case; of an attribute that comes twice, the first. */
export type Tag = { name: string; attributes: ReadonlyMap<string, string> };

/** Longer ones are no tags that anybody wrote. */
const TAG_MAX_CHARACTERS = 20_000;

/** Elements whose content is text until their end tag; with scripts on, `noscript` is one of them (HTML, 13.2.6). */
const TEXT_ONLY: ReadonlySet<string> = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'iframe',
  'noscript',
  'noembed',
  'noframes',
  'xmp',
]);

/**
 * The start tags that count in a page: not those in comments, scripts, `noscript` and templates. It builds no tree and
 * looks at each character a fixed number of times: a page is a stranger's, and so would be the time it takes.
 */
export function* tagsOf(html: string): Generator<Tag> {
  let templates = 0;
  let at = html.indexOf('<');
  while (at >= 0) {
    const end = endOf(html, at);
    if (end === null) return;
    const tag = end.tag;
    at = end.next;
    if (tag?.name === 'template') templates += 1;
    else if (tag?.name === '/template') templates = Math.max(0, templates - 1);
    else if (tag && !tag.name.startsWith('/')) {
      if (templates === 0) yield tag;
      if (TEXT_ONLY.has(tag.name)) {
        const closing = new RegExp(`</${tag.name}[\\s/>]`, 'gi');
        closing.lastIndex = at;
        if (!closing.test(html)) return;
        at = closing.lastIndex - 1;
      }
    }
    at = html.indexOf('<', at);
  }
}

/** Where what begins with `<` ends, and the tag it was; null where it never ends. End tags are named `/name`. */
function endOf(html: string, at: number): { tag: Tag | null; next: number } | null {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 2); // `<!-->` is a whole comment
    return end < 0 ? null : { tag: null, next: end + 3 };
  }
  const isEnd = html[at + 1] === '/';
  const first = html[at + (isEnd ? 2 : 1)] ?? '';
  if (!/[a-z]/i.test(first)) {
    const isMarkup = isEnd || first === '!' || first === '?';
    const end = isMarkup ? html.indexOf('>', at) : at;
    return end < 0 ? null : { tag: null, next: end + 1 };
  }
  return readTag(html, at + 1);
}

function readTag(html: string, from: number): { tag: Tag | null; next: number } | null {
  const most = Math.min(html.length, from + TAG_MAX_CHARACTERS);
  let at = from + 1;
  while (at < most && !/[\s/>]/.test(html[at] ?? '')) at += 1;
  const name = html.slice(from, at).toLowerCase();
  const attributes = new Map<string, string>();
  while (at < most) {
    const character = html[at] ?? '';
    if (character === '>') return { tag: { name, attributes }, next: at + 1 };
    if (/[\s/]/.test(character)) {
      at += 1;
      continue;
    }
    const read = readAttribute(html, at, most);
    if (!attributes.has(read.name)) attributes.set(read.name, read.value);
    at = read.next;
  }
  const end = html.indexOf('>', at);
  return end < 0 ? null : { tag: null, next: end + 1 };
}

function readAttribute(html: string, from: number, most: number) {
  let at = from + 1; // `=` may begin a name
  while (at < most && !/[\s/>=]/.test(html[at] ?? '')) at += 1;
  const name = html.slice(from, at).toLowerCase();
  let next = at;
  while (next < most && /\s/.test(html[next] ?? '')) next += 1;
  if (html[next] !== '=') return { name, value: '', next: at };
  next += 1;
  while (next < most && /\s/.test(html[next] ?? '')) next += 1;
  const quote = html[next];
  if (quote === '"' || quote === "'") {
    const close = html.indexOf(quote, next + 1);
    const end = close < 0 || close > most ? most : close;
    return { name, value: decoded(html.slice(next + 1, end)), next: end + 1 };
  }
  const start = next;
  while (next < most && !/[\s>]/.test(html[next] ?? '')) next += 1;
  return { name, value: decoded(html.slice(start, next)), next };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

/** The few character references that addresses and policies are written with. */
function decoded(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|quot|apos|lt|gt));/gi, (whole, ...groups) => {
    const [decimal, hexadecimal, name] = groups as (string | undefined)[];
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
