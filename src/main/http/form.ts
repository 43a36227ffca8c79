import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FilesTaken } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';
import { createFileCount, tooManyFiles, type IncomingFile } from '#main/platform/incoming-files.ts';
import type { Staged } from '#main/platform/staging.ts';
import type { FormField } from './form-fields.ts';

export const FIELD_MAX_BYTES = 1_000; // one id, or one choice
export const FIELDS_MAX = 1_000; // each of them short; their schema says how many are meant

type Part = MultipartFile | MultipartValue;

/** A multipart form read as it arrives: its fields, and its files in order. `close` it, read or not. */
export type Form = {
  input: Record<string, unknown>;
  files: AsyncGenerator<IncomingFile>;
  close(): Promise<void>;
};

type FormOptions = {
  fields: ReadonlyMap<string, FormField>;
  takes: FilesTaken;
  /** Where to put files aside that come before what must be known of them; removed when the form is closed. */
  folder: string;
  /** What counts the bytes of files as they come. */
  staged: Pick<Staged, 'add'>;
};

/**
 * Reads a form up to its first file after every field that is required. Files are streamed; only those sent before are put
 * aside on disk (never in memory). Of a form without fields nothing is read before its files are asked for.
 *
 * @throws FoyerError `request.invalid` for a field that is not known; `request.too_large`, `upload.busy`, `storage.full`.
 */
export async function readForm(parts: AsyncIterator<Part>, options: FormOptions): Promise<Form> {
  const { fields, takes, folder, staged } = options;
  const aside: AsideFile[] = [];
  let asideFolder: string | null = null;
  const removeAside = async () => {
    if (asideFolder !== null) await rm(asideFolder, { recursive: true, force: true });
  };
  const counted = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      for await (const bytes of content) {
        staged.add(bytes.length);
        yield bytes;
      }
    } catch (error) {
      throw formError(error, options);
    }
  };
  const next = async (): Promise<Part | null> => {
    try {
      const step = await parts.next();
      return step.done === true ? null : step.value;
    } catch (error) {
      throw formError(error, options);
    }
  };
  const asideCount = createFileCount(takes);
  const putAside = async (part: MultipartFile): Promise<void> => {
    asideFolder ??= await createAsideFolder(folder);
    const file = { fileName: fileNameOf(part), path: join(asideFolder, String(aside.length)) };
    const bytes = asideCount.whole(file.fileName, counted(part.file));
    await pipeline(bytes, createWriteStream(file.path, { mode: 0o600 }));
    aside.push(file);
  };
  async function* filesOf(first: MultipartFile | null): AsyncGenerator<IncomingFile> {
    for (const { fileName, path } of aside) yield { fileName, content: createReadStream(path) };
    for (let part: Part | null = first ?? (await next()); part !== null; part = await next()) {
      // What is to be done with a file must be known before it comes.
      if (part.type !== 'file') throw lateField(part, fields);
      yield { fileName: fileNameOf(part), content: Readable.from(counted(part.file)) };
    }
  }

  try {
    const { input, first } = await readFields(fields, next, putAside);
    const files = filesOf(first);
    return {
      input,
      files,
      async close() {
        await files.return(undefined);
        await removeAside();
      },
    };
  } catch (error) {
    await removeAside();
    throw error;
  }
}

type AsideFile = { fileName: string; path: string };

/** @returns what was sent before the first file that may be read at once; null when the form ended before */
async function readFields(
  fields: ReadonlyMap<string, FormField>,
  next: () => Promise<Part | null>,
  putAside: (part: MultipartFile) => Promise<void>,
): Promise<{ input: Record<string, unknown>; first: MultipartFile | null }> {
  const input: Record<string, unknown> = {};
  if (fields.size === 0) return { input, first: null };
  const required = [...fields].filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  for (;;) {
    const part = await next();
    if (part === null) return { input, first: null };
    if (part.type === 'field') readField(part, fields, input);
    else if (required.every(name => name in input)) return { input, first: part };
    else await putAside(part);
  }
}

function readField(
  { fieldname, value }: MultipartValue,
  fields: ReadonlyMap<string, FormField>,
  input: Record<string, unknown>,
): void {
  const field = fields.get(fieldname);
  if (field === undefined) throw unknownField(fieldname);
  const before = input[fieldname];
  if (field.isRepeated) input[fieldname] = [...(Array.isArray(before) ? (before as unknown[]) : []), value];
  else if (before === undefined) input[fieldname] = value;
  else throw new FoyerError('request.invalid', `${fieldname}: send it once`);
}

function lateField({ fieldname }: MultipartValue, fields: ReadonlyMap<string, FormField>): FoyerError {
  if (!fields.has(fieldname)) return unknownField(fieldname);
  return new FoyerError('request.invalid', `${fieldname}: send it before the files`);
}

function unknownField(name: string): FoyerError {
  return new FoyerError('request.invalid', `${name.slice(0, 40)}: this field is not known here`);
}

const LIMIT_CODES: ReadonlySet<unknown> = new Set(['FST_FILES_LIMIT', 'FST_PARTS_LIMIT', 'FST_FIELDS_LIMIT']);

function formError(error: unknown, { fields, takes }: Pick<FormOptions, 'fields' | 'takes'>): unknown {
  if (error instanceof FoyerError) return error;
  if (error instanceof Error && 'code' in error && error.code === 'FST_FIELDS_LIMIT' && fields.size === 0)
    return new FoyerError('request.invalid', 'The form has a field, and none is known here', {
      cause: error,
    });
  if (error instanceof Error && 'code' in error && LIMIT_CODES.has(error.code))
    return tooManyFiles(takes, error);
  return new FoyerError('request.invalid', 'The form is broken or was cut short', { cause: error });
}

/** The name as its sender wrote it: browsers write `"` and line ends in a form as %22, %0D and %0A (HTML standard). */
function fileNameOf(part: MultipartFile): string {
  if (part.filename === '') return 'file';
  return part.filename.replaceAll('%22', '"').replaceAll(/%0D|%0A/g, ' ');
}

async function createAsideFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return await mkdtemp(join(folder, 'upload-'));
}
