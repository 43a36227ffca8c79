import { squeeze, type Evidence } from './evidence.ts';
import { figuresIn, holdsFigure, isMoney, type Figure } from './figures.ts';
import { holdsMoment, momentsIn } from './moments.ts';
import { namesIn } from './names.ts';

/** Something a sentence says that its source must hold, at a place of that sentence (UTF-16 units). */
export type Claim = {
  kind: 'figure' | 'date' | 'name';
  start: number;
  end: number;
  /** Null for what is no number of something. */
  figure: Figure | null;
  isHeldBy: (evidence: Evidence) => boolean;
};

type Span = { start: number; end: number };

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?:\/\/|www\.)[^\s)\]>«»“”"]+[^\s)\]>«»“”".,;:!?]/giu;
/** Letters and digits in one: references, article numbers, plates. */
const CODE =
  /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}/._-]*\p{N})(?=[\p{L}\p{N}/._-]*\p{L})[\p{L}\p{N}]+(?:[-/._][\p{L}\p{N}]+)*(?![\p{L}\p{N}])/gu;
/** "45min", "14h30", "1er", "90-minute", "12th": a number and its unit. */
const NO_CODE = /^\d+(?:[.,]\d+)?[-]?\p{Ll}+\d{0,2}$|^\d+(?:er|re|e|ème|th|st|nd|rd)$/u;
const TELEPHONE = /(?<![\p{L}\p{N}])(?:\+|00?)\d(?:[ \u00a0.()/-]{0,2}\d){7,13}(?!\p{N})/gu;
const SIGNIFICANT_DIGITS = 9; // without 0 or country code
/** What numbers an item of a list or names a step; the answer's own. */
const NUMBERING =
  /^\s*(?:[-•*]\s*)?\(?\d{1,3}[.)°]\)?(?=\s)|^\s*(?:[-•*]\s*)?(?:étape|step|option|point|phase|cas|case)\s+\d{1,2}(?!\p{N})/iu;
/** What names a passage instead of citing it. */
const OF_A_PASSAGE = /(?:passages?|sources?|extraits?|excerpts?|documents?)\s+(?:n[°ºo.]\s*)?$/iu;
/** Words that count what was named before: "les deux", "these three". */
const POINTS_BACK =
  /(?:^|\P{L})(?:les|des|ces|nos|vos|leurs|ses|mes|the|these|those|all|both|tous|toutes|of|between|entre|aux)\s+$/iu;

/**
 * The figures, dates, codes, addresses and names that a sentence states. What only numbers a list is none.
 * @param sentence words as they are shown, citations blank
 * @param withNames false where names may be written otherwise: in another language than the source
 */
export function claimsIn(sentence: string, withNames: boolean): Claim[] {
  const taken: Span[] = [];
  const numbering = NUMBERING.exec(sentence);
  if (numbering !== null) taken.push({ start: 0, end: numbering[0].length });
  const claims: Claim[] = [];
  const isTaken = ({ start, end }: Span) => taken.some(other => other.start < end && start < other.end);
  const add = (
    kind: Claim['kind'],
    span: Span,
    isHeldBy: Claim['isHeldBy'],
    figure: Figure | null = null,
  ): void => {
    if (isTaken(span)) return;
    taken.push({ start: span.start, end: span.end });
    claims.push({ kind, start: span.start, end: span.end, figure, isHeldBy });
  };
  const addMatches = (
    kind: Claim['kind'],
    pattern: RegExp,
    heldBy: (text: string) => Claim['isHeldBy'] | null,
  ): void => {
    for (const match of sentence.matchAll(pattern)) {
      const isHeldBy = heldBy(match[0]);
      if (isHeldBy !== null) add(kind, { start: match.index, end: match.index + match[0].length }, isHeldBy);
    }
  };

  addMatches('name', ADDRESS, address => evidence => evidence.squeezed.includes(squeeze(address)));
  addMatches('figure', TELEPHONE, number => {
    const digits = number.replaceAll(/\D+/g, '').slice(-SIGNIFICANT_DIGITS);
    return evidence => evidence.digits.includes(digits);
  });
  for (const moment of momentsIn(sentence)) {
    add('date', moment, ({ moments, numbers, figures }) => {
      const asDuration = figuresIn(sentence.slice(moment.start, moment.end).replace(/\s?h$/i, ' h')); // "48 h" may last
      return (
        holdsMoment(moments, numbers, moment) ||
        (moment.kind === 'time' &&
          asDuration.length === 1 &&
          asDuration.some(one => holdsFigure(figures, one)))
      );
    });
  }
  addMatches('figure', CODE, code =>
    NO_CODE.test(code) ? null : evidence => evidence.squeezed.includes(squeeze(code)),
  );
  for (const figure of figuresIn(sentence)) {
    if (isNoClaim(figure, sentence)) continue;
    add(
      'figure',
      figure,
      evidence =>
        holdsFigure(evidence.figures, figure) ||
        (figure.unit === null && figure.values.some(value => evidence.numbers.has(value))),
      figure,
    );
  }
  if (withNames) {
    for (const name of namesIn(sentence, taken))
      add('name', name, ({ words }) => name.words.every(word => words.has(word) || isKnownName(word, words)));
  }
  return claims.toSorted((one, other) => one.start - other.start);
}

function isNoClaim({ start, end, values, unit, inWords }: Figure, sentence: string): boolean {
  const before = sentence.slice(0, start);
  if (OF_A_PASSAGE.test(before)) return true;
  if (!isMoney(unit) && values.every(value => value === 1)) return true; // an article as often as a figure
  if (!inWords) return false;
  const word = sentence.slice(start, end).toLowerCase();
  return (
    values.every(value => value < 2) ||
    POINTS_BACK.test(before) ||
    ORDINAL.test(word) ||
    /:\s*$/.test(sentence)
  );
}

const ORDINAL =
  /^(?:premi|deuxi|second|troisi|quatri|cinqui|sixi|septi|huiti|neuvi|dixi|first|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|thrice)/i;

/** Plurals and other endings of names ("les Durand", "Durands"). */
function isKnownName(word: string, words: ReadonlySet<string>): boolean {
  return word.length > 4 && (words.has(word.replace(/(?:s|x|es)$/, '')) || words.has(`${word}s`));
}
