import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '#modules/define-module.ts';
import { moduleErrors, moduleNames, modules } from '#modules/index.ts';
import { moduleContracts } from '#modules/contracts.ts';
import { moduleWords } from '#modules/words.ts';
import { contract } from '#shared/contract/index.ts';
import { errorStatus } from '#shared/errors.ts';
import { createModules, type ModulePart } from '#main/features/modules/index.ts';
import type { House } from '#main/features/house.ts';
import { firstAnswerOf } from '#main/features/conversations/answer-before.ts';
import { createChanges } from '#main/platform/changes.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import {
  missingLines,
  missingOfModule,
  NEEDED,
  type ModuleSources,
} from './support/architecture/module-shape.ts';
import { moduleRows } from './access/module-rows.ts';
import * as contents from './support/planted-module/index.ts';
import { planted as definition } from './support/planted-module/module.ts';
import { accessRows } from './support/planted-module/tests/access-rows.ts';
import { openTemporaryDatabase } from './support/temporary-database.ts';

const FOLDER = join(import.meta.dirname, '../src/modules');

const filesIn = (folder: string) => globSync('**/*', { cwd: folder }).map(file => file.replaceAll('\\', '/'));

/** Its page is the one thing of it that no test draws. */
const plantedFiles = [...filesIn(join(import.meta.dirname, 'support/planted-module')), 'page/index.tsx'];
const planted: ModuleSources = {
  definition,
  files: plantedFiles,
  words: contents,
  contract: contents.contract,
  accessRows,
};
const rows = await moduleRows();

describe('a module', () => {
  it.each(moduleNames)('%s has all that a module must have', name => {
    const sources = {
      definition: modules[name],
      files: filesIn(join(FOLDER, folderOf(name))),
      words: { fr: moduleWords.fr[name], en: moduleWords.en[name] },
      contract: moduleContracts[name],
      accessRows: rows[name],
    };
    expect(missingOfModule(sources)).toEqual([]);
  });

  const folders = globSync('*/module.ts', { cwd: FOLDER }).map(file => dirname(file));
  const textOf = (list: string) => readFileSync(join(FOLDER, list), 'utf8');

  it('has a line in each of the three lists, and nothing else elsewhere', () => {
    expect(missingLines(folders, textOf)).toEqual([]);
    expect(folders.map(folder => folder.replaceAll('-', '')).toSorted()).toEqual(
      moduleNames.map(name => name.toLowerCase()).toSorted(),
    );
  });

  it('is told the lines when it lacks them', () => {
    expect(missingLines([...folders, 'spare-time'], textOf)).toEqual([
      `write in src/modules/definitions.ts: export { spareTime } from './spare-time/module.ts';`,
      `write in src/modules/contents.ts: export * as spareTime from './spare-time/index.ts';`,
      `write in src/modules/mains.ts: export * as spareTime from './spare-time/main/index.ts';`,
    ]);
  });

  it('has its routes and errors among those of the installation', () => {
    expect(contract).toMatchObject(moduleContracts);
    expect(errorStatus).toMatchObject(moduleErrors);
    expect(moduleErrors).toMatchObject({ 'frequentAnswers.duplicate': 409 });
    expect(wordsForCode('frequentAnswers.duplicate', 'en')).toContain('already');
  });

  const omissions: [what: string, sources: Partial<ModuleSources>, sentence: string][] = [
    ...NEEDED.map(([file]): [string, Partial<ModuleSources>, string] => [
      file,
      { files: plantedFiles.filter(each => each !== file) },
      `src/modules/planted/${file}`,
    ]),
    [
      'words of an error',
      { words: { fr: { ...contents.fr, errors: {} }, en: contents.en } },
      'say what planted.withered means in src/modules/planted/words/fr.ts: errors.withered',
    ],
    [
      'who may call a route',
      { accessRows: { list: accessRows.list } },
      'planted: say in src/modules/planted/tests/access-rows.ts who may call add',
    ],
    [
      'help',
      { words: { fr: contents.fr, en: { errors: contents.en.errors } } },
      'say how it is used in src/modules/planted/words/en.ts: help',
    ],
    ['a title', { definition: { ...definition, title: { fr: '', en: 'Planted' } } }, 'say its title in fr'],
  ];
  it('needs no more than is planted here', () => {
    expect(missingOfModule(planted)).toEqual([]);
  });
  it.each(omissions)('is told what to write when it lacks %s', (_, change, sentence) => {
    expect(missingOfModule({ ...planted, ...change }).join('\n')).toContain(sentence);
  });
});

describe('an answer before the documents', () => {
  const asked = { clientId: 'one', chatbotId: 'bot', text: 'Why?', language: 'en', usual: 'en' } as const;

  it('is asked of a module only where it is on', () => {
    const temporary = openTemporaryDatabase();
    try {
      const house = { database: temporary.database, changes: createChanges(), clock: systemClock };
      const { answersOf, service } = createModules(house as unknown as House, { clientIds: () => ['one'] });
      const part: ModulePart = {
        module: 'frequentAnswers',
        answerBefore: () => ({ content: 'Planted', link: null }),
      };
      const [answer] = answersOf([part]);
      expect(answer?.(asked)).toEqual({ content: 'Planted', link: null });
      expect(service.clientsWith('frequentAnswers')).toBeNull();
    } finally {
      temporary.close();
    }
  });

  it('is passed over when it fails, and the next is asked', () => {
    const answer = firstAnswerOf(
      [
        () => {
          throw new Error('planted');
        },
        () => null,
        () => ({ content: 'The next', link: null }),
      ],
      createSilentLog(),
    );
    expect(answer(asked)?.content).toBe('The next');
  });
});
