import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '#shared/contract/document.ts';
import { contentPath } from '#main/platform/content-store.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { withFile } from '../support/route-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TEXT = 'La livraison des meubles prend trois semaines après la commande. Le service ouvre le lundi.';
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let folder: ReturnType<typeof temporaryFolder>;
let foyer: TemporaryApp;
beforeEach(async () => {
  folder = temporaryFolder();
  foyer = await startTemporaryApp({ dataFolder: folder.path });
});
afterEach(async () => {
  await foyer.close();
  folder.remove();
});

function receive(chatbotId: string, content: Readable, fileName = 'livraison.txt'): Promise<Document[]> {
  return foyer.client.documents.upload(
    { chatbotId: [chatbotId] },
    { context: { files: oneFile(fileName, content) } },
  );
}

async function* oneFile(fileName: string, content: Readable) {
  yield { fileName, content };
}

/** Every file under a folder of the data folder. */
function filesIn(name: string): string[] {
  const path = join(folder.path, name);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => entry.name);
}

/** A file that nothing in the database refers to. */
function leaveFile(name: string, clientId: string, bytes: Buffer): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const path = contentPath(join(folder.path, name), clientId, hash);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return hash;
}

describe('bytes of documents', () => {
  it('case 1: those of deleted documents and logos that a kill left are swept at the next start', async () => {
    const bot = await foyer.client.chatbots.create({ name: 'Règles' });
    const [kept] = await receive(bot.id, Readable.from([TEXT]));
    await foyer.client.widgets.setLogo({ id: bot.id }, withFile(PIXEL, 'logo.png'));
    await untilRead(foyer.client, bot.id);
    await foyer.close();
    const [logo] = filesIn('logos');
    for (let count = 0; count < 5; count += 1) {
      leaveFile('files', bot.clientId, randomBytes(100));
      leaveFile('logos', bot.clientId, randomBytes(100));
    }
    foyer = await startTemporaryApp({ dataFolder: folder.path });
    await expect.poll(() => filesIn('files').length).toBe(1);
    await expect.poll(() => filesIn('logos')).toEqual([logo]);
    const original = await foyer.client.documents.download({ id: kept?.id ?? '' });
    expect(existsSync(original.path)).toBe(true);
  });

  it('what comes in while its chatbot is deleted is refused as not found, and leaves no file', async () => {
    for (const moment of ['while it is sent', 'while it is stored']) {
      const bot = await foyer.client.chatbots.create({ name: moment });
      const content = new Readable({ read: () => undefined });
      content.push(TEXT);
      const answer = receive(bot.id, content);
      await nextTurn();
      if (moment === 'while it is sent') await foyer.client.chatbots.remove({ id: bot.id });
      content.push(null);
      if (moment === 'while it is stored') {
        await expect.poll(() => filesIn('files').length, { interval: 1 }).toBe(1);
        await foyer.client.chatbots.remove({ id: bot.id });
      }
      const ended = await answer.then(
        documents => documents.length,
        (error: unknown) => error,
      );
      // Stored just before the chatbot went: then it is there, and its file with it.
      if (ended === 1) expect(moment).toBe('while it is stored');
      else {
        expect(ended).toMatchObject({ code: 'resource.not_found' });
        expect(filesIn('files')).toEqual([]);
      }
    }
  });

  it('a logo that comes in while its chatbot is deleted is refused as not found, and leaves no file', async () => {
    const bot = await foyer.client.chatbots.create({ name: 'Logo' });
    const answers = await Promise.allSettled([
      foyer.client.widgets.setLogo({ id: bot.id }, withFile(PIXEL, 'logo.png')),
      nextTurn().then(() => foyer.client.chatbots.remove({ id: bot.id })),
    ]);
    expect(answers[0]).toMatchObject({ status: 'rejected', reason: { code: 'resource.not_found' } });
    expect(filesIn('logos')).toEqual([]);
  });

  it('nothing that was acknowledged is lost when the same content is deleted meanwhile', async () => {
    const bot = await foyer.client.chatbots.create({ name: 'Règles' });
    let [former] = await receive(bot.id, Readable.from([TEXT]));
    const acknowledged: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      let isAnswered = false;
      // Under the same name it is the same document, under another one another document with the same bytes.
      const name = round % 2 === 0 ? 'livraison.txt' : `livraison ${round}.txt`;
      const sent = receive(bot.id, Readable.from([TEXT]), name).finally(() => {
        isAnswered = true;
      });
      for (let turn = 0; turn < round % 20; turn += 1) await nextTurn();
      const deleted = isAnswered ? null : foyer.client.documents.remove({ id: former?.id ?? '' });
      const [answer] = await Promise.allSettled([sent, deleted]);
      if (answer.status === 'rejected') throw answer.reason;
      const [document] = answer.value;
      expect(document).toBeDefined();
      acknowledged.push(document?.id ?? '');
      // It is there, with its bytes.
      const { path } = await foyer.client.documents.download({ id: document?.id ?? '' });
      expect(existsSync(path)).toBe(true);
      if (former && former.id !== document?.id && isAnswered && deleted === null)
        await foyer.client.documents.remove({ id: former.id });
      former = document;
    }
    expect(acknowledged).toHaveLength(40);
    await untilRead(foyer.client, bot.id);
    const { totals } = await foyer.client.documents.list({ chatbotId: bot.id, limit: 1 });
    expect(totals.failed).toBe(0);
    expect(filesIn('files')).toHaveLength(1);
  });
});
