// Makes `resources/words/{fr,en}.bloom` from the hunspell dictionaries of the packages dictionary-fr and dictionary-en:
// `node_modules/.bin/…/node scripts/make-word-lists.ts`, after an upgrade of one of them. The test beside
// `src/main/index/known-words.ts` tells when the files are older than the packages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomFilterOf } from '#main/index/known-words.ts';
import { expandDictionary } from './hunspell-dictionary.ts';

const folder = join(import.meta.dirname, '../resources/words');
mkdirSync(folder, { recursive: true });
for (const language of ['fr', 'en'] as const) {
  const words = expandDictionary(language);
  const bits = bloomFilterOf(words);
  writeFileSync(join(folder, `${language}.bloom`), bits);
  console.log(`${language}: ${words.size} words, ${bits.length} bytes`);
}
