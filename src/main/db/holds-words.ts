import { and, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { fold } from '#main/language/fold.ts';

/** Name of the SQL function that every connection of the application has: `fold(text)`, as in `language`. */
export const FOLD_FUNCTION = 'fold';

/** Condition: the text holds every word of the query, whatever the case and the accents, in any order. */
export function holdsWords(text: SQLWrapper, query: string): SQL | undefined {
  const patterns = fold(query)
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => `%${word.replaceAll(/[\\%_]/g, match => `\\${match}`)}%`);
  return and(...patterns.map(pattern => sql`fold(${text}) like ${pattern} escape '\\'`));
}
