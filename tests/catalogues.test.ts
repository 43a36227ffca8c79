import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignWords } from './support/foreign-words.ts';

const root = join(import.meta.dirname, '..', 'src', 'shared', 'i18n');

/** What is said in the other language on purpose: the way to it, its name, small words that are quoted. */
const ON_PURPOSE = [
  'shell.toEnglish',
  'shell.toFrench',
  'common.french',
  'common.english',
  'helpArticles.searchTips.body',
];
/** Never shown: words to find places by, of both languages. */
const NOT_SHOWN = 'palette.';

function flat(words: unknown, path: string): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, child]) => flat(child, path === '' ? key : `${path}.${key}`));
}

describe.each(['fr', 'en'] as const)('the words in %s', language => {
  it('hold no sentence of the other language', async () => {
    const faults: string[] = [];
    const modules = join(root, '../../modules/*/words', `${language}.ts`);
    for (const file of [...globSync(join(root, language, '*.ts')), ...globSync(modules)]) {
      for (const [path, words] of flat(await import(file), '')) {
        if (ON_PURPOSE.includes(path) || path.startsWith(NOT_SHOWN)) continue;
        const foreign = foreignWords(words, language);
        if (foreign.length > 0) faults.push(`${path}: ${foreign.join(', ')} | ${words.slice(0, 80)}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
