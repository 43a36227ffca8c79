import { FoyerError } from '#shared/errors.ts';
import { MAX_DATA_VALUES } from '../limits.ts';
import type { DataValue } from './data-value.ts';

/** Deeper than anything a person looks at; it keeps what walks the values within its stack. */
const MAX_DEPTH = 200;
const BLANK = /(?:[\s\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/uy;
const WORD = /-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)|true|false|null/iuy;
const ESCAPE = /\\(?:u([\da-f]{4})|([\s\S]))/giu;
const ESCAPED: Readonly<Record<string, string>> = { b: '', f: '\n', n: '\n', r: '\r', t: '\t' };

export type ReadJson = {
  /** What stands in the text one after the other: one value, or one a line. */
  values: DataValue[];
  /** How many values these are with all that are in them. */
  count: number;
  /** Where it is no JSON any more; null when all of it is. What was read up to there is in `values`. */
  brokenAt: number | null;
  /** It is broken because it ends there. */
  isCut: boolean;
};

/** The text stops being JSON; a message says that a string in it has no end. */
class Broken extends Error {}

/**
 * Reads JSON, and JSON Lines, with comments and commas too many. Numbers keep their digits, names that come twice stay
 * twice. Throws document.too_large for too many values.
 */
export function parseJson(source: string): ReadJson {
  const values: DataValue[] = [];
  let at = 0;
  let count = 0;

  const skipBlank = (): void => {
    BLANK.lastIndex = at;
    BLANK.exec(source);
    at = Math.max(at, BLANK.lastIndex);
  };
  const take = (character: string): boolean => {
    if (source[at] !== character) return false;
    at += 1;
    skipBlank();
    return true;
  };
  const counted = <Value extends DataValue>(value: Value): Value => {
    count += 1;
    if (count > MAX_DATA_VALUES)
      throw new FoyerError('document.too_large', `More than ${MAX_DATA_VALUES} values`);
    return value;
  };

  const readString = (): string => {
    const start = at + 1;
    let end = source.indexOf('"', start);
    const isEscaped = (quote: number): boolean => {
      let first = quote;
      while (source[first - 1] === '\\') first -= 1;
      return (quote - first) % 2 === 1;
    };
    while (end !== -1 && isEscaped(end)) end = source.indexOf('"', end + 1);
    if (end === -1) throw new Broken('no end');
    at = end + 1;
    skipBlank();
    const written = source.slice(start, end);
    if (!written.includes('\\')) return written;
    return written.replace(ESCAPE, (_whole, code?: string, character?: string) =>
      code === undefined
        ? (ESCAPED[character ?? ''] ?? character ?? '')
        : String.fromCharCode(Number.parseInt(code, 16)),
    );
  };

  const readItems = (add: (value: DataValue) => void, depth: number): void => {
    at += 1;
    skipBlank();
    while (!take(']')) {
      readValue(add, depth + 1);
      if (!take(',') && source[at] !== ']') throw new Broken();
    }
  };

  const readEntries = (add: (name: string, value: DataValue) => void, depth: number): void => {
    at += 1;
    skipBlank();
    while (!take('}')) {
      if (source[at] !== '"') throw new Broken();
      const name = readString();
      if (!take(':')) throw new Broken();
      readValue(value => add(name, value), depth + 1);
      if (!take(',') && source[at] !== '}') throw new Broken();
    }
  };

  /** Gives a value to `add` before what is in it is read: what is broken keeps what came before. */
  function readValue(add: (value: DataValue) => void, depth: number): void {
    if (depth > MAX_DEPTH) throw new Broken();
    const first = source[at];
    if (first === '{') {
      const entries: [string, DataValue][] = [];
      add(counted({ kind: 'record', entries }));
      readEntries((name, value) => entries.push([name, value]), depth);
    } else if (first === '[') {
      const items: DataValue[] = [];
      add(counted({ kind: 'list', items }));
      readItems(value => items.push(value), depth);
    } else if (first === '"') add(counted({ kind: 'text', text: readString() }));
    else {
      WORD.lastIndex = at;
      const word = WORD.exec(source)?.[0];
      if (word === undefined) throw new Broken();
      at += word.length;
      skipBlank();
      add(counted({ kind: 'text', text: word }));
    }
  }

  try {
    skipBlank();
    while (at < source.length) {
      if (source[at] !== '{' && source[at] !== '[') throw new Broken();
      readValue(value => values.push(value), 0);
      // Between the values of a list that somebody forgot to open.
      take(',');
    }
    return { values, count, brokenAt: null, isCut: false };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { values, count, brokenAt: at, isCut: error.message !== '' || source.slice(at).trim() === '' };
  }
}
