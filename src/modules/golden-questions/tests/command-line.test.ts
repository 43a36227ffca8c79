import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { typeCommand } from '../../../../tests/doors/command-line-runner.ts';
import { startTemporaryApp, untilRead } from '../../../../tests/support/temporary-app.ts';
import { removeFolder } from '../../../../tests/support/temporary-folder.ts';

const TEXT = 'La grue du port lève douze tonnes. Elle se réserve la veille auprès de la capitainerie.';
let folder: string;
const evaluate = (...args: string[]) => typeCommand(folder, ['eval', ...args]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-eval-bot-'));
  const { client, close } = await startTemporaryApp({ dataFolder: join(folder, 'data') });
  const { id: chatbotId } = await client.chatbots.create({ name: 'Port', language: 'fr' });
  const path = join(folder, 'grue.txt');
  writeFileSync(path, TEXT);
  const { documents } = await client.documents.addPaths({ chatbotId, paths: [path] });
  await untilRead(client, chatbotId);
  const anchor = { documentId: documents[0]?.id ?? '', start: 0, end: TEXT.indexOf('.') + 1 };
  const add = (question: string, where: typeof anchor | null) =>
    client.goldenQuestions.create({ chatbotId, question, anchor: where });
  await add('Combien de tonnes lève la grue du port ?', anchor);
  await add('Xylophone quartz ?', anchor);
  await add('Où dort le kangourou ?', null);
  await close();
});
afterAll(() => removeFolder(folder));

it('prints the measures of a chatbot, and fails below what is asked for', async () => {
  const enough = await evaluate('--bot', 'port', '--least', '50', '--json');
  expect(enough.code).toBe(0);
  expect(enough.json).toMatchObject({
    passed: true,
    run: { measures: { answerable: 2, first: 1, firstThree: 1, unanswerable: 1, refused: 1, lost: 0 } },
  });
  const below = await evaluate('--bot', 'Port', '--least', '51', '--lang', 'fr');
  expect(below.code).toBe(1);
  expect(below.stdout).toMatch(/hit@3 +1\/2 +0\.5000/);
  expect(below.stdout).toContain('Non trouvé : Xylophone quartz ?');
  expect(below.stdout).toContain('Moins de 51 % des questions');
});

it('wants either a chatbot or a folder', async () => {
  const both = await evaluate('--bot', 'Port', folder, '--lang', 'fr');
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('Donnez soit --bot, soit un dossier.');
  expect((await evaluate()).code).toBe(2);
  expect((await evaluate(folder, '--least', '50', '--lang', 'en')).stderr).toContain(
    '--least is for a chatbot',
  );
  expect((await evaluate('--bot', 'Port', '--least', '101')).code).toBe(2);
});
