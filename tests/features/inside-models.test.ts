import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import type { Model } from '#shared/contract/models.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { typeCommand } from '../doors/command-line-runner.ts';
import {
  REAL_CHAT,
  REAL_EMBEDDING,
  REAL_MODEL_TIMEOUT_MS,
  realModelsArePresent,
} from '../support/real-models.ts';

/** As its source says it is. */
const REAL_CHAT_BYTES = 98_362_432;

let foyer: TemporaryApp;
const folder = temporaryFolder();

beforeAll(async () => {
  foyer = await startTemporaryApp();
});
afterAll(async () => {
  await foyer.close();
  folder.remove();
});

async function removeModels(): Promise<void> {
  for (const { id } of await foyer.client.models.list({})) await foyer.client.models.remove({ id });
}

/** What is kept, without the folder of what comes in. */
function kept(): string[] {
  const models = join(foyer.dataFolder, 'models');
  if (!existsSync(models)) return [];
  expect(existsSync(join(models, 'incoming')) ? readdirSync(join(models, 'incoming')) : []).toEqual([]);
  return readdirSync(models).filter(name => name !== 'incoming');
}

async function* oneFile(fileName: string, bytes: Buffer) {
  yield { fileName, content: Readable.from([bytes]) };
}

describe('a file that is no model', () => {
  it.each([
    ['a letter', 'lettre.gguf', 'Madame, Monsieur,', 'model.file_not_gguf'],
    ['nothing', 'vide.gguf', '', 'model.file_not_gguf'],
  ])('%s is refused, and nothing of it stays', async (_what, name, text, code) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    await expect(foyer.client.models.addFilePath({ path })).rejects.toMatchObject({ code });
    const files = oneFile(name, Buffer.from(text));
    await expect(foyer.client.models.addFile({}, { context: { files } })).rejects.toMatchObject({ code });
    expect(kept()).toEqual([]);
    expect(await foyer.client.models.list({})).toEqual([]);
  });

  it('is told by where it is', async () => {
    const add = (path: string) => foyer.client.models.addFilePath({ path });
    await expect(add(join(folder.path, 'absent.gguf'))).rejects.toMatchObject({ code: 'path.not_found' });
    await expect(add(folder.path)).rejects.toMatchObject({ code: 'path.not_a_file' });
    const own = join(foyer.dataFolder, 'own.gguf');
    writeFileSync(own, 'GGUF');
    await expect(add(own)).rejects.toMatchObject({ code: 'path.of_foyer' });
  });
});

describe.skipIf(!realModelsArePresent)('a file of a model', () => {
  afterEach(removeModels);

  it('that compares is told from what it holds, and gives vectors', async () => {
    const files = oneFile('E5 petit.gguf', readFileSync(REAL_EMBEDDING));
    const model = await foyer.client.models.addFile({}, { context: { files } });
    expect(model).toMatchObject({ name: 'E5 petit', purpose: 'embedding', contextTokens: 512 });
    expect(await foyer.client.models.test({ id: model.id })).toMatchObject({ ok: true, dimension: 384 });
    await foyer.client.models.remove({ id: model.id });
    expect(kept()).toEqual([]);
  });

  it('that is cut is not taken in', async () => {
    const path = join(folder.path, 'cut.gguf');
    writeFileSync(path, readFileSync(REAL_CHAT).subarray(0, 3_000_000));
    await expect(foyer.client.models.addFilePath({ path })).rejects.toMatchObject({ code: 'model.file_cut' });
    expect(kept()).toEqual([]);
  });
});

describe.skipIf(!realModelsArePresent)('the file of another program', () => {
  it('is offered and used where it lies; removing its model leaves it, and what becomes of it is told', async () => {
    const home = temporaryFolder();
    const usual = process.env['HOME'];
    process.env['HOME'] = home.path;
    try {
      const path = join(home.path, '.lmstudio', 'models', 'intfloat', 'e5', 'e5-small.gguf');
      mkdirSync(dirname(path), { recursive: true });
      copyFileSync(REAL_EMBEDDING, path);
      const [found, ...others] = await foyer.client.models.foundFiles({});
      expect(found).toMatchObject({ program: 'lm-studio', name: 'e5-small', fit: { verdict: 'good' } });
      expect(others.filter(({ program }) => program === 'lm-studio')).toEqual([]);
      await expect(foyer.client.models.takeFoundFile({ hash: '0'.repeat(64) })).rejects.toMatchObject({
        code: 'resource.not_found',
      });
      const model = await foyer.client.models.takeFoundFile({ hash: found?.id ?? '' });
      expect(model).toMatchObject({ name: 'e5-small', purpose: 'embedding', provider: 'inside' });
      expect(kept()).toEqual([`${found?.id}.json`]);
      expect(await foyer.client.models.files({})).toMatchObject([{ place: path, isWhole: true }]);
      expect(await foyer.client.models.foundFiles({})).not.toContainEqual(
        expect.objectContaining({ id: found?.id }),
      );
      utimesSync(path, 1, 1);
      expect(await foyer.client.models.test({ id: model.id })).toMatchObject({ code: 'model.file_changed' });
      expect(await foyer.client.models.files({})).toMatchObject([{ isWhole: false }]);
      renameSync(path, `${path}.away`);
      expect(await foyer.client.models.test({ id: model.id })).toMatchObject({ code: 'model.file_missing' });
      renameSync(`${path}.away`, path);
      await foyer.client.models.remove({ id: model.id });
      expect(kept()).toEqual([]);
      expect(existsSync(path)).toBe(true);
    } finally {
      process.env['HOME'] = usual;
      home.remove();
    }
  });
});

describe.skipIf(!realModelsArePresent)('a real model', () => {
  // One model goes through these in their order: measuring it takes longer than all else.
  let model: Model;

  beforeAll(async () => {
    model = await foyer.client.models.addFilePath({ path: REAL_CHAT });
    // Nobody asks for it: how fast a model is is found out by itself.
    await until(async () => (await foyer.client.models.list({}))[0]?.pace.readTokensPerSecond != null);
  }, REAL_MODEL_TIMEOUT_MS);
  afterAll(removeModels);

  it('is kept under its content, once', async () => {
    expect(model).toMatchObject({
      name: 'smollm2-135m-instruct-q4_1',
      provider: 'inside',
      purpose: 'chat',
      url: null,
      local: true,
      contextTokens: 8_192,
    });
    const [file] = await foyer.client.models.files({});
    expect(file).toMatchObject({
      hash: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
      sizeBytes: REAL_CHAT_BYTES,
      isWhole: true,
      usedAs: [model.name],
    });
    expect(kept()).toHaveLength(2);
    expect(await foyer.client.models.addFilePath({ path: REAL_CHAT })).toMatchObject({ id: model.id });
    await expect(foyer.client.models.removeFile({ hash: file?.hash ?? '' })).rejects.toMatchObject({
      code: 'model.in_use',
    });
  });

  it.skipIf(process.platform !== 'linux')(
    'that is killed costs its answer alone, which is given in quotations',
    async () => {
      const chatbotId = await furnishedBot();
      for (const id of ownEngines()) process.kill(id, 'SIGKILL');
      await until(() => Promise.resolve(ownEngines().length === 0));
      await wait(1_000); // the system knows that it is gone before Foyer is told
      const asking = answered(ask(chatbotId));
      await until(() => Promise.resolve(ownEngines().length > 0));
      for (const id of ownEngines()) process.kill(id, 'SIGKILL');
      expect(await asking).toMatchObject({
        status: 'complete',
        provider: 'embedded',
        metadata: { fallback: { reason: 'model.engine_stopped' } },
      });
    },
  );

  it(
    'starts anew when it is asked next; tried, it keeps the figures it measured',
    { timeout: REAL_MODEL_TIMEOUT_MS },
    async () => {
      const test = await foyer.client.models.test({ id: model.id });
      expect(test).toMatchObject({ ok: true, code: null, missingMemory: null });
      expect(test.pace.readTokensPerSecond).toBeGreaterThan(0);
      expect(test.pace.writtenTokensPerSecond).toBeGreaterThan(0);
      expect(test.tokensPerSecond).toBe(test.pace.writtenTokensPerSecond);
      if (process.platform === 'linux') expect(test.memoryBytes).toBeGreaterThan(REAL_CHAT_BYTES);
      expect(await foyer.client.models.list({})).toMatchObject([{ pace: test.pace }]);
    },
  );

  it('whose file is cut or gone later is told by the doctor and its test, and questions are answered in quotations', async () => {
    const path = join(foyer.dataFolder, 'models', kept().find(name => name.endsWith('.gguf')) ?? '');
    const check = async () =>
      (await foyer.client.system.doctor({})).checks.find(({ name }) => name === 'modelFiles');
    expect(await check()).toMatchObject({ state: 'ok' });
    truncateSync(path, 3_000_000);
    expect(await check()).toMatchObject({ state: 'warning' });
    await foyer.client.models.test({ id: model.id }); // the one in memory falls with its file
    expect(await foyer.client.models.test({ id: model.id })).toMatchObject({
      ok: false,
      code: 'model.file_cut',
    });
    expect((await foyer.client.models.list({}))[0]?.findings.failure).toBe('model.file_cut');
    rmSync(path);
    expect(await check()).toMatchObject({ state: 'warning' });
    expect(await foyer.client.models.test({ id: model.id })).toMatchObject({
      ok: false,
      code: 'model.file_missing',
    });

    expect(await answered(ask(await furnishedBot()))).toMatchObject({
      provider: 'embedded',
      metadata: { fallback: { reason: 'model.file_missing' } },
    });

    // Back in its place, it is whole again, and goes with its model.
    copyFileSync(REAL_CHAT, path);
    expect(await check()).toMatchObject({ state: 'ok' });
    await foyer.client.models.remove({ id: model.id });
    expect(kept()).toEqual([]);
  });

  async function furnishedBot(): Promise<string> {
    const chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
    return chatbotId;
  }

  const ask = (chatbotId: string) =>
    foyer.client.conversations.chat({ chatbotId, message: 'Combien de jours de congé pour un mariage ?' });

  async function answered(events: Promise<AsyncIterable<ChatEvent>>): Promise<Message> {
    let last: ChatEvent | null = null;
    for await (const event of await events) last = event;
    if (last?.type !== 'finished') throw new Error(`not finished: ${JSON.stringify(last)}`);
    return last.message;
  }
});

/** The processes of models that this one started. */
function ownEngines(): number[] {
  const ids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return ids.map(Number).filter(id => {
    try {
      const isOwn = readFileSync(`/proc/${id}/status`, 'utf8').includes(`\nPPid:\t${process.pid}\n`);
      return isOwn && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('model-engine');
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false; // it ended meanwhile
      throw error;
    }
  });
}

describe.skipIf(!realModelsArePresent)('in a terminal', () => {
  it('a file is taken in and measured; what is no model is told in words', async () => {
    const place = temporaryFolder();
    try {
      const letter = join(place.path, 'lettre.gguf');
      writeFileSync(letter, 'Madame, Monsieur,');
      const refused = await typeCommand(place.path, ['model', 'import', letter]);
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.stderr).toContain('Ce fichier n’est pas un modèle GGUF');
      const taken = await typeCommand(place.path, [
        'model',
        'import',
        REAL_EMBEDDING,
        '--name',
        'E5',
        '--json',
      ]);
      expect(taken.json).toMatchObject({ model: { name: 'E5', purpose: 'embedding', provider: 'inside' } });
      const measured = await typeCommand(place.path, ['model', 'measure', 'E5', '--json']);
      expect(measured.json).toMatchObject({ ok: true, dimension: 384, missingMemory: null });
    } finally {
      place.remove();
    }
  });
});
