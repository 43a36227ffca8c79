/** Entries under their headings: the group of the best one first, in each the order they came in, at most `most` of each. */
export function inGroups<Entry extends { group: string }>(entries: readonly Entry[], most: number): Entry[] {
  const names = [...new Set(entries.map(({ group }) => group))];
  return names.flatMap(name => entries.filter(({ group }) => group === name).slice(0, most));
}
