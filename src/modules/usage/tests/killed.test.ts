import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FoyerClient } from '#main/app/ports.ts';
import { startOpenAiStandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead } from '../../../../tests/support/temporary-app.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';

const ASK_AND_DIE = join(import.meta.dirname, '../../../../tests/support/ask-and-die.ts');

async function ask(client: FoyerClient, chatbotId: string): Promise<void> {
  const message = 'Combien de jours de congé pour un mariage ?';
  for await (const event of await client.conversations.chat({ chatbotId, message }))
    if (event.type === 'finished') return;
  throw new Error('The answer did not finish');
}

it('what is set aside for answers is gone with a process that is killed, and what was asked is counted', async () => {
  const folder = temporaryFolder();
  const server = await startOpenAiStandIn();
  const before = await startTemporaryApp({ dataFolder: folder.path });
  await before.client.models.create({
    name: 'Usuel',
    provider: 'openai',
    model: 'qwen3:4b',
    url: server.url,
  });
  const { id: chatbotId, clientId: id } = await before.client.chatbots.create({ name: 'RH' });
  await before.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(before.client, chatbotId);
  // What five answers set aside is more than that: left there, it would stop all others.
  await before.client.usage.setQuota({ id, requests: 8, tokens: 29_000, whenReached: 'stop' });
  await ask(before.client, chatbotId);
  const { tokens } = await before.client.usage.quota({ id });
  await before.close();

  server.setBehaviour('stall');
  const killed = spawn(process.execPath, [ASK_AND_DIE, folder.path, chatbotId], { stdio: 'ignore' });
  expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL']);
  server.release();
  server.setBehaviour('normal');

  const { client, close } = await startTemporaryApp({ dataFolder: folder.path });
  expect(await client.usage.quota({ id })).toMatchObject({ requests: { used: 6 }, tokens });
  await ask(client, chatbotId);
  await ask(client, chatbotId);
  await expect(ask(client, chatbotId)).rejects.toMatchObject({ data: { details: { kind: 'requests' } } });
  await close();
  await server.close();
  folder.remove();
}, 60_000);
