import {
  READING_LIMITS,
  type ReadingLimitName,
  type ReadingLimits,
} from '#shared/contract/reading-limits.ts';

/** Limits as they are typed. */
export type ReadingLimitsDraft = Record<ReadingLimitName, string>;

export const LIMIT_NAMES = Object.keys(READING_LIMITS) as ReadingLimitName[];

const ofEach = <Value>(value: (name: ReadingLimitName) => Value) =>
  Object.fromEntries(LIMIT_NAMES.map(name => [name, value(name)])) as Record<ReadingLimitName, Value>;

export const draftOf = (limits: ReadingLimits): ReadingLimitsDraft => ofEach(name => String(limits[name]));

export const deliveredDraft = (): ReadingLimitsDraft => ofEach(name => String(READING_LIMITS[name].default));

/** What was typed for one of them; null when it is no number that it can be. */
export function limitTyped(name: ReadingLimitName, typed: string): number | null {
  const digits = typed.replace(/[\s\u00a0\u202f]/gu, '');
  const value = /^\d{1,6}$/u.test(digits) ? Number(digits) : Number.NaN;
  const { min, max } = READING_LIMITS[name];
  return value >= min && value <= max ? value : null;
}

/** All of them; null when one is none. */
export function limitsTyped(draft: ReadingLimitsDraft): ReadingLimits | null {
  const typed = ofEach(name => limitTyped(name, draft[name]));
  return Object.values(typed).every(value => value !== null) ? (typed as ReadingLimits) : null;
}

/** Which of them are not as they are delivered. */
export const changedLimits = (limits: ReadingLimits): ReadingLimitName[] =>
  LIMIT_NAMES.filter(name => limits[name] !== READING_LIMITS[name].default);
