import { allowedAddress, citationParts, DOUBT_MARK } from '../../../shared/lib/answer-text.ts';

/** The elements they are drawn as. */
type EmphasisType = 'strong' | 'em' | 'del' | 'abbr';

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'break' }
  /** `abbr`: words between two `DOUBT_MARK`s. */
  | { type: EmphasisType; children: Inline[] }
  /** `address` is one a person may be asked to follow; never opened by itself. */
  | { type: 'link'; address: string; children: Inline[] }
  | { type: 'citation'; number: number };

/** Addresses of reference links by their name in lower case. */
export type Definitions = ReadonlyMap<string, string>;

const MAX_DEPTH = 8;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const LINE_BREAK = /^<br *\/?>/i;
const ANGLE_ADDRESS = /^<((?:https:\/\/|mailto:)[^\s<>]+)>/i;
const BARE_ADDRESS = /^https:\/\/[^\s<>]+/i;
/** Names so short are no property that every object has. */
const ENTITY = /^&(#39|\w{2,4});/;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: '\u00a0',
};
const EMPHASIS = [
  { mark: '**', type: 'strong' },
  { mark: '__', type: 'strong' },
  { mark: '~~', type: 'del' },
  { mark: '*', type: 'em' },
  { mark: '_', type: 'em' },
  { mark: DOUBT_MARK, type: 'abbr' },
] as const;

/**
 * One run of text. Images become their alternative text, HTML stays text, a link whose address may not be followed
 * becomes its words; `[1]` is a citation when that source exists, whatever the answer defines `[1]` as.
 */
export function parseInline(
  text: string,
  definitions: Definitions,
  citable: ReadonlySet<number>,
  depth = 0,
): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  /** Marks without a partner in the rest of the text: looked for once, so that no text takes quadratic time. */
  const alone = new Set<string>();
  let at = 0;

  const inner = (part: string, cited = citable) =>
    depth >= MAX_DEPTH ? [asText(part)] : parseInline(part, definitions, cited, depth + 1);
  const flush = (): void => {
    // A mark whose other half stands elsewhere is nothing to be read.
    for (const part of citationParts(plain.replaceAll(DOUBT_MARK, ''), citable))
      found.push(typeof part === 'number' ? { type: 'citation', number: part } : asText(part));
    plain = '';
  };
  const add = (length: number, ...nodes: Inline[]): void => {
    flush();
    found.push(...nodes);
    at += length;
  };

  while (at < text.length) {
    const character = text[at] ?? '';
    const rest = SIGNIFICANT.has(character) ? text.slice(at, at + LOOK_AHEAD) : '';
    if (character === '\\' && PUNCTUATION.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
    } else if (character === '\n') {
      const hard = /( {2,}|\\)$/.test(plain);
      plain = plain.replace(/ +$|\\$/, '');
      if (hard) add(1, { type: 'break' });
      else {
        plain += ' ';
        at += 1;
      }
    } else if (character === '`') {
      const mark = runOf(text, at, '`');
      const end = alone.has(mark) ? -1 : closingRun(text, at + mark.length, mark);
      if (end < 0) {
        alone.add(mark);
        plain += mark;
        at += mark.length;
      } else {
        const code = text.slice(at + mark.length, end).replace(/\n/g, ' ');
        add(end + mark.length - at, {
          type: 'code',
          text: /^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code,
        });
      }
    } else if (character === '<') {
      const angle = ANGLE_ADDRESS.exec(rest);
      const broken = LINE_BREAK.exec(rest);
      const address = allowedAddress(angle?.[1]);
      if (broken !== null) add(broken[0].length, { type: 'break' });
      else if (angle !== null && address !== null)
        add(angle[0].length, { type: 'link', address, children: [asText(angle[1] ?? '')] });
      else {
        plain += '<';
        at += 1;
      }
    } else if (character === '&') {
      const entity = ENTITY.exec(rest);
      const meant = ENTITIES[entity?.[1] ?? ''];
      plain += meant ?? '&';
      at += meant === undefined ? 1 : (entity?.[0].length ?? 1);
    } else if (character === '[' || (character === '!' && text[at + 1] === '[')) {
      const image = character === '!';
      const bracket = readBracket(text, image ? at + 1 : at, alone);
      if (bracket === null) {
        plain += character;
        at += 1;
      } else {
        // Whatever it points to, a picture is its words.
        const target = image ? '' : targetOf(bracket, definitions);
        if (target === null) {
          plain += character;
          at += 1;
        } else {
          const address = allowedAddress(target);
          const children = inner(bracket.label, image || address !== null ? NOTHING : citable);
          add(
            bracket.end - at,
            ...(address === null ? children : [{ type: 'link', address, children } as const]),
          );
        }
      }
    } else if ((character === 'h' || character === 'H') && !/\w/.test(text[at - 1] ?? '')) {
      const bare = bareAddress(text, at);
      const address = allowedAddress(bare ?? undefined);
      if (bare === null || address === null) {
        plain += character;
        at += 1;
      } else add(bare.length, { type: 'link', address, children: [asText(bare)] });
    } else {
      const span = readEmphasis(text, at, alone);
      if (span === null) {
        plain += character;
        at += 1;
      } else {
        const children = inner(text.slice(at + span.mark.length, span.end));
        add(span.end + span.mark.length - at, { type: span.type, children });
      }
    }
  }
  flush();
  return found;
}

/** Characters behind which something is looked for; the rest is text. */
const SIGNIFICANT = new Set(['<', '&']);
const LOOK_AHEAD = 2_048; // the longest address that is recognised
const NOTHING: ReadonlySet<number> = new Set();

function asText(text: string): Inline {
  return { type: 'text', text };
}

function runOf(text: string, at: number, character: string): string {
  let end = at;
  while (text[end] === character) end += 1;
  return text.slice(at, end);
}

/** Where a run of exactly these backticks begins again, or -1. */
function closingRun(text: string, from: number, mark: string): number {
  for (let at = text.indexOf(mark, from); at >= 0;) {
    const run = runOf(text, at, '`');
    if (run.length === mark.length) return at;
    at = text.indexOf(mark, at + run.length);
  }
  return -1;
}

type Bracket = { label: string; address: string | null; reference: string | null; end: number };

/** `[label](address "title")`, `[label][reference]` or `[label]`, from its opening bracket on. */
function readBracket(text: string, at: number, alone: Set<string>): Bracket | null {
  if (alone.has('[')) return null;
  const close = closingBracket(text, at);
  if (close < 0) {
    if (text.indexOf(']', at) < 0) alone.add('[');
    return null;
  }
  const label = text.slice(at + 1, close);
  const after = text.slice(close + 1, close + 1 + LOOK_AHEAD);
  const direct =
    /^\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/.exec(
      after,
    );
  if (direct !== null)
    return {
      label,
      address: direct[1] ?? direct[2] ?? '',
      reference: null,
      end: close + 1 + direct[0].length,
    };
  const named = /^\[([^[\]]*)\]/.exec(after);
  if (named !== null)
    return { label, address: null, reference: named[1] || label, end: close + 1 + named[0].length };
  return { label, address: null, reference: label, end: close + 1 };
}

const LABEL_MAX = 1_000; // characters; a label that is longer is no label, and is not looked through again and again

function closingBracket(text: string, at: number): number {
  let depth = 0;
  const last = Math.min(text.length, at + LABEL_MAX);
  for (let index = at; index < last; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/** Where a bracket leads: null when it is no link but text (`[1]`, `[text][1]`, `[not defined]`). */
function targetOf(bracket: Bracket, definitions: Definitions): string | null {
  if (bracket.address !== null) return bracket.address;
  const reference = (bracket.reference ?? '').toLowerCase();
  return /^\^?\d+$/.test(reference) ? null : (definitions.get(reference) ?? null);
}

function bareAddress(text: string, at: number): string | null {
  const whole = BARE_ADDRESS.exec(text.slice(at, at + LOOK_AHEAD))?.[0];
  if (whole === undefined) return null;
  let bare = whole.replace(/[.,;:!?'"»”’*_]+$/, '');
  // A bracket that closes more than the address opens belongs to the sentence around it.
  while (/[)\]]$/.test(bare) && count(bare, /[)\]]/g) > count(bare, /[([]/g)) bare = bare.slice(0, -1);
  return bare.length > 'https://'.length ? bare : null;
}

function count(text: string, pattern: RegExp): number {
  return (text.match(pattern) ?? []).length;
}

function readEmphasis(
  text: string,
  at: number,
  alone: Set<string>,
): { mark: string; type: EmphasisType; end: number } | null {
  const kind = EMPHASIS.find(({ mark }) => text.startsWith(mark, at));
  if (kind === undefined || alone.has(kind.mark)) return null;
  const { mark, type } = kind;
  const next = text[at + mark.length] ?? ' ';
  if (/\s/.test(next)) return null;
  if (mark.startsWith('_') && /\w/.test(text[at - 1] ?? '')) return null; // snake_case stays a word
  for (let end = text.indexOf(mark, at + mark.length); end >= 0; end = text.indexOf(mark, end + 1)) {
    const before = text[end - 1] ?? '';
    const after = text[end + mark.length] ?? '';
    if (/\s/.test(before) || before === '\\' || end === at + mark.length) continue;
    if (mark.length === 1 && (after === mark || before === mark)) continue;
    if (mark.startsWith('_') && /\w/.test(after)) continue;
    return { mark, type, end };
  }
  alone.add(mark);
  return null;
}
