import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { findModelFiles, programFolders } from './other-programs.ts';

let home: ReturnType<typeof temporaryFolder>;
beforeEach(() => (home = temporaryFolder()));
afterEach(() => home.remove());

function put(path: string, text = 'GGUF and more'): string {
  const whole = join(home.path, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

const look = () =>
  findModelFiles(
    programFolders({ environment: {}, home: home.path, system: 'linux' }).filter(({ folder }) =>
      folder.startsWith(home.path),
    ),
  );

const DIGEST = `sha256:${'a'.repeat(64)}`;
const manifest = (...mediaTypes: string[]) =>
  JSON.stringify({ layers: mediaTypes.map(mediaType => ({ mediaType, digest: DIGEST, size: 1 })) });
const MODEL = 'application/vnd.ollama.image.model';

it('finds the files of Ollama, LM Studio and Jan, with the names people know', async () => {
  const blob = put(`.ollama/models/blobs/sha256-${'a'.repeat(64)}`);
  put(
    '.ollama/models/manifests/registry.ollama.ai/library/mistral/7b',
    manifest(MODEL, 'application/vnd.ollama.image.template'),
  );
  const studio = put('.lmstudio/models/bartowski/Mistral-GGUF/mistral-q4.gguf');
  const jan = put('.config/Jan/data/llamacpp/models/unsloth/Qwen3-4B/model.gguf');
  expect(
    (await look()).map(({ program, name, path, sizeBytes }) => ({ program, name, path, sizeBytes })),
  ).toEqual([
    { program: 'lm-studio', name: 'mistral-q4', path: studio, sizeBytes: 13 },
    { program: 'ollama', name: 'mistral:7b', path: blob, sizeBytes: 13 },
    { program: 'jan', name: 'Qwen3-4B', path: jan, sizeBytes: 13 },
  ]);
});

it('leaves out projections, parts, what is no model, broken manifests, and what lies elsewhere', async () => {
  const outside = put('elsewhere/secret.gguf');
  for (const name of ['mmproj-a.gguf', 'big-00001-of-00003.gguf', 'notes.txt'])
    put(`.lmstudio/models/a/b/${name}`);
  put('.lmstudio/models/a/b/letter.gguf', 'Madame, Monsieur,');
  symlinkSync(outside, join(home.path, '.lmstudio/models/a/b/linked.gguf'));
  symlinkSync(dirname(outside), join(home.path, '.lmstudio/models/linked'));
  put('.ollama/models/manifests/registry.ollama.ai/library/broken/latest', '{');
  put('.ollama/models/manifests/registry.ollama.ai/library/gone/latest', manifest(MODEL));
  put(
    '.ollama/models/manifests/registry.ollama.ai/library/climbs/latest',
    manifest(MODEL).replace(DIGEST, 'sha256:../../../../elsewhere/secret.gguf'),
  );
  expect(await look()).toEqual([]);
});

it('a folder of ten thousand files is looked at for a moment', async () => {
  const folder = join(home.path, '.lmstudio/models/a');
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < 10_000; number += 1) writeFileSync(join(folder, `${number}.txt`), '');
  const began = performance.now();
  expect(await look()).toEqual([]);
  expect(performance.now() - began).toBeLessThan(10_000);
});

it('knows the places of each system, and the one that Ollama was given', () => {
  const folders = (system: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}) =>
    programFolders({ environment, home: '/home/claire', system }).map(({ folder }) => folder);
  expect(folders('linux', { OLLAMA_MODELS: '/data/ollama' })[0]).toBe('/data/ollama');
  expect(folders('linux')).toContain('/usr/share/ollama/.ollama/models');
  expect(folders('darwin')).toContain('/home/claire/Library/Application Support/Jan/data/llamacpp/models');
  expect(folders('win32', { APPDATA: '/roaming' })).toContain(
    join('/roaming', 'Jan', 'data', 'llamacpp', 'models'),
  );
});
