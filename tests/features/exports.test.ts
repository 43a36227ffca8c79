import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOpenAiStandIn } from '../support/model-stand-ins/index.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the archive of a client', () => {
  let outside: ReturnType<typeof temporaryFolder>;
  let foyer: TemporaryApp;
  let clientId: string;
  beforeEach(async () => {
    outside = temporaryFolder();
    foyer = await startTemporaryApp({ dataFolder: join(outside.path, 'data') });
    const { client } = foyer;
    const { id: chatbotId, clientId: own } = await client.chatbots.create({ name: 'Règles' });
    clientId = own;
    await client.documents.addPaths({ chatbotId, paths: writeRuleFiles(join(outside.path, 'files'), 30) });
    await untilRead(client, chatbotId);
  });
  afterEach(async () => {
    await foyer.close();
    outside.remove();
  });

  const list = () => foyer.client.exports.list({ id: clientId });
  const exportFiles = () => readdirSync(join(foyer.dataFolder, 'exports'));
  async function untilState(state: string): Promise<void> {
    await expect.poll(async () => (await list())[0]?.state).toBe(state);
  }

  it('is made once at a time; asking again meanwhile answers the same', async () => {
    const first = await foyer.client.exports.start({ id: clientId });
    const second = await foyer.client.exports.start({ id: clientId });
    expect(second.id).toBe(first.id);
    await untilState('ready');
    expect(exportFiles()).toEqual([`${first.id}.zip`]);
    const [made] = await list();
    const days = (Date.parse(made?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  it.each(['by deleting it', 'from the tray'])('cancelled %s: nothing half-written is left', async how => {
    const { id } = await foyer.client.exports.start({ id: clientId });
    if (how === 'by deleting it') await foyer.client.exports.remove({ id: clientId, exportId: id });
    else {
      const { items } = await foyer.client.jobs.list({});
      const job = items.find(one => one.type === 'client.export');
      await foyer.client.jobs.cancel({ id: job?.id ?? '' });
    }
    await expect.poll(list).toEqual([]);
    await expect
      .poll(async () => (await foyer.client.jobs.list({ open: true })).items.map(job => job.type))
      .toEqual([]);
    await foyer.close();
    expect(readdirSync(foyer.dataFolder).includes('exports') ? exportFiles() : []).toEqual([]);
    foyer = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    expect(await list()).toEqual([]);
  });

  it('holds how a model reasoned and what cut its answer, and who waited for a person', async () => {
    const model = await startOpenAiStandIn({
      reply: () => ({ text: 'La règle est claire [1].', thinking: 'Le passage la donne.', truncated: true }),
    });
    await foyer.client.models.create({ name: 'm', provider: 'openai', model: 'qwen3:4b', url: model.url });
    const [bot] = await foyer.client.chatbots.list({});
    const chatbotId = bot?.id ?? '';
    for (const message of ['Quelle règle ?', 'Je voudrais parler à quelqu’un'])
      for await (const _event of await foyer.client.conversations.chat({
        chatbotId,
        message,
        channel: 'api',
      }));
    const { id } = await foyer.client.exports.start({ id: clientId });
    await untilState('ready');
    const files = unzipSync(readFileSync(join(foyer.dataFolder, 'exports', `${id}.zip`)));
    const name = Object.keys(files).find(file => file.endsWith('conversations.json')) ?? '';
    const text = strFromU8(files[name] ?? new Uint8Array());
    const [asked, waited] = JSON.parse(text) as { personAskedAt: string | null; messages: unknown[] }[];
    expect(asked?.personAskedAt).toBeNull();
    expect(asked?.messages).toMatchObject([
      { sender: { kind: 'user' } },
      {
        parts: [{ type: 'reasoning', text: 'Le passage la donne.' }, { type: 'text' }],
        metadata: { cut: 'length' },
      },
    ]);
    expect(waited).toMatchObject({ personAskedAt: expect.any(String) as string, personHandledAt: null });
    await model.close();
  });

  it('that cannot be written says so, and can be asked for again', async () => {
    const inTheWay = join(foyer.dataFolder, 'exports');
    writeFileSync(inTheWay, 'a file where the folder should be');
    await foyer.client.exports.start({ id: clientId });
    await untilState('failed');
    const [failed] = await list();
    expect(failed).toMatchObject({ failure: 'internal.unexpected', size: null, sha256: null });
    rmSync(inTheWay);
    await foyer.client.exports.remove({ id: clientId, exportId: failed?.id ?? '' });
    await foyer.client.exports.start({ id: clientId });
    await untilState('ready');
  });

  it('still names a document whose file is gone, and counts it as missing', async () => {
    rmSync(join(foyer.dataFolder, 'files', clientId), { recursive: true });
    const { id } = await foyer.client.exports.start({ id: clientId });
    await untilState('ready');
    const { path } = await foyer.client.exports.download({ id: clientId, exportId: id });
    const files = unzipSync(readFileSync(path));
    const read = (name: string): unknown => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
    expect(read('export.json')).toMatchObject({ files: 0, missingFiles: 30, texts: 30 });
    for (const document of read('documents.json') as { file: string | null; text: string | null }[]) {
      expect(document.file).toBeNull();
      expect(Object.keys(files)).toContain(document.text);
    }
  });
});
