/**
 * The whole main job against the real server process, in a process of its own that may be put into a network of its
 * own: an administrator, a chatbot, a document, a question, the cited answer. Then the same with outgoing connections
 * blocked. Writes what came of it as one line of JSON.
 *
 * Arguments: a folder; and, where system calls are to be traced, the path of strace.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { RemoteClient } from '#main/app/ports.ts';
import { startOllamaStandIn } from './model-stand-ins/index.ts';
import { startServerProcess } from './server-process.ts';
import { untilRead } from './temporary-app.ts';

const [folder = '', strace] = process.argv.slice(2);
const dataFolder = join(folder, 'data');
const observer = new URL('observe-sockets.mjs', import.meta.url).href;
const ollama = await startOllamaStandIn({});

const main = await observed('main', async client => {
  await client.auth.register({
    email: 'claire@atelier.fr',
    fullName: 'Claire Lavigne',
    password: 'une phrase que personne ne devine',
    role: 'owner',
    language: 'fr',
  });
  await model(client, 'Ici', ollama.url);
  const nowhere = await model(client, 'Nulle part', 'http://nulle-part.invalid:8000/v1');
  await client.models.test({ id: nowhere.id });
  await client.models.remove({ id: nowhere.id });
  await client.models.detect({});
  const bot = await client.chatbots.create({ name: 'Congés' });
  const document = join(folder, 'conges.md');
  writeFileSync(document, '# Congés\n\nUn mariage donne droit à quatre jours ouvrés de congé.\n');
  await client.documents.addPaths({ chatbotId: bot.id, paths: [document] });
  await untilRead(client, bot.id);
  return await ask(client, bot.id);
});

const blocked = await observed('blocked', async client => {
  await client.system.updateSettings({ offline: true });
  const elsewhere = ['http://93.184.216.34/v1', 'http://192.168.254.9/v1', 'https://api.example.org/v1'];
  for (const url of elsewhere) {
    const { id } = await model(client, url, url);
    await client.models.test({ id });
    await client.models.remove({ id });
  }
  const [bot] = await client.chatbots.list({});
  return await ask(client, bot?.id ?? '');
});

await ollama.close();
const cards = Object.keys(networkInterfaces());
process.stdout.write(`${JSON.stringify({ cards, ollama: new URL(ollama.url).host, main, blocked })}\n`);
process.exit(0);

function model(client: RemoteClient, name: string, url: string) {
  const isOllama = url === ollama.url;
  return client.models.create({
    name,
    url,
    provider: isOllama ? 'ollama' : 'openai',
    model: isOllama ? 'mistral-small:latest' : 'x',
  });
}

async function ask(client: RemoteClient, chatbotId: string) {
  const events = await client.conversations.chat({
    chatbotId,
    message: 'Combien de jours de congé pour un mariage ?',
  });
  for await (const event of events) {
    if (event.type === 'finished')
      return { text: event.message.content, sources: event.message.sources.map(({ title }) => title) };
  }
  throw new Error('no answer came');
}

/** One life of the server, with what was seen of it and what it lists itself. */
async function observed<Result>(name: string, work: (client: RemoteClient) => Promise<Result>) {
  const seen = join(folder, `${name}.observed`);
  const trace = join(folder, `${name}.strace`);
  writeFileSync(seen, '');
  const begun = new Date().toISOString();
  const server = await startServerProcess(dataFolder, 0, {
    under:
      strace === undefined
        ? []
        : [strace, '-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace],
    environment: { FOYER_OBSERVED: seen, NODE_OPTIONS: `--import=${observer}` },
  });
  const answer = await work(server.client);
  const { items } = await server.client.connections.list({ limit: 200 });
  await server.stop();
  return {
    answer,
    connections: items.filter(({ lastAt }) => lastAt >= begun),
    observed: readFileSync(seen, 'utf8').split('\n').filter(Boolean),
    traced: strace === undefined ? null : readFileSync(trace, 'utf8').split('\n').filter(Boolean),
  };
}
