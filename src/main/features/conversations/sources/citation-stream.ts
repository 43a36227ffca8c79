import { OPENING_BRACKETS, readBracket } from './citation-forms.ts';
import { createSurroundings } from './citation-surroundings.ts';

/** A citation as it stands in the text shown: `[2]` at `at`. */
export type CitationMark = {
  /** Offset of its bracket in the text shown. */
  at: number;
  /** The number shown, that of the source. */
  number: number;
  /** The passages it stands for, as the model numbered them; all of one source. */
  passages: number[];
};

/** Keeps a bracket from being taken for a citation where it is shown: invisible, and no line breaks at it. */
const WORD_JOINER = '\u2060';
/** What every place that shows an answer takes for a citation: see `shared/lib/answer-text.ts`. */
const LOOKS_CITED = /^\[\^?\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})*\]/;
const INTERESTING = /[[【(`]|[ \t\u00a0\u202f]+/;
const SPACES = /^[ \t\u00a0\u202f]+/;
/** What follows `[1]` in `[1](https://…)`: a model that links its citation to nowhere. */
const LINK_TARGET = /^\(\s*(?:#|\/|https?:|www\.|mailto:)[^\s()]*\s*\)/;
const LINK_TARGET_MAX = 300;
/** Backticks whose partner is further away are no code. */
const CODE_MAX = 1_000;

/**
 * Turns the numbers that a model cites (those of the passages, by rank) into those a person sees (of the sources, from
 * 1 in the order they are cited) while the answer streams. Passages of one source share its number; a citation of a
 * passage that does not exist is taken out. Code, years and the notes of quoted words are left alone.
 * @param passages those offered to the model, each with the source it belongs to
 */
export function createCitationStream(passages: readonly { number: number; text: string; source: string }[]) {
  const byNumber = new Map(passages.map(passage => [passage.number, passage]));
  const numbers = new Map<string, number>();
  const marks: CitationMark[] = [];
  const missing: string[] = [];
  const around = createSurroundings(passages);
  let held = '';
  let out = '';
  /** Spaces that wait for what follows: nothing may. */
  let space = '';
  /** Length of what was emitted in all. */
  let shown = 0;
  let dropping = false;
  /** Length of the fence of the block of code that is open; 0 for none. */
  let fence = 0;
  /** The marks that stand side by side at the end of the text. */
  let side: CitationMark[] = [];

  function emit(text: string): void {
    if (text === '') return;
    around.see(space + text);
    out += space + text;
    shown += space.length + text.length;
    space = '';
    side = [];
  }

  function cite(number: number): void {
    const passage = byNumber.get(number);
    if (passage === undefined) {
      missing.push(`[${number}]`);
      return;
    }
    const given = numbers.get(passage.source) ?? numbers.size + 1;
    numbers.set(passage.source, given);
    const same = side.find(mark => mark.number === given);
    if (same !== undefined) {
      if (!same.passages.includes(number)) same.passages.push(number);
      return;
    }
    const beside = side;
    const written = `[${given}]`;
    emit(written);
    const mark = { at: shown - written.length, number: given, passages: [number] };
    side = [...beside, mark];
    marks.push(mark);
  }

  // Each of these handles what stands at the beginning of `held` and returns how much it took; 0 to wait for more.

  function takeBracket(ended: boolean): number {
    const reading = readBracket(held, ended);
    if (reading.kind === 'open') return 0;
    if (reading.kind === 'none') {
      emit(held[0] ?? '');
      return 1;
    }
    const { length, numbers: cited } = reading;
    const bracket = held.slice(0, length);
    const known = cited.some(number => byNumber.has(number));
    if (around.isLiteral(space, bracket, known)) {
      const mistaken = LOOKS_CITED.test(bracket) && cited.some(number => number <= passages.length);
      emit(mistaken ? bracket.replace('[', `[${WORD_JOINER}`) : bracket);
      return length;
    }
    const after = held.slice(length, length + LINK_TARGET_MAX);
    if (!ended && after.length < LINK_TARGET_MAX && /^(?:$|\([^\s()]*$)/.test(after)) return 0;
    // `[0]`, which says that nothing answers, means nothing here.
    if (!dropping) for (const number of cited.filter(one => one > 0)) cite(number);
    space = ''; // when nothing came in its place
    return length + (LINK_TARGET.exec(after)?.[0].length ?? 0);
  }

  function takeCode(ended: boolean): number {
    const run = /^`+/.exec(held)?.[0] ?? '';
    if (run.length === held.length && !ended) return 0;
    if (run.length >= 3 && around.atLineStart()) {
      const line = held.indexOf('\n');
      if (line < 0 && !ended) return 0;
      if (!held.slice(run.length, line < 0 ? undefined : line).includes('`')) {
        fence = run.length;
        emit(run);
        return run.length;
      }
    }
    const end = closingRun(run);
    if (end === null && !ended && held.length < CODE_MAX && !held.includes('\n\n')) return 0;
    const taken = end ?? run.length;
    emit(held.slice(0, taken));
    return taken;
  }

  /** Where the code that begins with these backticks ends, within its paragraph; null when it does not. */
  function closingRun(run: string): number | null {
    const paragraph = held.split('\n\n', 1)[0] ?? '';
    for (const match of paragraph.slice(run.length).matchAll(/`+/g))
      if (match[0].length === run.length) return run.length + match.index + run.length;
    return null;
  }

  function takeFenced(ended: boolean): number {
    const closing = new RegExp(`\\n {0,3}\`{${fence},}[ \\t]*(?=\\n|$)`).exec(held);
    if (closing !== null && (ended || closing.index + closing[0].length < held.length)) {
      const end = closing.index + closing[0].length;
      fence = 0;
      emit(held.slice(0, end));
      return end;
    }
    // Whole lines are certain; the last one may be the end of the code.
    const certain = ended ? held.length : closing === null ? held.lastIndexOf('\n') : closing.index;
    emit(held.slice(0, Math.max(0, certain)));
    return Math.max(0, certain);
  }

  function takeOne(ended: boolean): number {
    if (fence > 0) return takeFenced(ended);
    const at = held.search(INTERESTING);
    if (at !== 0) {
      const text = at < 0 ? held : held.slice(0, at);
      emit(text);
      return text.length;
    }
    const spaces = SPACES.exec(held)?.[0] ?? '';
    if (spaces !== '') {
      space += spaces;
      return spaces.length;
    }
    return OPENING_BRACKETS.includes(held[0] ?? '') ? takeBracket(ended) : takeCode(ended);
  }

  function advance(ended: boolean): string {
    out = '';
    while (held !== '') {
      const taken = takeOne(ended);
      if (taken === 0) break;
      held = held.slice(taken);
    }
    return out;
  }

  return {
    /** @returns the text that may be shown now */
    pass(text: string): string {
      held += text;
      return advance(false);
    },
    /** @returns what was held back, once the stream is over; spaces at the very end are left out */
    rest: (): string => advance(true),
    /** From now on citations are taken out: the answer says that there is none. */
    drop(): void {
      dropping = true;
    },
    /** The citations shown so far, in order. */
    marks: (): readonly CitationMark[] => marks,
    /** Citations of passages that do not exist. */
    missing: (): readonly string[] => missing,
    /** The number of a source; null while it is not cited. */
    numberOf: (source: string): number | null => numbers.get(source) ?? null,
    /** How many sources are cited so far. */
    count: (): number => numbers.size,
  };
}
