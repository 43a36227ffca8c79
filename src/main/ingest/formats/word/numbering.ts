import { PAGE_MARK } from './content.ts';
import { formatNumber } from './number-format.ts';
import type { ParagraphStyle, StyleSheet } from './styles.ts';
import { child, descend, elementsOf, isOn, numberOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What Word shows before a numbered paragraph. */
export type Label = {
  /** As shown, with the space that follows: `Article 3. `, `IV. `, `- ` for any bullet. */
  text: string;
  /** How deep in its list, from 0. */
  depth: number;
  isBullet: boolean;
  /** Whether a word stands beside the number ("Article 3."). */
  isNamed: boolean;
};

export type Numbering = {
  /** Counts a paragraph with these properties and style, and says what is shown before it; null when nothing is. */
  label(properties: XmlElement | undefined, style: ParagraphStyle): Label | null;
};

type Level = {
  start: number;
  format: string;
  /** For the format `custom`: the first numbers, written out. */
  sample: string | null;
  /** `%1.%2`: figures stand for the numbers of the levels. */
  template: string;
  space: string;
  /** The level (from 1) from which on a paragraph starts this one again; 0 never, null any. */
  restart: number | null;
  /** Shows every number in figures. */
  isLegal: boolean;
  /** Counts without showing it. */
  isHidden: boolean;
  style: string | null;
};

type Levels = ReadonlyMap<number, Level>;
type List = {
  /** Lists of one definition go on counting where the other stopped. */
  definition: string;
  levels: Levels;
  /** Levels that this list shows in its own way. */
  ownLevels: Levels;
  /** Where this list starts again, once on each level. */
  restarts: Map<number, number>;
};

const MAX_LEVELS = 9;
const NOT_NUMBERED = '0';
const PLACE = /%([1-9])/gu;
const NAME = /\p{L}{3}/u;
/** A label that says nothing (a dash, a square) is a bullet; notes are counted by signs too. */
const COUNTS = /[\p{L}\p{N}*†‡§]/u;
const BULLET = '- ';

function readLevel(element: XmlElement): Level {
  // Word writes formats that older versions do not know as a choice.
  const format =
    child(element, 'w:numFmt') ?? descend(element, 'mc:AlternateContent', 'mc:Choice', 'w:numFmt');
  const isBullet = child(element, 'w:lvlPicBulletId') !== undefined;
  return {
    // ECMA-376 part 1, 17.9.25: without a start it is 0.
    start: numberOf(element, 'w:start') ?? 0,
    format: isBullet ? 'bullet' : (format?.attributes['w:val'] ?? 'decimal'),
    sample: format?.attributes['w:format'] ?? null,
    template: valueOf(element, 'w:lvlText')?.replaceAll(PAGE_MARK, '') ?? '',
    space: valueOf(element, 'w:suff') === 'nothing' ? '' : ' ',
    restart: numberOf(element, 'w:lvlRestart'),
    isLegal: isOn(element, 'w:isLgl') ?? false,
    isHidden: isOn(child(element, 'w:rPr'), 'w:vanish') ?? false,
    style: valueOf(element, 'w:pStyle'),
  };
}

function readLevels(definition: XmlElement): Levels {
  const levels = elementsOf(definition).filter(({ name }) => name === 'w:lvl');
  return new Map(levels.map((level, at) => [Number(level.attributes['w:ilvl'] ?? at), readLevel(level)]));
}

function readOverrides(list: XmlElement): Pick<List, 'ownLevels' | 'restarts'> {
  const ownLevels = new Map<number, Level>();
  const restarts = new Map<number, number>();
  for (const override of elementsOf(list).filter(({ name }) => name === 'w:lvlOverride')) {
    const depth = Number(override.attributes['w:ilvl'] ?? 0);
    const level = child(override, 'w:lvl');
    const start = numberOf(override, 'w:startOverride');
    if (level !== undefined) ownLevels.set(depth, readLevel(level));
    if (start !== null) restarts.set(depth, start);
  }
  return { ownLevels, restarts };
}

function readLists(part: XmlElement, styles: StyleSheet): ReadonlyMap<string, List> {
  const named = (kind: string, id: string): Map<string, XmlElement> =>
    new Map(
      elementsOf(part)
        .filter(({ name }) => name === kind)
        .map(element => [element.attributes[id] ?? '', element]),
    );
  const definitions = named('w:abstractNum', 'w:abstractNumId');
  const lists = named('w:num', 'w:numId');

  /** A definition may only point at a numbering style, whose list has the levels. */
  const resolve = (id: string, isLink: boolean): [string, XmlElement] | null => {
    const definition = definitions.get(id);
    if (definition === undefined) return null;
    const link = valueOf(definition, 'w:numStyleLink');
    if (link === null || isLink) return [id, definition];
    const linked = lists.get(styles.listOf(link) ?? '');
    return resolve(valueOf(linked, 'w:abstractNumId') ?? '', true);
  };

  const read = new Map<string, List>();
  for (const [id, list] of lists) {
    const found = resolve(valueOf(list, 'w:abstractNumId') ?? '', false);
    if (found === null) continue;
    const [definition, element] = found;
    read.set(id, { definition, levels: readLevels(element), ...readOverrides(list) });
  }
  return read;
}

/** The level a list has for a style; a list names the style that uses each of its levels. */
function levelForStyle(list: List, styles: readonly string[]): number | null {
  for (const style of styles)
    for (const [depth, level] of list.levels) if (level.style === style) return depth;
  return null;
}

/** Numbers of the levels of one definition as counted so far. */
type Counts = (number | undefined)[];

/** Counts one paragraph on level `depth`, which starts again at `restart` unless that is undefined. */
function count(counts: Counts, list: List, depth: number, restart: number | undefined): void {
  // A level that was passed over stands at its start (as LibreOffice and Word show it), and is counted from there.
  for (let above = 0; above < depth; above += 1) counts[above] ??= list.levels.get(above)?.start ?? 1;
  const before = counts[depth];
  counts[depth] = restart ?? (before === undefined ? (list.levels.get(depth)?.start ?? 1) : before + 1);
  for (let below = depth + 1; below < MAX_LEVELS; below += 1) {
    const restartAfter = list.levels.get(below)?.restart ?? null;
    if (restartAfter === null || depth < restartAfter) counts[below] = undefined;
  }
}

/** Reads the numbering part; a file without one numbers nothing. */
export function readNumbering(part: XmlElement | null, styles: StyleSheet): Numbering {
  const lists: ReadonlyMap<string, List> = part === null ? new Map() : readLists(part, styles);
  const counted = new Map<string, Counts>();
  const levelOf = (list: List, depth: number): Level | undefined =>
    list.ownLevels.get(depth) ?? list.levels.get(depth);

  return {
    label(properties, style) {
      const own = child(properties, 'w:numPr');
      const id = valueOf(own, 'w:numId') ?? style.numbering.list;
      const list = id === null || id === NOT_NUMBERED ? undefined : lists.get(id);
      if (id === null || list === undefined) return null;
      const ownLevel = numberOf(own, 'w:ilvl');
      const depth = ownLevel ?? levelForStyle(list, style.numbering.styles) ?? style.numbering.level ?? 0;
      const level = levelOf(list, depth);
      if (level === undefined) return null;

      const counts = counted.get(list.definition) ?? [];
      counted.set(list.definition, counts);
      count(counts, list, depth, list.restarts.get(depth));
      list.restarts.delete(depth);
      const bullet = { text: BULLET, depth, isBullet: true, isNamed: false };
      if (level.format === 'bullet') return bullet;
      const number = level.template.replace(PLACE, (_whole, place: string) => {
        const at = Number(place) - 1;
        const shown = levelOf(list, at);
        return level.isLegal && shown?.format !== 'none'
          ? String(counts[at] ?? 0)
          : formatNumber(counts[at] ?? 0, shown?.format ?? 'decimal', shown?.sample ?? null);
      });
      const text = number.trim();
      if (text === '' || level.isHidden) return null;
      if (!COUNTS.test(text)) return bullet;
      return {
        text: `${text}${level.space}`,
        depth,
        isBullet: false,
        isNamed: NAME.test(level.template.replace(PLACE, '')),
      };
    },
  };
}
