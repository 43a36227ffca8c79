/** Data of whatever notation as people see it: words, several things, or things with names, in their order. */
export type DataValue =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: DataValue[] }
  | { kind: 'record'; entries: [name: string, value: DataValue][] };

export type DataRecord = Extract<DataValue, { kind: 'record' }>;

/** What people call a thing by, before anything else that is known of it. */
const NAMES = ['title', 'name', 'titre', 'nom', 'label', 'subject', 'question', 'heading'];
const MAX_NAME_CHARACTERS = 120;

/** What a record calls itself; empty when it does not. */
export function ownName({ entries }: DataRecord): string {
  for (const known of NAMES) {
    const found = entries.find(([name]) => name.toLowerCase() === known)?.[1];
    if (found?.kind === 'text' && found.text.trim() !== '' && found.text.length <= MAX_NAME_CHARACTERS)
      return found.text.trim();
  }
  return '';
}

/** The values that are words, in their order, or null when some are not. */
export function allTexts(items: readonly DataValue[]): string[] | null {
  const texts: string[] = [];
  for (const item of items) {
    if (item.kind !== 'text') return null;
    texts.push(item.text);
  }
  return texts;
}

export function allRecords(items: readonly DataValue[]): DataRecord[] | null {
  const records: DataRecord[] = [];
  for (const item of items) {
    if (item.kind !== 'record') return null;
    records.push(item);
  }
  return records;
}
