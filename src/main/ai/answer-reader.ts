import {
  findCloser,
  findClosingTag,
  findEnd,
  findOpening,
  findPrefix,
  type Opening,
} from './answer-marks.ts';
import { isCode, type CodeState, noCode, passCode } from './code-spans.ts';

/** What a model's text is made of. */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  /** All text before it was reasoning: its end was marked, its beginning was not. */
  | { type: 'take-back' };

/**
 * How a model hands on its reasoning, as far as it shows in its text: `marked` at both ends or sent apart, `unopened`
 * with a mark at its end alone, `none`. Null when nobody knows yet.
 */
export type ReasoningHabit = 'none' | 'marked' | 'unopened';

/** Words enough to tell somebody who thinks aloud from somebody who answers. */
const TELLING_CHARACTERS = 24;

/** How reasoning begins in English and French, when nothing marks it. */
const THINKING_ALOUD =
  /^(?:(?:ok(?:ay)?|alright|all right|hmm+|wait|so|well|right|now|got it|first|great)[,.! ]|let me |let['’]s |we (?:need|have|are)|i (?:need|should|must|have to|will|am|think)|the (?:user|question|person|passage|context|document)|looking at|to answer|this (?:question|is)|user |d['’]accord|bon[,. ]|hmm|voyons|alors[, ]|l['’]utilisateur|la (?:question|personne)|je (?:dois|vais|cherche)|il faut|d['’]abord|analysons)/i;

/** Somebody who speaks of the person they answer does not speak to them. */
const ABOUT_THE_PERSON = /\b(?:the user|l['’]utilisateur|l['’]utilisatrice)\b/i;

/** Longest stretch in which the beginning of a mark may stand, in characters. */
const LONGEST_MARK = 420;

type State =
  /** Before the first word: marks are looked for. */
  | 'beginning'
  /** The first words are there; too few to tell reasoning that opens without a mark. */
  | 'unsure'
  /** Held back: it may be reasoning, until its end is marked or the answer ends. */
  | 'held'
  | 'reasoning'
  | 'answer'
  /** A mark ended the turn: the rest is for nobody. */
  | 'over';

/**
 * Tells a model's reasoning from its answer, as the pieces of its text come; pieces may cut a mark anywhere. Marks
 * inside code are words. Nothing is held back for longer than its kind asks for: `release` gives up the short wait of
 * a model nobody knows yet, and `end` gives out what is left.
 */
export function createAnswerReader(known: ReasoningHabit | null) {
  let state: State = 'beginning';
  let held = '';
  let closers: Opening['closers'] = [];
  let habit: ReasoningHabit | null = known;
  let seen: ReasoningHabit = 'none';
  let code: CodeState = noCode;
  let wroteText = false;
  let wroteReasoning = false;
  let afterReasoning = false;

  function say(pieces: Piece[], type: 'text' | 'reasoning', text: string): void {
    if (text === '') return;
    if (type === 'text') {
      code = passCode(code, text);
      wroteText = true;
    } else {
      text = wroteReasoning ? text : text.trimStart();
      if (text === '') return;
      wroteReasoning = true;
    }
    pieces.push({ type, text });
  }

  function beginReasoning(opening: Opening, from: string): void {
    seen = 'marked';
    state = 'reasoning';
    ({ closers } = opening);
    held = from.slice(opening.length);
  }

  function endReasoning(rest: string): void {
    state = 'beginning';
    afterReasoning = true;
    held = rest;
  }

  /** True when something changed and the text is to be looked at again. */
  function step(pieces: Piece[]): boolean {
    switch (state) {
      case 'beginning':
        return atBeginning();
      case 'unsure':
        return whenUnsure();
      case 'held':
        return whileHeld(pieces);
      case 'reasoning':
        return inReasoning(pieces);
      case 'answer':
        return inAnswer(pieces);
      case 'over':
        held = '';
        return false;
    }
  }

  function atBeginning(): boolean {
    const text = held.replace(/^[\s\uFEFF]+/, '');
    if (text === '') return false;
    const opening = findOpening(text);
    if (opening === 'perhaps') return false;
    if (opening) {
      beginReasoning(opening, text);
      return true;
    }
    const prefix = findPrefix(text);
    if (prefix === 'perhaps') return false;
    if (prefix) {
      held = text.slice(prefix.length);
      return true;
    }
    const wrapped = afterReasoning && /^<answer>\s*/i.exec(text);
    if (wrapped) {
      held = text.slice(wrapped[0].length);
      return true;
    }
    if (afterReasoning && '<answer>'.startsWith(text.toLowerCase())) return false;
    held = text;
    if (afterReasoning || habit === 'none' || habit === 'marked') state = 'answer';
    else state = habit === 'unopened' ? 'held' : 'unsure';
    return true;
  }

  function whenUnsure(): boolean {
    if (held.length < TELLING_CHARACTERS && !held.includes('</')) return false;
    decide();
    return true;
  }

  function decide(): void {
    state = THINKING_ALOUD.test(held) || ABOUT_THE_PERSON.test(held) ? 'held' : 'answer';
  }

  function whileHeld(pieces: Piece[]): boolean {
    const closing = closingTagIn(held);
    if (closing === null) return false;
    seen = 'unopened';
    say(pieces, 'reasoning', held.slice(0, closing.start));
    endReasoning(held.slice(closing.end));
    return true;
  }

  function inReasoning(pieces: Piece[]): boolean {
    const closer = findCloser(held, closers);
    if ('safe' in closer) {
      say(pieces, 'reasoning', held.slice(0, closer.safe));
      held = held.slice(closer.safe);
      return false;
    }
    say(pieces, 'reasoning', held.slice(0, closer.end));
    endReasoning(held.slice(closer.next));
    return true;
  }

  function inAnswer(pieces: Piece[]): boolean {
    const at = held.search(/[<[◁]/);
    if (at === -1) {
      say(pieces, 'text', held);
      held = '';
      return false;
    }
    say(pieces, 'text', held.slice(0, at));
    held = held.slice(at);
    if (isCode(code)) return pass(pieces);
    return readMark(pieces);
  }

  /** A sign that begins no mark is a word like any other. */
  function pass(pieces: Piece[]): boolean {
    say(pieces, 'text', held.slice(0, 1));
    held = held.slice(1);
    return held !== '';
  }

  /** What begins with a sign that marks begin with, outside code. */
  function readMark(pieces: Piece[]): boolean {
    const end = findEnd(held);
    if (end !== null && end !== 'perhaps') {
      if (end.isCertain) {
        state = 'over';
        return true;
      }
      // The last thing, or no mark at all: only the end can tell.
      if (held.slice(end.length).trim() === '') return false;
      return pass(pieces);
    }
    const closing = findClosingTag(held);
    if (closing !== null && closing !== 'perhaps') {
      const after = held.slice(closing.length);
      if (after === '') return false;
      if (!isTagOfItsOwn(after)) return pass(pieces);
      if (afterReasoning) {
        held = after;
        return true;
      }
      seen = 'unopened';
      if (wroteText) pieces.push({ type: 'take-back' });
      wroteText = false;
      code = noCode;
      endReasoning(after);
      return true;
    }
    const opening = code.atLineStart ? findOpening(held) : null;
    if (opening !== null && opening !== 'perhaps') {
      // An answer may quote a mark: reasoning it is once it also ends.
      const closer = findCloser(held.slice(opening.length), opening.closers);
      if ('safe' in closer) return false;
      seen = 'marked';
      const inner = held.slice(opening.length);
      say(pieces, 'reasoning', inner.slice(0, closer.end));
      held = inner.slice(closer.next).replace(/^\s+/, '');
      return true;
    }
    const isPerhaps = end === 'perhaps' || closing === 'perhaps' || opening === 'perhaps';
    if (isPerhaps && held.length < LONGEST_MARK) return false;
    return pass(pieces);
  }

  function run(): Piece[] {
    const pieces: Piece[] = [];
    while (step(pieces)) continue;
    return pieces;
  }

  return {
    push(text: string): Piece[] {
      held += text;
      return run();
    },

    /** The model's reasoning comes apart from its text: there is nothing to look for before the answer. */
    reasonsApart(): void {
      seen = 'marked';
      habit ??= 'marked';
    },

    /** True while a few words are held back that only time can decide on. */
    isUnsure: (): boolean => state === 'unsure' && held !== '',

    /** True while text is held back that is likely to be reasoning. */
    isHolding: (): boolean => state === 'held' && held !== '',

    /** Decides with the words that are there. */
    release(): Piece[] {
      if (state === 'unsure') decide();
      return run();
    },

    /**
     * What is left when the model has ended. `isCut`: it did not end by itself, so that reasoning may lack its end.
     */
    end(isCut: boolean): Piece[] {
      const pieces = run();
      const isReasoning =
        state === 'reasoning' ||
        (state === 'held' && isCut && (habit === 'unopened' || ABOUT_THE_PERSON.test(held)));
      if (isReasoning) {
        say(pieces, 'reasoning', held);
      } else if (state !== 'over') {
        held = wroteText ? held : held.trimStart();
        state = 'answer';
        pieces.push(...run());
        say(pieces, 'text', withoutLastMark(held));
      }
      held = '';
      state = 'over';
      return pieces;
    },

    /** The model has ended its turn, whatever its server still sends. */
    isOver: (): boolean => state === 'over',

    /** What this text showed of the model's habit. */
    habit: (): ReasoningHabit => seen,
  };
}

export type AnswerReader = ReturnType<typeof createAnswerReader>;

function withoutLastMark(rest: string): string {
  const end = findEnd(rest);
  if (end !== null && end !== 'perhaps' && rest.slice(end.length).trim() === '') return '';
  const closing = findClosingTag(rest);
  return closing !== null && closing !== 'perhaps' && rest.slice(closing.length).trim() === '' ? '' : rest;
}

/** A closing tag that ends reasoning stands at the end of a line or directly before a word; one that is spoken of does not. */
function isTagOfItsOwn(after: string): boolean {
  return /^(?:[ \t]*\r?\n|[\p{L}\p{N}*#«“"([])/u.test(after);
}

/** The first closing tag outside code, wherever it stands on its line. */
function closingTagIn(text: string): { start: number; end: number } | null {
  let code = noCode;
  let from = 0;
  for (const { index } of text.matchAll(/<\/|\[\/|◁\//g)) {
    code = passCode(code, text.slice(from, index));
    from = index;
    const found = isCode(code) ? null : findClosingTag(text.slice(index));
    if (found !== null && found !== 'perhaps') return { start: index, end: index + found.length };
  }
  return null;
}
