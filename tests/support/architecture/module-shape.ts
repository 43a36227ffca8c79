import { folderOf, type ModuleDefinition } from '#modules/define-module.ts';

type ErrorWords = Readonly<Record<string, { title: string; advice: string } | undefined>>;
type SpokenWords = { errors?: ErrorWords; help?: { title: string; summary: string; body: string } };

export type ModuleSources = {
  definition: ModuleDefinition;
  /** Paths of its files, within its folder. */
  files: readonly string[];
  words: Readonly<Record<'fr' | 'en', SpokenWords | undefined>>;
  /** Its routes, and who may call them, by their names. */
  contract: object;
  accessRows: object;
};

/** Its files, and what stands in each. */
export const NEEDED = [
  ['module.ts', 'what it is'],
  ['index.ts', 'what others see of it: its routes and words'],
  ['contract.ts', 'its routes'],
  ['main/index.ts', 'its main side'],
  ['page/index.tsx', 'its page'],
  ['tests/access-rows.ts', 'who may call its routes'],
] as const;

/** What a module lacks, in sentences that say what to write. */
export function missingOfModule({ definition, files, words, contract, accessRows }: ModuleSources): string[] {
  const { name, errors, title, summary, foundBy } = definition;
  const folder = `src/modules/${folderOf(name)}`;
  const missing: string[] = NEEDED.filter(([file]) => !files.includes(file)).map(
    ([file, what]) => `${name}: write ${what} in ${folder}/${file}`,
  );
  for (const route of Object.keys(contract))
    if (!Object.hasOwn(accessRows, route))
      missing.push(`${name}: say in ${folder}/tests/access-rows.ts who may call ${route}`);
  for (const code of Object.keys(errors))
    if (!code.startsWith(`${name}.`)) missing.push(`${name}: name the error ${code} ${name}.…`);
  for (const language of ['fr', 'en'] as const) {
    const place = `${folder}/words/${language}.ts`;
    for (const [what, spoken] of Object.entries({ title, summary, foundBy }))
      if (spoken[language].trim() === '') missing.push(`${name}: say its ${what} in ${language}`);
    for (const code of Object.keys(errors)) {
      const key = code.slice(code.indexOf('.') + 1).replaceAll('.', '_');
      const said = words[language]?.errors?.[key];
      if (!said?.title || !said.advice)
        missing.push(`${name}: say what ${code} means in ${place}: errors.${key}`);
    }
    const help = words[language]?.help;
    if (!help?.title || !help.summary || !help.body)
      missing.push(`${name}: say how it is used in ${place}: help`);
  }
  return missing;
}

/** The lists of modules, each with the line that a module has in it. */
const LISTS: Readonly<Record<string, (name: string, folder: string) => string>> = {
  'definitions.ts': (name, folder) => `export { ${name} } from './${folder}/module.ts';`,
  'contents.ts': (name, folder) => `export * as ${name} from './${folder}/index.ts';`,
  'mains.ts': (name, folder) => `export * as ${name} from './${folder}/main/index.ts';`,
};

/** The lines that lists of modules lack, for the folders there are. */
export function missingLines(folders: readonly string[], textOf: (list: string) => string): string[] {
  return Object.entries(LISTS).flatMap(([list, line]) =>
    folders
      .map(folder => line(nameOf(folder), folder))
      .filter(wanted => !textOf(list).split('\n').includes(wanted))
      .map(wanted => `write in src/modules/${list}: ${wanted}`),
  );
}

function nameOf(folder: string): string {
  return folder.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
