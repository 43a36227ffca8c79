import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleNames } from '#modules/index.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { missingWords, wordsByPlace, type Sources } from './support/architecture/words-by-place.ts';

const root = join(import.meta.dirname, '..');
const SHELL = ['common', 'errors', 'shell', 'tasks'];
const known = [...Object.keys(catalogues.fr), ...moduleNames];

function product(): Sources {
  const files = globSync(['src/renderer/**/*.{ts,tsx}', 'src/modules/*/page/**/*.{ts,tsx}'], {
    cwd: root,
    exclude: ['**/*.test.*'],
  });
  return new Map(
    files.map(file => [file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')] as const),
  );
}

describe('words come with the place that says them', () => {
  it('all of them, and no more', () => {
    const places = wordsByPlace(product(), 'src/renderer/main.tsx', known, SHELL);
    expect(places.length).toBeGreaterThan(15);
    expect(missingWords(places)).toEqual([]);
  });

  const planted = (page: string, declared: string) =>
    missingWords(
      wordsByPlace(
        new Map([
          [
            'src/renderer/main.tsx',
            `const page = lazy(withWords([${declared}], () => import('./features/notes/page.tsx')));`,
          ],
          ['src/renderer/features/notes/page.tsx', page],
          [
            'src/renderer/features/clients/index.ts',
            `export { a } from './a.ts'; export { b } from './b.ts';`,
          ],
          ['src/renderer/features/clients/a.ts', `useTranslation('clients');`],
          ['src/renderer/features/clients/b.ts', `useTranslation('people');`],
        ]),
        'src/renderer/main.tsx',
        known,
        SHELL,
      ),
    );

  it.each([
    ['asked for by the page', `const { t } = useTranslation('keys');`, `'keys'`],
    ['asked for by a key', `t('common:save'); t('keys:title');`, `'keys'`],
    ['asked for by a part of a key', 't(`keys:${name}`);', `'keys'`],
    ['asked for by another feature', `import { a } from '../clients/index.ts';`, `'clients'`],
  ])('are missed when %s and not named', (_, page, named) => {
    expect(planted(page, '')).toEqual([
      `src/renderer/main.tsx: name ${named} in the withWords that loads src/renderer/features/notes/page.tsx`,
    ]);
    expect(planted(page, named)).toEqual([]);
  });

  it('are not brought for nothing', () => {
    expect(planted('', `'keys'`)).toEqual([
      `src/renderer/main.tsx: leave 'keys' out of the withWords that loads src/renderer/features/notes/page.tsx`,
    ]);
  });
});
