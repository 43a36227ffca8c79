import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import { FoyerError } from '#shared/errors.ts';
import {
  ON_SAME_NAME,
  sameNameChoice,
  UPLOAD_MAX_BYTES,
  type SameNameChoice,
} from '#shared/contract/documents.ts';
import { id } from '#shared/contract/vocabulary.ts';
import type { IncomingFile, UploadTarget } from '#main/app/ports.ts';
import type { Staged } from '#main/platform/staging.ts';

export const UPLOAD_MAX_FILES = 1_000; // a folder dropped at once
export const UPLOAD_MAX_CHATBOTS = 200; // as many as one document may be given to at once
export const UPLOAD_REQUEST_MAX_BYTES = 2 * 1024 * 1024 * 1024; // all files of one request; beyond, send several

type Part = MultipartFile | MultipartValue;

/** A multipart form read as it arrives: for which bots, and its files in order. `close` it, read or not. */
export type Upload = {
  target: UploadTarget;
  files: AsyncGenerator<IncomingFile>;
  close(): Promise<void>;
};

/**
 * Reads the form up to its first file after the bot it is for. Files are streamed; only those sent before the field
 * `chatbotId` are put aside on disk (never in memory) until it comes.
 *
 * @param place where to put files aside, removed with all it holds when the upload is closed; and what counts their bytes.
 * @throws FoyerError `request.invalid` without `chatbotId` or without any `file`; `request.too_large`, `upload.busy`,
 * `storage.full`.
 */
export async function readUpload(
  parts: AsyncIterator<Part>,
  { folder, staged }: { folder: string; staged: Pick<Staged, 'add'> },
): Promise<Upload> {
  const aside: AsideFile[] = [];
  let asideFolder: string | null = null;
  const removeAside = async () => {
    if (asideFolder !== null) await rm(asideFolder, { recursive: true, force: true });
  };
  const total = createByteCount(staged);
  const fields: Fields = { chatbotIds: [], onSameName: null };
  try {
    for (;;) {
      const part = await nextPart(parts);
      const isForWhom = fields.chatbotIds.length > 0;
      if (part === null || (part.type === 'file' && isForWhom)) {
        const files = filesOf({ aside, first: part, parts, total });
        return {
          target: targetOf(fields),
          files,
          async close() {
            await files.return(undefined);
            await removeAside();
          },
        };
      }
      if (part.type === 'file') {
        asideFolder ??= await createAsideFolder(folder);
        aside.push(await putAside(part, join(asideFolder, String(aside.length)), total));
      } else readField(part, fields);
    }
  } catch (error) {
    await removeAside();
    throw error;
  }
}

type Fields = { chatbotIds: string[]; onSameName: SameNameChoice | null };

function readField(part: MultipartValue, fields: Fields): void {
  if (part.fieldname === 'chatbotId' && fields.chatbotIds.length < UPLOAD_MAX_CHATBOTS)
    fields.chatbotIds.push(chatbotIdOf(part));
  else if (part.fieldname === 'onSameName') fields.onSameName = onSameNameOf(part);
  else refuseField(part);
}

function targetOf({ chatbotIds: [first, ...others], onSameName }: Fields): UploadTarget {
  if (first === undefined)
    throw new FoyerError('request.invalid', 'chatbotId: the form must name the chatbot');
  return { chatbotIds: [first, ...others], onSameName: onSameName ?? ON_SAME_NAME };
}

type AsideFile = { fileName: string; path: string };
type ByteCount = { add(bytes: number): void };

type Rest = {
  aside: readonly AsideFile[];
  first: MultipartFile | null;
  parts: AsyncIterator<Part>;
  total: ByteCount;
};

async function* filesOf({ aside, first, parts, total }: Rest): AsyncGenerator<IncomingFile> {
  let count = aside.length;
  for (const file of aside) yield { fileName: file.fileName, content: createReadStream(file.path) };
  for (let part: Part | null = first; part !== null; part = await nextPart(parts)) {
    // What is to be done with a file must be known before it comes.
    if (part.type !== 'file') refuseLateField(part);
    count += 1;
    yield { fileName: fileNameOf(part), content: Readable.from(whole(part, total)) };
  }
  if (count === 0) throw new FoyerError('request.invalid', 'file: the form holds no file');
}

async function nextPart(parts: AsyncIterator<Part>): Promise<Part | null> {
  try {
    const step = await parts.next();
    return step.done === true ? null : step.value;
  } catch (error) {
    throw uploadError(error);
  }
}

async function putAside(part: MultipartFile, path: string, total: ByteCount): Promise<AsideFile> {
  await pipeline(whole(part, total), createWriteStream(path, { mode: 0o600 }));
  return { fileName: fileNameOf(part), path };
}

/** The bytes of one part; ends in an error as soon as they are too many, or the sender left. */
async function* whole(part: MultipartFile, total: ByteCount): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    for await (const bytes of part.file as AsyncIterable<Buffer>) {
      size += bytes.length;
      if (size > UPLOAD_MAX_BYTES) throw tooLarge(fileNameOf(part));
      total.add(bytes.length);
      yield bytes;
    }
  } catch (error) {
    throw uploadError(error);
  }
}

function tooLarge(fileName: string): FoyerError {
  return new FoyerError('request.too_large', `${fileName} is larger than ${UPLOAD_MAX_BYTES} bytes`, {
    details: { fileName, limitBytes: UPLOAD_MAX_BYTES },
  });
}

function createByteCount(staged: Pick<Staged, 'add'>): ByteCount {
  let bytes = 0;
  return {
    add(more) {
      bytes += more;
      if (bytes > UPLOAD_REQUEST_MAX_BYTES) {
        throw new FoyerError('request.too_large', 'The files are too large for one request: send several', {
          details: { limitBytes: UPLOAD_REQUEST_MAX_BYTES },
        });
      }
      staged.add(more);
    },
  };
}

function uploadError(error: unknown): unknown {
  if (error instanceof FoyerError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT') {
    return new FoyerError(
      'request.too_large',
      `More than ${UPLOAD_MAX_FILES} files in one request: send several`,
      {
        cause: error,
      },
    );
  }
  return new FoyerError('request.invalid', 'The form is broken or was cut short', { cause: error });
}

function chatbotIdOf(part: MultipartValue): string {
  const parsed = id.safeParse(part.value);
  if (!parsed.success) throw new FoyerError('request.invalid', 'chatbotId: must be one id');
  return parsed.data;
}

/** The name as its sender wrote it: browsers write `"` and line ends in a form as %22, %0D and %0A (HTML standard). */
function fileNameOf(part: MultipartFile): string {
  if (part.filename === '') return 'file';
  return part.filename.replaceAll('%22', '"').replaceAll(/%0D|%0A/g, ' ');
}

function onSameNameOf(part: MultipartValue): SameNameChoice {
  const parsed = sameNameChoice.safeParse(part.value);
  if (!parsed.success)
    throw new FoyerError('request.invalid', `onSameName: must be ${sameNameChoice.options.join(' or ')}`);
  return parsed.data;
}

function refuseLateField(part: MultipartValue): never {
  if (part.fieldname === 'chatbotId' || part.fieldname === 'onSameName')
    throw new FoyerError('request.invalid', `${part.fieldname}: send it before the files`);
  refuseField(part);
}

function refuseField(part: MultipartValue): never {
  throw new FoyerError('request.invalid', `${part.fieldname.slice(0, 40)}: this field is not known here`);
}

async function createAsideFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return await mkdtemp(join(folder, 'upload-'));
}
