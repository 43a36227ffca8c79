import { apiErrors as english } from '#shared/i18n/en/api-errors.ts';
import { apiErrors as french } from '#shared/i18n/fr/api-errors.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Problem } from './problem.ts';

const VALUES_NAMED = 12;
const BYTES_PER_MB = 1_000_000;

/** An issue of a failed validation, as zod describes it. */
export type Issue = { message: string; [about: string]: unknown };

type Words = typeof french | typeof english;

const wordsOf = (language: Language): Words => (language === 'fr' ? french : english);

/** What happened, for a person who reads that language; the code says it to programs. */
export function sentenceOf(
  { code, status, details, fields }: Omit<Problem, 'message'>,
  language: Language,
): string {
  const words = wordsOf(language);
  const seconds = details['retryAfterSeconds'];
  const { until } = details;
  const wait =
    typeof until === 'string'
      ? ` ${fill(words.goesOn, { date: dayInWords(until, language) })}`
      : typeof seconds === 'number'
        ? ` ${fill(words.retryIn, { seconds: Math.ceil(seconds) })}`
        : '';
  const [field] = fields;
  if (code === 'request.invalid' && field !== undefined)
    return field.path === '' ? field.message : fill(words.field, field);
  if (status === 405) return words.method;
  if (status === 415 && code === 'request.invalid') return words.contentType;
  if (code === 'request.too_large') {
    const { limitBytes } = details;
    return typeof limitBytes === 'number'
      ? fill(words.tooLargeLimit, { limit: megabytes(limitBytes, language) })
      : words.tooLarge;
  }
  if (code === 'resource.not_found') return words.notFound;
  return `${wordsForCode(code, language)}${wait}`;
}

/** A request that could not even be read as JSON. */
export const unreadable = (language: Language): string => wordsOf(language).unreadable;

/** What is wrong with one field, in words. */
export function fieldWords(issue: Issue, language: Language): string {
  const words = wordsOf(language);
  const { kinds } = words;
  const names = (value: unknown) =>
    Array.isArray(value) ? value.slice(0, VALUES_NAMED).map(String).join(', ') : '';
  switch (issue['code']) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? kinds.required
        : typeWords(issue['expected'], kinds);
    case 'too_small':
      return sizeWords(issue['origin'], issue['minimum'], {
        text: issue['minimum'] === 1 ? kinds.empty : kinds.shortText,
        list: issue['minimum'] === 1 ? kinds.empty : kinds.fewItems,
        number: kinds.smallNumber,
      });
    case 'too_big':
      return sizeWords(issue['origin'], issue['maximum'], {
        text: kinds.longText,
        list: kinds.manyItems,
        number: kinds.bigNumber,
      });
    case 'invalid_format':
      return formatWords(String(issue['format']), kinds);
    case 'unrecognized_keys':
      return fill(kinds.unknownKeys, { names: names(issue['keys']) });
    case 'invalid_value':
      return fill(kinds.oneOf, { names: names(issue['values']) });
    case 'invalid_union':
      return kinds.noShape;
    default:
      return words.refusedField;
  }
}

/** Of a field that a rule beyond its schema refuses. */
export const refusedField = (language: Language): string => wordsOf(language).refusedField;

function typeWords(expected: unknown, kinds: Words['kinds']): string {
  switch (expected) {
    case 'string':
    case 'number':
    case 'int':
    case 'boolean':
    case 'array':
    case 'object':
      return kinds[expected];
    default:
      return kinds.other;
  }
}

function sizeWords(
  origin: unknown,
  count: unknown,
  { text, list, number }: { text: string; list: string; number: string },
): string {
  const sentence = origin === 'string' ? text : origin === 'array' || origin === 'set' ? list : number;
  return fill(sentence, { count: String(count) });
}

function formatWords(format: string, kinds: Words['kinds']): string {
  if (format === 'email' || format === 'url' || format === 'uuid') return kinds[format];
  if (format === 'date' || format === 'datetime') return kinds.date;
  return /^(?:ip|cidr)v[46]$/.test(format) ? kinds.address : kinds.shape;
}

function dayInWords(day: string, language: Language): string {
  return new Date(day).toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}

function megabytes(bytes: number, language: Language): string {
  const count = (bytes / BYTES_PER_MB).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    maximumFractionDigits: 1,
  });
  return `${count}\u00a0${language === 'fr' ? 'Mo' : 'MB'}`;
}
