import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeStartFailure, optionWords } from '#main/http/start-failure.ts';
import { wordsIn } from '#main/platform/terminal-words.ts';
import { HEADLESS } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '../../src/main/cli.ts');
const RAW = /\bE[A-Z]{4,}\b|SQLITE_|errno|syscall|at .*\.ts:/;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function run(script: string, args: string[], language = 'fr_FR.UTF-8') {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, LANG: language, LC_ALL: '', XDG_DATA_HOME: join(folder.path, 'usual') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', chunk => (text += String(chunk)));
  child.stderr.on('data', chunk => (text += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text: text.trim() };
}

const server = (...args: string[]) => run(HEADLESS, ['--no-open', '--port', '0', ...args]);

describe('a start that fails is told in one sentence', () => {
  it('for an empty --data, which opens no other folder', async () => {
    for (const given of ['', ' ']) {
      const { code, text } = await server('--data', given);
      expect([code, text.split('\n')]).toEqual([
        1,
        [expect.stringMatching(/^Le nom du dossier de données est vide\./)],
      ]);
    }
    const command = await run(CLI, ['bot', 'list', '--data', ''], 'en_GB.UTF-8');
    expect(command.text).toContain('The name of the data folder is empty.');
    expect(command.code).not.toBe(0);
  });

  it('for a file in the place of the folder, or above it', async () => {
    const file = join(folder.path, 'fichier');
    writeFileSync(file, '');
    for (const data of [file, join(file, 'dedans')]) {
      const { code, text } = await server('--data', data);
      expect([code, text]).toEqual([
        1,
        expect.stringContaining('Le dossier de données n’est pas un dossier.'),
      ]);
      expect(text).not.toMatch(RAW);
    }
  });

  it('for an address that this computer does not have, or that has no name', async () => {
    for (const host of ['192.0.2.1', 'nulle-part.invalid']) {
      const { code, text } = await server('--data', folder.path, '--host', host);
      expect([code, text]).toEqual([1, expect.stringContaining(`Cet ordinateur n’a pas l’adresse ${host}`)]);
      expect(text).not.toMatch(RAW);
    }
  });

  it('without repeating an address that holds a password', async () => {
    const { code, text } = await server(
      '--data',
      folder.path,
      '--public-url',
      'https://nom:canari@exemple.fr',
    );
    expect(code).toBe(2);
    expect(text).toContain('--public-url');
    expect(text).not.toContain('canari');
  });
});

describe('whatever the system says', () => {
  const wanted = { host: '127.0.0.1', port: 80, dataFolder: '/tmp/foyer' };
  const failing = (facts: object) => Object.assign(new Error('listen EACCES: permission denied'), facts);
  it.each([
    [{ code: 'EACCES', syscall: 'listen' }, /port 80/],
    [{ code: 'EADDRNOTAVAIL', syscall: 'listen' }, /127\.0\.0\.1/],
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, /127\.0\.0\.1/],
    [{ code: 'EACCES', syscall: 'open' }, /write|écrire/],
    [{ code: 'EROFS', syscall: 'mkdir' }, /write|écrire/],
    [{ code: 'ENOSPC', syscall: 'write' }, /full|plein/],
    [{ code: 'SQLITE_CANTOPEN' }, /write|écrire/],
    [{ code: 'EWHATEVER' }, /could not start|pas pu démarrer/],
  ])('is a sentence in both languages: %j', (facts, words) => {
    for (const language of ['fr', 'en'] as const) {
      const told = describeStartFailure(failing(facts), wanted, wordsIn(language), language);
      expect(told).toMatch(words);
      expect(told).not.toMatch(RAW);
      expect(told).not.toContain('{{');
    }
  });

  it('options keep the words that name them', () => {
    expect(optionWords(new RangeError('--port x: 0…65535'))).toBe('--port x: 0…65535');
  });
});
