import { setImmediate } from 'node:timers/promises';
import { diffArrays, type ArrayChange } from 'diff';
import type { ComparedPart, Comparison } from '#shared/contract/document.ts';
import { FoyerError } from '#shared/errors.ts';
import { isRuleRow, rowCells } from '#shared/lib/table-row.ts';
import type { Block } from '#main/ingest/ports.ts';

/** Both texts together; some 1,200 dense pages. */
export const MAX_COMPARED_CHARACTERS = 4_000_000;
/** Paragraphs and rows that were removed or added: the work grows with the square of it. */
export const MAX_CHANGED_UNITS = 2_000;

/** Words of one paragraph that may differ before it is shown as removed and added. */
const MAX_CHANGED_WORDS = 400;
/** What an answer lists at most; the rest is counted. */
const MAX_LISTED_CHANGES = 500;
const MAX_LISTED_CHARACTERS = 500_000;
/** Same paragraphs shown before and after a change. */
const CONTEXT = 1;
/** Paragraphs looked at to find what one has become. */
const LOOK_AHEAD = 12;
/** Share of words by which two paragraphs are one that was changed. */
const ALIKE = 0.4;
/** Paragraphs handled before others have their turn. */
const AT_ONCE = 50;

/** A number with its decimals, a word or a sign, each with the space after it. */
const TOKEN = /(?:\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+|\S)\s*/gu;

type Text = { text: string; blocks: readonly Block[] };
type Shown = Exclude<ComparedPart, { kind: 'folded' }>;
type Pieces = Shown['cells'][number];
type Unit = { kind: Shown['kind']; cells: string[]; key: string; words?: Set<string> };

/** Two texts compared by paragraph and table row, then by word. Throws `document.beyond_comparison`. */
export async function compareTexts(
  earlier: Text,
  later: Text,
): Promise<Pick<Comparison, 'counts' | 'parts' | 'notListed'>> {
  if (earlier.text.length + later.text.length > MAX_COMPARED_CHARACTERS)
    throw new FoyerError('document.beyond_comparison', 'The texts are too long to be compared');
  const runs = await runsOf(unitsOf(earlier), unitsOf(later));
  if (runs === undefined)
    throw new FoyerError('document.beyond_comparison', 'Too much differs to be compared');
  return list(await partsOf(runs));
}

function unitsOf({ text, blocks }: Text): Unit[] {
  return blocks.flatMap(block => {
    const content = text.slice(block.start, block.end);
    if (block.kind === 'paragraph' || block.kind === 'code') return unit(block.kind, [content]);
    return content.split('\n').flatMap(line => {
      if (block.kind !== 'table') return unit(block.kind, [bare(line, block.kind)]);
      return isRuleRow(line) ? [] : unit('row', rowCells(line));
    });
  });
}

/** None of nothing but spaces. */
function unit(kind: Unit['kind'], cells: string[]): Unit[] {
  const key = cells.map(cell => cell.replace(/\s+/g, ' ').trim()).join('\u0000');
  return key.replaceAll('\u0000', '') === '' ? [] : [{ kind, cells, key: `${kind}\u0000${key}` }];
}

/** A line without the signs that make it a heading or a quotation; items of a list have one and the same. */
function bare(line: string, kind: Block['kind']): string {
  switch (kind) {
    case 'heading':
      return line.replace(/^#+\s+/, '');
    case 'quote':
      return line.replace(/^(?:>\s?)+/, '');
    case 'list':
      return line.replace(/^(\s*)[-*+]\s+/, '$1• ');
    default:
      return line;
  }
}

/** In turns, so that answers keep streaming; undefined when too much differs. */
const runsOf = (earlier: Unit[], later: Unit[]): Promise<ArrayChange<Unit>[] | undefined> =>
  new Promise(resolve => {
    diffArrays(earlier, later, {
      comparator: (left, right) => left.key === right.key,
      maxEditLength: MAX_CHANGED_UNITS,
      callback: resolve,
    });
  });

async function partsOf(runs: readonly ArrayChange<Unit>[]): Promise<Shown[]> {
  const parts: Shown[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    if (!run) break;
    const next = runs[index + 1];
    if (run.removed && next?.added) {
      await pair(run.value, next.value, parts);
      index += 1;
    } else {
      const state = run.added ? 'added' : run.removed ? 'removed' : 'same';
      for (const one of run.value) parts.push(whole(one, state));
    }
  }
  return parts;
}

/** What was taken out and what came in its place: what is alike is one that was changed. */
async function pair(removed: readonly Unit[], added: readonly Unit[], parts: Shown[]): Promise<void> {
  let next = 0;
  for (const [index, old] of removed.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const found = added.slice(next, next + LOOK_AHEAD).findIndex(one => areAlike(old, one));
    const become = found < 0 ? undefined : added[next + found];
    const cells = become && changedCells(old, become);
    if (!become || !cells) {
      parts.push(whole(old, 'removed'));
      continue;
    }
    for (const one of added.slice(next, next + found)) parts.push(whole(one, 'added'));
    parts.push({ kind: become.kind, state: 'changed', cells });
    next += found + 1;
  }
  for (const one of added.slice(next)) parts.push(whole(one, 'added'));
}

const whole = ({ kind, cells }: Unit, state: 'same' | 'removed' | 'added'): Shown => ({
  kind,
  state,
  cells: cells.map(text => [{ state, text }]),
});

function areAlike(left: Unit, right: Unit): boolean {
  if (left.kind !== right.kind || left.cells.length !== right.cells.length) return false;
  // A row is known by what it begins with, such as the name that its figures are of.
  if (left.kind === 'row' && left.cells.length > 1 && left.cells[0] === right.cells[0]) return true;
  const [few, many] = [wordsOf(left), wordsOf(right)].toSorted((one, other) => one.size - other.size);
  if (!few || !many) return false;
  let shared = 0;
  for (const word of few) if (many.has(word)) shared += 1;
  return shared >= many.size * ALIKE;
}

const tokens = (text: string): string[] => text.match(TOKEN) ?? [];

function wordsOf(one: Unit): Set<string> {
  one.words ??= new Set(one.cells.flatMap(tokens).map(token => token.trimEnd().toLowerCase()));
  return one.words;
}

/** Null when so many words differ that whole paragraphs are easier to read. */
function changedCells(old: Unit, become: Unit): Pieces[] | null {
  const cells: Pieces[] = [];
  for (const [index, text] of become.cells.entries()) {
    const changes = diffArrays(tokens(old.cells[index] ?? ''), tokens(text), {
      comparator: (left, right) => left.trimEnd() === right.trimEnd(),
      maxEditLength: MAX_CHANGED_WORDS,
    });
    if (changes === undefined) return null;
    cells.push(
      changes.map(({ added, removed, value }) => ({
        state: added ? 'added' : removed ? 'removed' : 'same',
        text: value.join(''),
      })),
    );
  }
  return cells;
}

/** Changes with what stands around them; the rest of what is the same is folded. */
function list(all: readonly Shown[]): Pick<Comparison, 'counts' | 'parts' | 'notListed'> {
  const counts = { added: 0, removed: 0, changed: 0 };
  const near = new Set<number>();
  for (const [index, { state }] of all.entries()) {
    if (state === 'same') continue;
    counts[state] += 1;
    for (let shown = index - CONTEXT; shown <= index + CONTEXT; shown += 1) near.add(shown);
  }
  const parts: ComparedPart[] = [];
  let changes = 0;
  let characters = 0;
  let folded = 0;
  const fold = () => {
    if (folded > 0) parts.push({ kind: 'folded', count: folded });
    folded = 0;
  };
  for (const [index, part] of all.entries()) {
    if (changes >= MAX_LISTED_CHANGES || characters > MAX_LISTED_CHARACTERS) break;
    if (!near.has(index)) {
      folded += 1;
      continue;
    }
    fold();
    parts.push(part);
    if (part.state !== 'same') changes += 1;
    for (const pieces of part.cells) for (const { text } of pieces) characters += text.length;
  }
  fold();
  return { counts, parts, notListed: counts.added + counts.removed + counts.changed - changes };
}
