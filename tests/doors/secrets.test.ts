import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { temporaryFolder } from './door-support.ts';
import { HEADLESS } from '../support/server-process.ts';
import { removeFolder } from '../support/temporary-folder.ts';

const passphrase = 'agrafe cheval pile correct';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

async function foyer(args: string[], { input = '', environment = {} as NodeJS.ProcessEnv } = {}) {
  const said: string[] = [];
  const collect = () =>
    new Writable({
      write(chunk, _encoding, done) {
        said.push(String(chunk));
        done();
      },
    });
  const code = await runCommandLine({
    argv: args,
    environment: { FOYER_DATA: folder, LANG: 'fr_FR.UTF-8', ...environment },
    stdin: Readable.from([input]),
    stdout: collect(),
    stderr: collect(),
    interactive: false,
    signal: new AbortController().signal,
  });
  return { code, said: said.join('') };
}

/** Starts the server until it is ready or ends. */
async function serve(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [HEADLESS, '--data', folder, '--port', '0', '--no-open', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'fr_FR.UTF-8', ...environment },
  });
  const exited = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Foyer est prêt')) child.kill('SIGTERM');
    });
  }
  const [code] = (await exited) as [number | null];
  return { code, said };
}

describe('secrets from the terminal', () => {
  it('says how they are protected, and changes their key', async () => {
    const status = await foyer(['secrets', 'status']);
    expect(status.code).toBe(0);
    expect(status.said).toContain('secrets.key');
    expect(status.said).toContain('jamais été changée');
    expect((await foyer(['secrets', 'rotate'])).said).toMatch(/Clé changée : \d secret/);
    expect((await foyer(['secrets', 'status'])).said).toContain('Dernier changement');
  });

  it('refuses what is not written as it should be', async () => {
    for (const args of [
      ['secrets', 'protect'],
      ['secrets', 'protect', '--with', 'prayer'],
      ['secrets', 'protect', '--with', 'passphrase'],
    ]) {
      expect((await foyer(args)).code, args.join(' ')).toBe(2);
    }
    const short = await foyer(['secrets', 'protect', '--with', 'passphrase', '--passphrase-stdin'], {
      input: 'court\n',
    });
    expect(short).toMatchObject({ code: 2 });
    expect(short.said).toContain('12');
    expect((await foyer(['secrets', 'protect', '--with', 'keychain'])).code).toBe(1);
    expect(readdirSync(folder)).toContain('secrets.key');
  });

  it('protects them with a passphrase, without which nothing starts and nothing is touched', async () => {
    const protect = await foyer(['secrets', 'protect', '--with', 'passphrase', '--passphrase-stdin'], {
      input: `${passphrase}\n`,
    });
    expect(protect.code).toBe(0);
    expect(protect.said).toContain('FOYER_PASSPHRASE');
    expect(protect.said).not.toContain('agrafe');
    expect(readdirSync(folder)).not.toContain('secrets.key');

    const none = await foyer(['client', 'list']);
    expect(none.code).toBe(1);
    expect(none.said).toContain('phrase secrète');
    const given = await foyer(['client', 'list'], { environment: { FOYER_PASSPHRASE: passphrase } });
    expect(given.code).toBe(0);
  });

  it('keeps the server from starting with a wrong one, in one clear sentence', async () => {
    const missing = await serve([]);
    expect(missing.code).toBe(1);
    expect(missing.said).toContain('--passphrase-file');
    const wrong = await serve([], { FOYER_PASSPHRASE: 'something else' });
    expect(wrong.code).toBe(1);
    expect(wrong.said).toContain('n’est pas la bonne');
    expect(wrong.said.trim().split('\n')).toHaveLength(1);

    const file = join(folder, 'phrase');
    expect((await serve(['--passphrase-file', file])).code).toBe(1);
    writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
    const right = await serve(['--passphrase-file', file]);
    expect(right.said).toContain('Foyer est prêt');
  });

  it('goes back to a file', async () => {
    const file = join(folder, 'phrase');
    expect((await foyer(['secrets', 'protect', '--with', 'keyfile', '--passphrase-file', file])).code).toBe(
      0,
    );
    expect((await foyer(['secrets', 'status'])).code).toBe(0);
  });
});
