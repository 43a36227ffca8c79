import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesOf } from '#main/http/api-samples.ts';
import { exampleIds } from '#main/http/open-api-examples.ts';
import type { OpenApiDocument } from '#main/http/open-api-reading.ts';
import { localContext, untilRead } from '../support/temporary-app.ts';
import { field, owner, send } from './door-support.ts';
import { setWidget, startPublicServer, type PublicServer } from './public-support.ts';
import { removeFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const GUIDE = join(import.meta.dirname, '../../docs/api.md');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

let server: PublicServer;
let description: OpenApiDocument;
let folder: string;
let environment: NodeJS.ProcessEnv;
let ids: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-samples-'));
  server = await startPublicServer();
  const { headers } = server;
  const widgetId = await setWidget(server, { allowedDomains: ['intranet.example.org'] });
  const client = server.app.client(localContext(server.app));
  const bot = await client.chatbots.create({ name: 'HR assistant', language: 'en' });
  await client.documents.addSample({ chatbotId: bot.id, language: 'en' });
  await untilRead(client, bot.id);
  const { key } = await client.keys.create({ clientId: bot.clientId, name: 'Samples', scopes: ['admin'] });
  description = (await send(server.address, '/api/openapi.json')).json as OpenApiDocument;
  ids = {
    [exampleIds.chatbotId]: bot.id,
    [exampleIds.clientId]: bot.clientId,
    [exampleIds.widgetId]: widgetId,
  };
  environment = {
    ...process.env,
    FOYER_URL: server.address,
    FOYER_VISITORS_URL: `http://127.0.0.1:${server.publicPort}`,
    FOYER_KEY: key,
    FOYER_TOKEN: headers.authorization.slice('Bearer '.length),
    CHATBOT_ID: bot.id,
  };
});
afterAll(async () => {
  await server.close();
  removeFolder(folder);
});

/** With things that are there in place of those of the examples. */
function withOwnThings(code: string): string {
  return Object.entries(ids)
    .reduce((text, [example, own]) => text.replaceAll(example, own), code)
    .replaceAll('claire@example.org', owner.email)
    .replaceAll('a phrase nobody guesses', owner.password);
}

async function runTypescript(code: string): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.mts`);
  await writeFile(file, withOwnThings(code));
  const { stdout } = await run(process.execPath, [file], { env: environment, cwd: folder });
  return stdout;
}

async function runShell(code: string): Promise<string> {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', withOwnThings(code)], {
    env: environment,
    cwd: folder,
  });
  return stdout;
}

describe('the samples of the documentation', () => {
  it('do what they say, in TypeScript and with curl', async () => {
    let count = 0;
    for (const { name } of description.tags ?? []) {
      const samples = samplesOf(description, name);
      expect(samples.length, name).toBeGreaterThan(0);
      for (const { summary, typescript, curl } of samples) {
        expect(await runTypescript(typescript), `${name}: ${summary}`).not.toBe('');
        if (hasCurl) expect(await runShell(curl), `${name}: ${summary}`).not.toBe('');
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(10);
  });
});

describe('the guide', () => {
  const blocks = async (language: string) => {
    const text = await readFile(GUIDE, 'utf8');
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
      match => match[1] ?? '',
    );
  };

  it('has TypeScript that runs', async () => {
    const outputs = [];
    for (const code of await blocks('ts')) outputs.push(await runTypescript(code));
    expect(outputs).toHaveLength(5);
    expect(outputs[0]).toMatch(/\[1\] from \S/);
    expect(outputs[2]).toMatch(/hours\.txt ready \d+ passages/);
  });

  it('has lines for a terminal that work', async () => {
    if (!hasCurl) return;
    const outputs = [];
    for (const code of await blocks('bash')) outputs.push(await runShell(code));
    expect(outputs).toHaveLength(7);
    expect(outputs[1]).toContain('"type":"finished"');
    expect(outputs[2]).toContain('"object":"chat.completion"');
    expect(outputs[3]).toContain('"object":"response"');
    const [first, second] = (outputs[6] ?? '').split(/(?<=\})(?=\{)/);
    expect(field(JSON.parse(first ?? ''), 'id')).toBe(field(JSON.parse(second ?? ''), 'id'));
  });

  it('names limits as they are', async () => {
    const text = (await readFile(GUIDE, 'utf8')).replaceAll(/\s+/g, ' ');
    const { RATE_LIMITS } = await import('#main/http/rate-limits.ts');
    const said = (count: number) => count.toLocaleString('en-GB');
    expect(text).toContain(
      `${said(RATE_LIMITS.key)} requests with one key, ${said(RATE_LIMITS.user)} of one person, ${said(RATE_LIMITS.anonymous)} without credentials`,
    );
  });
});
