import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { MODEL_FILE_MAX_BYTES, MODEL_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { modelPurpose } from '#shared/contract/model-kinds.ts';
import { FoyerError } from '#shared/errors.ts';
import { receiveFile } from '#main/platform/file-receiving.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { thisMachine } from '../machine-fit.ts';
import type { KeptModel, ModelFiles } from '../ports.ts';
import type { InsideEngines } from './engines.ts';
import { downloadFile, dropDownload } from './download.ts';
import type { InsideModels } from './inside-model.ts';
import { bytesPerToken, memoryNeed, windowFor } from './memory-need.ts';
import { findModelFiles, programFolders } from './other-programs.ts';

/** What stands beside each file: what it is called, and what it says of itself. */
const card = z.object({
  name: z.string(),
  sizeBytes: z.number(),
  /** Of a file that is another program's: where it lies, and when it was last written. */
  place: z.object({ path: z.string(), modifiedMs: z.number() }).optional(),
  description: z.object({
    title: z.string().nullable(),
    family: z.string(),
    purpose: modelPurpose,
    parameters: z.number(),
    trainedTokens: z.number().nullable(),
    vocabularySize: z.number(),
    weightBytes: z.number(),
    windows: z.array(z.object({ tokens: z.number(), bytes: z.number() })),
  }),
});

type Options = {
  folder: string;
  storage: Pick<Storage, 'requireRoom' | 'failed'>;
  engines: Pick<InsideEngines, 'describe' | 'endOf' | 'machine'>;
};

type Card = z.infer<typeof card>;

const CARD_NAME = /^([0-9a-f]{64})\.json$/u;
/** Files on their way in. */
const INCOMING = 'incoming';
/** A file that keeps the engine busy for longer is none. */
const DESCRIBE_TIMEOUT_MS = 120_000;

/**
 * The models that Foyer keeps in a folder, each under its content: `<sha256>.gguf`, and a card of the same name beside
 * it. The card is there before its file is, so that no kill leaves a file that nobody knows of.
 */
export function createModelFiles({
  folder,
  storage,
  engines,
}: Options): ModelFiles & Required<Pick<InsideModels, 'pathOf' | 'windowCostOf'>> {
  const underWay = new Set<string>();
  const placeOf = (hash: string) => join(folder, `${hash}.gguf`);
  const cardOf = (hash: string) => join(folder, `${hash}.json`);

  function read(hash: string): Card {
    return card.parse(JSON.parse(readFileSync(cardOf(hash), 'utf8')));
  }

  /** A card whose file never came into its place; that of another program's file has none there. */
  function isLonely(hash: string): boolean {
    if (existsSync(placeOf(hash))) return false;
    return card.safeParse(JSON.parse(readFileSync(cardOf(hash), 'utf8'))).data?.place === undefined;
  }

  function list(): KeptModel[] {
    if (!existsSync(folder)) return [];
    const hashes = readdirSync(folder).flatMap(name => CARD_NAME.exec(name)?.[1] ?? []);
    const files = hashes.flatMap(hash => {
      return isLonely(hash) ? [] : [asKept(hash, read(hash))];
    });
    return files.toSorted((one, other) => one.name.localeCompare(other.name));
  }

  /** Throws `model.file_missing`. */
  function named(name: string): KeptModel {
    const file = list().find(one => one.name === name);
    if (file !== undefined) return file;
    throw new FoyerError('model.file_missing', `No model file ${name} is kept`, { details: { model: name } });
  }

  function freeName(wanted: string): string {
    const taken = new Set(list().map(({ name }) => name));
    if (!taken.has(wanted)) return wanted;
    for (let number = 2; ; number += 1)
      if (!taken.has(`${wanted} (${number})`)) return `${wanted} (${number})`;
  }

  /** Where a file lies, whoever's it is. Throws when it is not the one that was described. */
  function requireUnchanged(hash: string): string {
    const known = read(hash);
    if (known.place === undefined) return placeOf(hash);
    const { path } = known.place;
    if (!existsSync(path)) throw new FoyerError('model.file_missing', `Its file ${path} is not there`);
    if (!isAsItWas(known)) throw new FoyerError('model.file_changed', `${path} is another file now`);
    return path;
  }

  async function keep(temporary: string, hash: string, kept: Card): Promise<void> {
    await writeCard(`${temporary}.json`, hash, kept);
    await rename(temporary, placeOf(hash));
  }

  async function writeCard(draft: string, hash: string, kept: Card): Promise<void> {
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(kept));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, cardOf(hash));
  }

  /** Where what comes of a download lies: it goes on there another day. */
  const partOf = (hash: string) => join(folder, INCOMING, `${hash}.part`);

  /** Takes a file that is whole into its place; one that is kept already is that one. */
  async function keepModel(
    temporary: string,
    hash: string,
    called: string,
    signal: AbortSignal,
  ): Promise<KeptModel> {
    const known = list().find(one => one.hash === hash);
    if (known !== undefined) return known;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(DESCRIBE_TIMEOUT_MS)]);
    const description = await engines.describe(temporary, limited);
    const kept = { name: freeName(nameOf(called)), sizeBytes: statSync(temporary).size, description };
    await keep(temporary, hash, kept);
    return asKept(hash, kept);
  }

  return {
    list,
    /** Throws `model.file_missing`, and `model.file_changed` for what another program wrote anew. */
    pathOf: name => requireUnchanged(named(name).hash),
    windowCostOf(name) {
      const { description } = read(named(name).hash);
      return { bytesPerToken: bytesPerToken(description), trainedTokens: description.trainedTokens };
    },
    async add(
      content: Readable,
      given: { fileName: string; sizeBytes?: number },
      signal: AbortSignal,
    ): Promise<KeptModel> {
      storage.requireRoom(given.sizeBytes ?? 0);
      const id = randomUUID();
      const temporary = join(folder, INCOMING, `${id}.gguf`);
      underWay.add(id);
      try {
        await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
        const { hash } = await receiveFile(temporary, content, {
          storage,
          maxBytes: MODEL_FILE_MAX_BYTES,
          signal,
        });
        return await keepModel(temporary, hash, given.fileName, signal);
      } catch (error) {
        throw storage.failed(error);
      } finally {
        await rm(temporary, { force: true });
        await rm(`${temporary}.json`, { force: true });
        underWay.delete(id);
      }
    },
    async fetch({ name, ...wanted }, { fetch, signal, onProgress }): Promise<KeptModel> {
      const part = partOf(wanted.sha256);
      underWay.add(wanted.sha256);
      try {
        await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
        const known = list().find(({ hash }) => hash === wanted.sha256);
        if (known !== undefined) return known;
        await downloadFile(part, wanted, { fetch, storage, signal, onProgress });
        return await keepModel(part, wanted.sha256, name, signal);
      } catch (error) {
        throw storage.failed(error);
      } finally {
        underWay.delete(wanted.sha256);
      }
    },

    async refer({ id, path, name }, signal): Promise<KeptModel> {
      const known = list().find(one => one.hash === id);
      if (known !== undefined && isAsItWas(read(id))) return known;
      const { size, mtimeMs } = statSync(path);
      const limited = AbortSignal.any([signal, AbortSignal.timeout(DESCRIBE_TIMEOUT_MS)]);
      const description = await engines.describe(path, limited);
      const place = { path, modifiedMs: mtimeMs };
      const called = known?.name ?? freeName(nameOf(name));
      const kept = { name: called, sizeBytes: size, place, description };
      try {
        await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
        await writeCard(join(folder, INCOMING, `${randomUUID()}.json`), id, kept);
      } catch (error) {
        throw storage.failed(error);
      }
      return asKept(id, kept);
    },

    fetched: sha256 => statSync(partOf(sha256), { throwIfNoEntry: false })?.size ?? 0,

    leave: sha256 => dropDownload(partOf(sha256)),

    fitOf(hash, purpose) {
      const description = { ...read(hash).description, purpose };
      const contextTokens = windowFor(description, thisMachine(null).memoryBytes);
      return { contextTokens, memoryBytes: memoryNeed(description, contextTokens) };
    },
    async remove(hash: string): Promise<void> {
      const { place } = read(hash);
      await engines.endOf(place?.path ?? placeOf(hash)); // a system that locks open files would keep it
      await rm(placeOf(hash), { force: true });
      await rm(cardOf(hash), { force: true });
    },
    ofOtherPrograms: () => findModelFiles(programFolders()),
    machine: engines.machine,
    isWhole: ({ hash, sizeBytes, place }) =>
      place === null
        ? statSync(placeOf(hash), { throwIfNoEntry: false })?.size === sizeBytes
        : isAsItWas(read(hash)),
    async clean(wanted) {
      const incoming = join(folder, INCOMING);
      const names = existsSync(incoming) ? readdirSync(incoming) : [];
      const left = names.filter(name => {
        const [of = ''] = name.split('.');
        return !underWay.has(of) && !wanted.has(of);
      });
      for (const name of left) await rm(join(incoming, name), { force: true });
      const cards = existsSync(folder)
        ? readdirSync(folder).flatMap(name => CARD_NAME.exec(name)?.[1] ?? [])
        : [];
      const lonely = cards.filter(isLonely);
      for (const hash of lonely) await rm(cardOf(hash), { force: true });
      return left.length + lonely.length;
    },
  };
}

/** Whether the file of another program is the one that was described. */
function isAsItWas({ place, sizeBytes }: Card): boolean {
  const now = place === undefined ? undefined : statSync(place.path, { throwIfNoEntry: false });
  return now?.isFile() === true && now.size === sizeBytes && now.mtimeMs === place?.modifiedMs;
}

function asKept(hash: string, { name, sizeBytes, place, description }: Card): KeptModel {
  const { purpose, family, parameters, trainedTokens } = description;
  const path = place?.path ?? null;
  return { hash, name, sizeBytes, purpose, family, parameters, trainedTokens, place: path };
}

/** What a person called a file, without what no page should show. */
function nameOf(fileName: string): string {
  const last = fileName.split(/[\\/]/u).at(-1) ?? '';
  const plain = last.replace(/\.gguf$/iu, '').replace(/[^\p{L}\p{N}._ ()-]+/gu, ' ');
  return plain.trim().slice(0, MODEL_NAME_MAX_LENGTH) || 'model';
}
