import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { open, opendir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { z } from 'zod';
import type { FoundProgram } from '#shared/contract/model-sources.ts';
import type { FoundModelFile } from '../ports.ts';

export type ProgramFolder = { program: FoundProgram; folder: string };

type Surroundings = { environment: NodeJS.ProcessEnv; home: string; system: NodeJS.Platform };

/** Where these programs keep their models, as far as they say. */
export function programFolders({
  environment = process.env,
  home = homedir(),
  system = process.platform,
}: Partial<Surroundings> = {}): ProgramFolder[] {
  const own = environment['OLLAMA_MODELS'];
  const roaming = environment['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  const jan =
    system === 'win32'
      ? join(roaming, 'Jan')
      : system === 'darwin'
        ? join(home, 'Library', 'Application Support', 'Jan')
        : join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Jan');
  return [
    ...(own === undefined || own === '' ? [] : [{ program: 'ollama' as const, folder: own }]),
    { program: 'ollama', folder: join(home, '.ollama', 'models') },
    ...(system === 'win32'
      ? []
      : [{ program: 'ollama' as const, folder: '/usr/share/ollama/.ollama/models' }]),
    { program: 'lm-studio', folder: join(home, '.lmstudio', 'models') },
    { program: 'lm-studio', folder: join(home, '.cache', 'lm-studio', 'models') },
    { program: 'jan', folder: join(home, 'jan', 'models') },
    { program: 'jan', folder: join(jan, 'data', 'llamacpp', 'models') },
  ];
}

/** Entries of one folder that are looked at: a person's models are dozens, and nobody waits for a whole disk. */
const LOOKED_AT_MOST = 5_000;
/** Publisher, model, file, and a level to spare. */
const DEEPEST = 5;
const MANIFEST_MAX_BYTES = 100_000;

/** The model files in these folders, each once. What is a link, cut into parts or a mere projection is left out. */
export async function findModelFiles(folders: readonly ProgramFolder[]): Promise<FoundModelFile[]> {
  const found = new Map<string, FoundModelFile>();
  for (const { program, folder } of folders) {
    const root = await unlessRefused(() => realpath(folder));
    if (root === null) continue;
    const files = program === 'ollama' ? manifestsIn(root) : namedIn(root);
    for await (const { name, path } of files) {
      const sizeBytes = await sizeOfGguf(path, root);
      if (sizeBytes !== null) found.set(path, { id: idOf(path), program, name, path, sizeBytes });
    }
  }
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

const idOf = (path: string) => createHash('sha256').update(path).digest('hex');

const SPLIT = /-\d{5}-of-\d{5}\.gguf$/iu;
const PROJECTION = /mmproj/iu;

async function* namedIn(root: string): AsyncGenerator<{ name: string; path: string }> {
  for await (const path of filesIn(root)) {
    const file = basename(path);
    if (!/\.gguf$/iu.test(file) || SPLIT.test(file) || PROJECTION.test(file)) continue;
    // Jan calls every file alike, and its folder after the model.
    const name =
      file.toLowerCase() === 'model.gguf' ? basename(dirname(path)) : file.replace(/\.gguf$/iu, '');
    yield { name, path };
  }
}

const MODEL_LAYER = 'application/vnd.ollama.image.model';
const manifest = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/u) })),
});

/** Ollama names its files by their bytes; manifests say what they are called. */
async function* manifestsIn(root: string): AsyncGenerator<{ name: string; path: string }> {
  for await (const path of filesIn(join(root, 'manifests'))) {
    if ((lstatSync(path, { throwIfNoEntry: false })?.size ?? Infinity) > MANIFEST_MAX_BYTES) continue;
    const text = await unlessRefused(() => readFile(path, 'utf8'));
    const layers = manifest.safeParse(text === null ? null : jsonOf(text)).data?.layers ?? [];
    const [layer, ...more] = layers.filter(({ mediaType }) => mediaType === MODEL_LAYER);
    if (layer === undefined || more.length > 0) continue;
    const name = `${basename(dirname(path))}:${basename(path)}`;
    yield { name, path: join(root, 'blobs', layer.digest.replace(':', '-')) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The plain files below a folder, in no order; links are not followed. */
async function* filesIn(root: string): AsyncGenerator<string> {
  let looked = 0;
  const waiting = [{ folder: root, depth: 1 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { folder, depth } = next;
    const entries = await unlessRefused(() => opendir(folder));
    if (entries === null) continue;
    for await (const entry of entries) {
      looked += 1;
      if (looked > LOOKED_AT_MOST) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < DEEPEST) waiting.push({ folder: path, depth: depth + 1 });
      else if (entry.isFile()) yield path;
    }
  }
}

/** The size of a file that begins as a model does; null for any other, and for what leads out of the folder. */
async function sizeOfGguf(path: string, root: string): Promise<number | null> {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry?.isFile() !== true) return null;
  const real = await unlessRefused(() => realpath(path));
  if (real === null || !real.startsWith(root + sep)) return null;
  const file = await unlessRefused(() => open(real));
  if (file === null) return null;
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, head.length, 0);
    return head.toString('latin1') === 'GGUF' ? entry.size : null;
  } finally {
    await file.close();
  }
}

/** What another program keeps may be gone, or be for nobody else: then there is nothing to offer. */
async function unlessRefused<Result>(look: () => Promise<Result>): Promise<Result | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
