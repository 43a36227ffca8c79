import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In the data folder: what the owner wrote. */
const FOLDER = 'widget-languages';

/** `es.json`, `pt-br.json`: in small letters, as they are asked for. */
const FILE_NAME = /^(([a-z]{2,3})(?:-[a-z0-9]{2,8})*)\.json$/;

/** Languages the widget comes with: a file of them would never be asked for. */
const OWN_LANGUAGES: readonly string[] = ['fr', 'en'];

/**
 * The words of a language the widget does not come with, as the owner wrote them: `pt-br.json` or else `pt.json`, an
 * object of the keys of `src/shared/i18n/fr/widget.ts`. Null when there are none.
 *
 * @param file name of the file asked for
 */
export async function widgetWords(dataFolder: string, file: string): Promise<string | null> {
  const [, code, language] = FILE_NAME.exec(file) ?? [];
  for (const name of [code, language]) {
    const path = join(dataFolder, FOLDER, `${name}.json`);
    if (name !== undefined && existsSync(path)) return await readFile(path, 'utf8');
  }
  return null;
}

/** The languages the owner wrote, by their codes, and whether the widget can read them. */
export async function widgetLanguages(dataFolder: string): Promise<{ code: string; readable: boolean }[]> {
  const folder = join(dataFolder, FOLDER);
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter(file => FILE_NAME.test(file)).sort();
  const languages = files.map(file => ({ file, code: file.slice(0, -'.json'.length) }));
  return await Promise.all(
    languages
      .filter(({ code }) => !OWN_LANGUAGES.includes(code.split('-')[0] ?? code))
      .map(async ({ file, code }) => ({
        code,
        readable: isCatalogue(await readFile(join(folder, file), 'utf8')),
      })),
  );
}

function isCatalogue(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
