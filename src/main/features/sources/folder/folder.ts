import { constants, type Stats } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { Readable } from 'node:stream';
import { folderSettings, type FolderSettings } from '#shared/contract/sources.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import type { Look, Sighting, SourceKind, Validators } from '../kinds.ts';
import { isPicture, isWithoutText } from './left-out.ts';
import { filesBelow, type FileBelow } from './walking.ts';
import { watchFolder } from './watching.ts';

const FILES_MAX = 20_000;
const TOLD_AT_ONCE = 100;
/** What was written less than this ago may still be: an office program saves in several steps. */
const STILL_WRITTEN_MS = 2_000;

type Dependencies = {
  dataFolder: string;
  clock: Clock;
  log: Log;
  /** The largest file that is taken. */
  maxFileBytes: () => number;
};

/** A folder of the machine that Foyer runs on: what is in it, by the paths below it. */
export function createFolderKind({
  dataFolder,
  clock,
  log,
  maxFileBytes,
}: Dependencies): SourceKind<FolderSettings> & {
  kind: 'folder';
} {
  /** Throws `source.unreachable`: it is an error of the source, and nothing has vanished. */
  async function rootOf({ path }: FolderSettings): Promise<string> {
    const root = await realpath(path).catch(() => null);
    const details = root === null ? null : await stat(root).catch(() => null);
    if (root === null || !details?.isDirectory())
      throw new FoyerError('source.unreachable', `No folder at ${path}`);
    return root;
  }

  /** Null: it may be read. */
  function leftOut({ name, details: { size } }: FileBelow, { pictures }: FolderSettings) {
    if (isWithoutText(name)) return 'unsupported' as const;
    if (!pictures && isPicture(name)) return 'picture' as const;
    if (size > maxFileBytes()) return 'too_large' as const;
    return size === 0 ? ('no_content' as const) : null;
  }

  async function see(look: Look<FolderSettings>, { key, name, path, details }: FileBelow): Promise<void> {
    const age = clock.now().getTime() - details.mtimeMs;
    if (age >= 0 && age < STILL_WRITTEN_MS)
      return look.report({ type: 'failed', key, code: 'source.still_written' });
    look.note({ key });
    const validators = validatorsOf(details);
    const content = () => Readable.from(bytesOf(path, validators));
    return look.report({ type: 'found', key, title: null, fileName: name, validators, content });
  }

  return {
    kind: 'folder',
    settings: folderSettings,

    /** Throws `path.not_found`, `path.not_a_folder`, or `path.of_foyer` for the folder with everybody's data. */
    async check(settings) {
      const { path } = settings;
      const root = await realpath(path).catch(() => null);
      if (root === null) throw new FoyerError('path.not_found', `No folder at ${path}`);
      if (!(await stat(root)).isDirectory()) throw new FoyerError('path.not_a_folder', `${path} is a file`);
      const own = await realpath(dataFolder);
      if (root === own || root.startsWith(own + sep))
        throw new FoyerError('path.of_foyer', 'The folder holds what Foyer keeps');
      return { name: basename(root) || root, settings };
    },

    async look(look) {
      const { settings, signal } = look;
      const root = await rootOf(settings);
      const without = await realpath(dataFolder);
      const changed: FileBelow[] = [];
      let told: Sighting[] = [];
      const tell = async () => {
        const all = told;
        told = [];
        await Promise.all(all.map(look.report)); // one flush to the disk for all of them
      };
      let files = 0;
      let isEmpty = true;
      for await (const seen of filesBelow(root, { ...settings, without })) {
        signal.throwIfAborted();
        isEmpty = false;
        const { key } = seen;
        if (seen.type === 'file') files += 1;
        if (look.told(key)) continue; // before a kill
        if (seen.type === 'ignored') told.push({ type: 'skipped', key, reason: 'ignored' });
        else if (seen.type === 'unread') told.push({ type: 'failed', key, code: 'path.not_found' });
        else {
          const reason = files > FILES_MAX ? ('over_the_cap' as const) : leftOut(seen, settings);
          if (reason !== null) told.push({ type: 'skipped', key, reason });
          else if (isKnown(look, seen))
            told.push({ type: 'unchanged', key, validators: validatorsOf(seen.details) });
          else changed.push(seen);
        }
        if (told.length >= TOLD_AT_ONCE) await tell();
      }
      await tell();
      // A drive that is not mounted leaves an empty folder where it was.
      if (isEmpty && look.hadSome())
        throw new FoyerError('source.folder_empty', `Nothing is in ${settings.path}`);
      look.queue(changed.map(({ key }) => ({ key, depth: key.split('/').length, via: null })));
      const byKey = new Map(changed.map(file => [file.key, file]));
      for (let waiting = look.next(); waiting !== null; waiting = look.next()) {
        signal.throwIfAborted();
        const file = byKey.get(waiting.key);
        // Queued by a process that was killed, and gone since.
        if (file === undefined)
          await look.report({ type: 'failed', key: waiting.key, code: 'path.not_found' });
        else await see(look, file);
      }
      await rootOf(settings); // it may have gone while it was read
    },

    watch({ path, subfolders }, changed, signal) {
      watchFolder({ path, subfolders, signal, log }, changed);
    },
  };
}

const validatorsOf = ({ size, mtimeMs }: Stats): Validators => ({ size, modifiedAt: mtimeMs });

function isKnown(look: Look<FolderSettings>, { key, details }: FileBelow): boolean {
  const known = look.known(key)?.validators;
  return known !== undefined && known.size === details.size && known.modifiedAt === details.mtimeMs;
}

/** Neither follows a link nor waits for a pipe that came into the place of the file since it was looked at. */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of a file. Throws `source.still_written` where it is another at the end than at the beginning. */
async function* bytesOf(path: string, { size, modifiedAt }: Validators): AsyncGenerator<Buffer> {
  const file = await open(path, READ_PLAIN);
  try {
    if (!(await file.stat()).isFile()) throw new FoyerError('path.not_a_file', 'It is no file any more');
    yield* file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>;
    const after = await file.stat();
    if (after.size !== size || after.mtimeMs !== modifiedAt)
      throw new FoyerError('source.still_written', 'It was written while it was read');
  } finally {
    await file.close();
  }
}
