import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '#shared/contract/vocabulary.ts';

const LISTED_MAX = 20; // more is no person's list

/**
 * The one of Foyer's languages that a request would rather read (RFC 9110, 12.5.4).
 *
 * @returns null when it names neither
 */
export function acceptedLanguage(headers: IncomingHttpHeaders): Language | null {
  const [best] = (headers['accept-language'] ?? '')
    .split(',', LISTED_MAX)
    .flatMap((entry): { language: Language; weight: number }[] => {
      const match = /^\s*(fr|en)(?:-[\w-]*)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(entry);
      if (match === null) return [];
      return [{ language: match[1]?.toLowerCase() as Language, weight: Number(match[2] ?? 1) }];
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight); // stable: the first named of equals
  return best?.language ?? null;
}

/** In which language to show somebody a page: English to those who read neither, French to those who say nothing. */
export function pageLanguage(headers: IncomingHttpHeaders): Language {
  const others = (headers['accept-language'] ?? '*').trim();
  return acceptedLanguage(headers) ?? (others === '*' || others === '' ? 'fr' : 'en');
}
