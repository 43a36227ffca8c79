import iconv from 'iconv-lite';

/*
 * The body of a message that Outlook keeps as RTF: HTML or text in the clothes of RTF ([MS-OXRTFEX]), or RTF that a
 * person wrote, of which the words are taken.
 */

const TOKEN = /\\(?:([a-z]+)(-?\d+)? ?|'([\da-f]{2})|([^a-z']))|([{}])|[\r\n]+|([^\\{}\r\n]+)/giu;
/** Groups that hold no words of the message. */
const SILENT = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr pntext themedata datastore mhtmltag xmlnstbl listtable listoverridetable'.split(
    ' ',
  ),
);
const CHARACTERS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
};
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\', '{': '{', '}': '}', '~': '\u00a0', _: '-' };
const MAX_DEPTH = 500;

type Group = { isSilent: boolean; isMarkup: boolean; isForRtf: boolean; fallback: number };

/** Bytes until one that is none: letters of two bytes are written one after the other. */
function createOutput(encoding: string) {
  const parts: string[] = [];
  let bytes: number[] = [];
  const settle = (): void => {
    if (bytes.length > 0) parts.push(iconv.decode(Buffer.from(bytes), encoding));
    bytes = [];
  };
  return {
    byte: (value: number): void => void bytes.push(value),
    text(value: string): void {
      settle();
      parts.push(value);
    },
    toString(): string {
      settle();
      return parts.join('');
    },
  };
}

/** What a message in RTF says. `isHtml`: Outlook dressed a page, which is given back as it was. */
export function rtfBody(rtf: string): { isHtml: boolean; content: string } {
  const isHtml = /^[^}]{0,400}\\fromhtml1/u.test(rtf);
  const codePage = `cp${/\\ansicpg(\d+)/u.exec(rtf)?.[1] ?? '1252'}`;
  const output = createOutput(iconv.encodingExists(codePage) ? codePage : 'windows-1252');
  const groups: Group[] = [];
  let group: Group = { isSilent: false, isMarkup: false, isForRtf: false, fallback: 1 };
  let skipped = 0;
  let isStarred = false;
  const isShown = (): boolean => !group.isSilent && !(isHtml && group.isForRtf && !group.isMarkup);

  const onWord = (word: string, argument: number | null): void => {
    if (isStarred) {
      isStarred = false;
      if (word === 'htmltag') group.isMarkup = true;
      else group.isSilent = true;
    } else if (SILENT.has(word)) group.isSilent = true;
    if (word === 'htmlrtf') group.isForRtf = argument !== 0;
    else if (word === 'uc') group.fallback = argument ?? 1;
    else if (word === 'v') group.isSilent ||= argument !== 0;
    if (!isShown()) return;
    if (word === 'u' && argument !== null) {
      output.text(String.fromCharCode(argument & 0xffff));
      skipped = group.fallback;
    } else if (Object.hasOwn(CHARACTERS, word)) output.text(CHARACTERS[word] ?? '');
  };

  for (const [, word, argument, byte, symbol, brace, text] of rtf.matchAll(TOKEN)) {
    if (brace === '{') {
      if (groups.length >= MAX_DEPTH) break;
      groups.push(group);
      group = { ...group };
    } else if (brace === '}') {
      group = groups.pop() ?? group;
      skipped = 0;
    } else if (word !== undefined) onWord(word, argument === undefined ? null : Number(argument));
    else if (symbol === '*') isStarred = true;
    else if (!isShown()) continue;
    else if (byte !== undefined) {
      if (skipped > 0) skipped -= 1;
      else output.byte(Number.parseInt(byte, 16));
    } else if (symbol !== undefined) output.text(ESCAPED[symbol] ?? '');
    else if (text !== undefined) {
      const shown = text.slice(skipped);
      skipped = Math.max(0, skipped - text.length);
      output.text(iconv.decode(Buffer.from(shown, 'latin1'), 'windows-1252'));
    }
  }
  return { isHtml, content: output.toString() };
}
