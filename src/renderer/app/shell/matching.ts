import { plain } from '#shared/lib/plain.ts';

/** Entries that hold every word of the text, in any order; all of them when it is empty. */
export function matching<Entry extends { label: string }>(text: string, entries: readonly Entry[]): Entry[] {
  const words = plain(text)
    .split(/\s+/)
    .filter(word => word !== '');
  return entries.filter(entry => {
    const label = plain(entry.label);
    return words.every(word => label.includes(word));
  });
}
