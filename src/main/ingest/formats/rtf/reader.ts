import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { MAX_EXTRACTED_CHARACTERS } from '../../limits.ts';
import { remarkText } from '../remark.ts';
import { plainBlock } from '../word/content.ts';
import type { Block } from '../word/content.ts';
import { shownText } from '../word/symbols.ts';
import { SYMBOL_CHARSET, USUAL_ENCODING, decodeBytes, encodingOfCodePage } from './code-pages.ts';
import {
  CHARACTERS,
  KNOWN_THOUGH_STARRED,
  PARTS,
  PLAIN_PARAGRAPH,
  READ_WITHIN,
  SINKS,
  UNREAD,
} from './groups.ts';
import type { Group, Part } from './groups.ts';
import { createRows } from './rows.ts';
import { createStory } from './story.ts';
import { createTables, outlineHeading } from './tables.ts';
import { scanRtf } from './tokens.ts';

export type RtfText = {
  title: string;
  /** The text with what belongs to it; headers and footers, each as often as the file has it. */
  body: Block[];
  headers: Block[];
  footers: Block[];
  endnotes: Block[];
  /** Objects of other programs, of which only what they show is read. */
  objects: string[];
  /** Whether the file ends before its text does. */
  isCutShort: boolean;
};

/** Deeper than any program writes; it bounds what open groups take. */
const MAX_DEPTH = 5_000;
const PAGE_FIELD = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/iu;
/** What the first word of the file says of its bytes. */
const CODE_PAGES: Record<string, number> = { mac: 10_000, pc: 437, pca: 850 };
const FRENCH = 0x0c;
const PRIMARY_LANGUAGE = 0x3ff;
/** Bytes that may wait for all of their characters to be there. */
const MAX_PENDING = 64 * 1024;

/** Reads an RTF file as a word processor shows it. Nothing that it names outside is read. */
export function readRtf(bytes: Buffer): RtfText {
  const tables = createTables();
  const rows = createRows();
  const main = createStory();
  const found: RtfText = {
    title: '',
    body: [],
    headers: [],
    footers: [],
    endnotes: [],
    objects: [],
    isCutShort: false,
  };
  const groups: Group[] = [];
  let group: Group = {
    sink: 'story',
    unreadBy: '',
    story: main,
    part: null,
    isEndnote: false,
    paragraph: PLAIN_PARAGRAPH,
    font: null,
    isHidden: false,
    isDeleted: false,
    fallback: 1,
    isNestedRow: false,
  };
  let codePage = USUAL_ENCODING;
  let usualFont: number | null = null;
  let isFrench = false;
  let isStarred = false;
  /** Characters that still stand in for one that was read. */
  let toSkip = 0;
  let pending: number[] = [];
  let length = 0;
  let label = '';
  let author = '';
  let objectName = '';
  let fieldCode = '';
  /** Notes at the foot and at the end share their numbers: which one it is is only said within. */
  let noteCount = 0;

  const emit = (text: string): void => {
    length += text.length;
    if (length > MAX_EXTRACTED_CHARACTERS)
      throw new FoyerError('document.too_large', `More than ${MAX_EXTRACTED_CHARACTERS} characters of text`);
    switch (group.sink) {
      case 'story':
        if (!group.isHidden && !group.isDeleted) group.story.append(text);
        return;
      case 'label':
        label += text;
        return;
      case 'font':
        tables.addFontText(text);
        return;
      case 'style':
        tables.addStyleText(text);
        return;
      case 'title':
        found.title += text;
        return;
      case 'author':
        author += text;
        return;
      case 'object':
        objectName += text;
        return;
      case 'code':
        fieldCode += text;
        return;
      case 'unread':
    }
  };

  const font = () => tables.fonts.get(group.font ?? usualFont ?? -1);

  /** Gives out the bytes that waited for all of their characters to be there. */
  const settle = (): void => {
    if (pending.length === 0) return;
    const waiting = Buffer.from(pending);
    pending = [];
    const used = font();
    if (group.sink !== 'font' && used?.charset === SYMBOL_CHARSET)
      emit(shownText(waiting.toString('latin1'), used.name));
    else emit(decodeBytes(waiting, (group.sink === 'font' ? null : used?.encoding) ?? codePage));
  };

  const take = (written: Iterable<number>): void => {
    if (group.sink === 'unread') return;
    for (const byte of written) {
      if (toSkip > 0) toSkip -= 1;
      else pending.push(byte);
    }
    if (pending.length > MAX_PENDING) settle();
  };

  /** A character that is written as a word or symbol: it may stand in for another. */
  const character = (text: string): void => {
    if (toSkip > 0) toSkip -= 1;
    else emit(text);
  };

  const nextMark = (): string => `[${noteCount + 1}]`;

  const beginPart = (part: Part): void => {
    group = {
      ...group,
      sink: 'story',
      story: createStory(),
      part,
      paragraph: PLAIN_PARAGRAPH,
      isHidden: false,
    };
  };

  /** What a part holds goes where a reader looks for it. */
  const endPart = (part: Part, { story, paragraph, isEndnote }: Group, outer: Group): void => {
    const blocks = story.finish(paragraph);
    if (outer.isHidden || outer.isDeleted) return;
    if (part === 'header') found.headers.push(...blocks);
    else if (part === 'footer') found.footers.push(...blocks);
    else if (part === 'box') outer.story.addBoxes(blocks);
    else if (part === 'remark') {
      const text = cleanLine(blocks.map(block => ('text' in block ? block.text : '')).join(' '));
      const remark = remarkText(cleanLine(author), text, isFrench ? 'fr' : 'en');
      if (text !== '') outer.story.addNotes([plainBlock(remark)]);
      author = '';
    } else {
      const mark = nextMark();
      const isCounted = outer.story.endsWith(mark);
      if (isCounted) noteCount += 1;
      const [first, ...others] = blocks;
      const marked =
        isCounted && first !== undefined && 'text' in first
          ? [{ ...first, text: `${mark} ${first.text}` }, ...others]
          : blocks;
      if (isEndnote) found.endnotes.push(...marked);
      else outer.story.addNotes(marked);
    }
  };

  /** The word that says what a group is; false for one that says something else. */
  const takeDestination = (name: string): boolean => {
    const starred = isStarred;
    isStarred = false;
    if (group.sink === 'unread' && READ_WITHIN[name] !== group.unreadBy) return true;
    if (name === 'fldinst') fieldCode = '';
    const part = PARTS[name];
    const sink = SINKS[name];
    if (part !== undefined) beginPart(part);
    else if (sink !== undefined) {
      if (sink === 'label') label = '';
      if (sink === 'object') objectName = '';
      group = { ...group, sink };
    } else if (name === 'result' || name === 'ud') group = { ...group, sink: 'story' };
    else if (name === 'nesttableprops') group = { ...group, isNestedRow: true };
    else if (UNREAD.has(name) || /^m\w+Pr$/u.test(name)) group = { ...group, sink: 'unread', unreadBy: name };
    else if (starred && !KNOWN_THOUGH_STARRED.has(name)) group = { ...group, sink: 'unread', unreadBy: name };
    else return false;
    return true;
  };

  const setParagraph = (change: Partial<Group['paragraph']>): void => {
    group = { ...group, paragraph: { ...group.paragraph, ...change } };
  };

  const takeCells = (name: string, value: number | null): boolean => {
    if (name === 'cell' || name === 'nestcell') settleLabel();
    return rows.take(name, value, group);
  };

  const settleLabel = (): void => {
    if (label !== '') group.story.setLabel(label);
    label = '';
  };

  /** Words about the look of what follows. */
  const takeLook = (name: string, value: number | null): boolean => {
    const isOn = value !== 0;
    switch (name) {
      case 'pard':
        setParagraph(PLAIN_PARAGRAPH);
        return true;
      case 'plain':
        group = { ...group, font: null, isHidden: false, isDeleted: false };
        return true;
      case 'v':
        group = { ...group, isHidden: isOn };
        return true;
      case 'deleted':
        group = { ...group, isDeleted: isOn };
        return true;
      case 'f':
        if (group.sink === 'font') tables.beginFont(value ?? 0);
        else group = { ...group, font: value };
        return true;
      case 's':
        if (group.sink === 'style') tables.beginStyle(value);
        else setParagraph({ headingLevel: tables.styles.get(value ?? -1)?.headingLevel ?? null });
        return true;
      case 'outlinelevel':
        if (group.sink === 'style') tables.setOutline(value ?? 0);
        else setParagraph({ headingLevel: outlineHeading(value ?? 0) });
        return true;
      case 'ilvl':
        setParagraph({ listLevel: value ?? 0 });
        return true;
      case 'intbl':
        setParagraph({ tableLevel: Math.max(1, group.paragraph.tableLevel) });
        return true;
      case 'itap':
        setParagraph({ tableLevel: value ?? 0 });
        return true;
      case 'li':
        setParagraph({ leftIndent: value ?? 0 });
        return true;
      case 'fi':
        setParagraph({ firstIndent: value ?? 0 });
        return true;
      default:
        return false;
    }
  };

  /** Words about the whole file. */
  const takeFile = (name: string, value: number | null): void => {
    const charset = name === 'ansicpg' ? value : (CODE_PAGES[name] ?? null);
    if (charset !== null) codePage = encodingOfCodePage(charset) ?? codePage;
    else if (name === 'deff') usualFont = value;
    else if (name === 'deflang') isFrench = ((value ?? 0) & PRIMARY_LANGUAGE) === FRENCH;
    else if (name === 'fcharset' && group.sink === 'font') tables.setCharset(value ?? 0);
    else if (name === 'cpg' && group.sink === 'font') tables.setCodePage(value ?? 0);
    else if ((name === 'cs' || name === 'ts' || name === 'ds') && group.sink === 'style')
      tables.beginStyle(null);
    else if (name === 'uc') group = { ...group, fallback: Math.max(0, value ?? 1) };
  };

  const takeText = (name: string, value: number | null): boolean => {
    const { story } = group;
    switch (name) {
      case 'par':
      case 'sect':
        if (group.sink !== 'story') return true;
        settleLabel();
        story.endParagraph(group.paragraph);
        return true;
      case 'u': {
        const code = (value ?? 0) < 0 ? (value ?? 0) + 0x1_0000 : (value ?? 0);
        const text = code <= 0xffff ? String.fromCharCode(code) : '\ufffd';
        emit(shownText(text, code >= 0xf000 && code <= 0xf0ff ? (font()?.name ?? null) : null));
        toSkip = group.fallback;
        return true;
      }
      case 'chftn':
        if (group.story === main) emit(nextMark());
        return true;
      case 'ftnalt':
        group = { ...group, isEndnote: true };
        return true;
      case 'chpgn':
        story.showPage();
        emit('1');
        return true;
      case 'fldrslt':
        if (PAGE_FIELD.test(fieldCode)) story.showPage();
        return true;
      default:
        return false;
    }
  };

  scanRtf(bytes, {
    open() {
      settle();
      toSkip = 0;
      if (groups.length >= MAX_DEPTH) throw new FoyerError('document.damaged', 'RTF: nested too deep');
      groups.push(group);
      group = { ...group, part: null };
    },
    close() {
      settle();
      toSkip = 0;
      isStarred = false;
      const ended = group;
      const outer = groups.pop();
      if (outer === undefined) return;
      group = outer;
      if (ended.part !== null) endPart(ended.part, ended, outer);
      else if (ended.sink === 'object' && outer.sink !== 'object') found.objects.push(cleanLine(objectName));
    },
    word(name, value) {
      settle();
      const shown = CHARACTERS[name];
      if (shown !== undefined) {
        character(shown);
        return;
      }
      if (toSkip > 0 && name !== 'u') toSkip -= 1;
      if (takeDestination(name) || group.sink === 'unread') return;
      if (!takeLook(name, value) && !takeCells(name, value) && !takeText(name, value)) takeFile(name, value);
    },
    symbol(written) {
      settle();
      if (written === '*') isStarred = true;
      else if (written === '\n' || written === '\r') takeText('par', null);
      else if (written === '~') character('\u00a0');
      else if (written === '_') character('-');
      else if (written === '\\' || written === '{' || written === '}') character(written);
    },
    byte: value => take([value]),
    text: take,
  });
  settle();
  found.isCutShort = groups.length > 0;
  for (let inner = groups.pop(); inner !== undefined; inner = groups.pop()) {
    if (group.part !== null) endPart(group.part, group, inner);
    group = inner;
  }
  found.body = main.finish(group.paragraph);
  found.title = cleanLine(found.title);
  return found;
}
