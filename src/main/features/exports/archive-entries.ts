import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { ArchiveEntry } from './archive-file.ts';
import { entryName } from './entry-names.ts';
import { readme } from './readme.ts';
import type { ExportRecords } from './records.ts';

/** Version of the layout described in docs/client-export.md; a change that breaks a reader raises it. */
const FORMAT_VERSION = 1;

/** Bytes that deflate would only cost time for. */
const compressed = /^(?:image|video|audio)\/|pdf|zip|openxmlformats/;

export type ArchiveSource = {
  records: ExportRecords;
  clientId: string;
  language: Language;
  foyerVersion: string;
  exportedAt: string;
  /** Absolute path of a stored file, or null when it is gone from the disk. */
  fileOf: (contentHash: string) => Promise<string | null>;
  /** The same of the logo of a widget, and of a file that a visitor sent. */
  logoOf: (contentHash: string) => Promise<string | null>;
  attachmentOf: (contentHash: string) => Promise<string | null>;
  /** Told after each document and conversation. */
  onProgress: (fraction: number) => void;
};

type Counts = Record<string, number>;
type Rows = Iterable<unknown> | AsyncIterable<unknown>;

/** Every file of the archive of one client, in order; the manifest comes last, when all is counted. */
export async function* archiveEntries(source: ArchiveSource): AsyncGenerator<ArchiveEntry> {
  const { records, language, onProgress } = source;
  const counts: Counts = {};
  const total = records.size();
  const steps = Math.max(1, total.documents * 2 + total.conversations);
  let done = 0;
  const advance = () => {
    done += 1;
    onProgress(Math.min(1, done / steps));
  };

  const list = (path: string, rows: () => Rows, onRow?: () => void): ArchiveEntry => {
    counts[path] = 0;
    return {
      path,
      compress: true,
      open: () =>
        Readable.from(
          jsonLines(rows(), () => {
            counts[path] = (counts[path] ?? 0) + 1;
            onRow?.();
          }),
        ),
    };
  };

  yield text('README.txt', readme[language]);
  yield text('client.json', `${JSON.stringify(records.client(), null, 2)}\n`);
  yield list('people.json', records.people);
  yield list('chatbots.json', records.bots);
  yield list('documents.json', () => describedDocuments(source), advance);
  yield* documentFiles(source, counts, advance);
  yield list('conversations.json', records.allConversations, advance);
  yield list('widgets.json', records.widgetList);
  yield list('visitors.json', records.visitorList);
  yield list('leads.json', records.leadList);
  yield list('feedback.json', records.feedbackList);
  yield list('attachments.json', () => describedAttachments(source));
  yield* visitorFiles(source, counts);
  yield list('keys.json', records.keys);
  yield list('audit.json', records.audit);
  yield list('jobs.json', records.work);
  yield {
    path: 'export.json',
    compress: true,
    open: () => Readable.from([manifest(source, counts)]),
  };
}

async function* describedDocuments({ records, fileOf }: ArchiveSource) {
  let index = 0;
  for (const { contentHash, ...document } of records.allDocuments()) {
    yield {
      ...document,
      sha256: contentHash,
      file: (await fileOf(contentHash)) === null ? null : entryName('files', index, document.fileName),
      text: records.hasText(document.id) ? textName(index, document.fileName) : null,
    };
    index += 1;
  }
}

async function* documentFiles(
  { records, fileOf }: ArchiveSource,
  counts: Counts,
  advance: () => void,
): AsyncGenerator<ArchiveEntry> {
  counts['files'] = 0;
  counts['texts'] = 0;
  counts['missingFiles'] = 0;
  let index = 0;
  for (const { id, contentHash, fileName, mediaType } of records.allDocuments()) {
    const path = await fileOf(contentHash);
    if (path === null) counts['missingFiles'] += 1;
    else {
      counts['files'] += 1;
      yield {
        path: entryName('files', index, fileName),
        compress: !compressed.test(mediaType ?? ''),
        open: () => createReadStream(path),
      };
    }
    const read = records.textOf(id);
    if (read !== null) {
      counts['texts'] += 1;
      yield text(textName(index, fileName), read);
    }
    index += 1;
    advance();
  }
}

async function* describedAttachments({ records, attachmentOf }: ArchiveSource) {
  let index = 0;
  for (const { contentHash, ...attachment } of records.allAttachments()) {
    yield {
      ...attachment,
      sha256: contentHash,
      file:
        (await attachmentOf(contentHash)) === null
          ? null
          : entryName('attachments', index, attachment.fileName),
    };
    index += 1;
  }
}

/** What visitors sent, and the logos of widgets under the name of their SHA-256. */
async function* visitorFiles(
  { records, attachmentOf, logoOf }: ArchiveSource,
  counts: Counts,
): AsyncGenerator<ArchiveEntry> {
  let index = 0;
  for (const { contentHash, fileName, mediaType } of records.allAttachments()) {
    const path = await attachmentOf(contentHash);
    if (path === null) counts['missingFiles'] = (counts['missingFiles'] ?? 0) + 1;
    else {
      counts['files'] = (counts['files'] ?? 0) + 1;
      yield {
        path: entryName('attachments', index, fileName),
        compress: !compressed.test(mediaType),
        open: () => createReadStream(path),
      };
    }
    index += 1;
  }
  for (const hash of records.logoHashes()) {
    const path = await logoOf(hash);
    if (path === null) continue;
    counts['files'] = (counts['files'] ?? 0) + 1;
    yield { path: `logos/${hash}`, compress: false, open: () => createReadStream(path) };
  }
}

function textName(index: number, fileName: string): string {
  return entryName('texts', index, fileName, '.txt');
}

function text(path: string, content: string): ArchiveEntry {
  return { path, compress: true, open: () => Readable.from([Buffer.from(content)]) };
}

/** A JSON array with one record a line: read whole by any program, or line by line by one with little memory. */
async function* jsonLines(rows: Rows, onRow: () => void): AsyncGenerator<Buffer> {
  let first = true;
  yield Buffer.from('[');
  for await (const row of rows) {
    yield Buffer.from(`${first ? '\n' : ',\n'}${JSON.stringify(row)}`);
    first = false;
    onRow();
  }
  yield Buffer.from('\n]\n');
}

function manifest({ clientId, foyerVersion, exportedAt }: ArchiveSource, counts: Counts): Buffer {
  const { files, texts, missingFiles, ...records } = counts;
  const form = {
    format: 'foyer-client-export',
    formatVersion: FORMAT_VERSION,
    foyerVersion,
    exportedAt,
    clientId,
    records,
    files,
    texts,
    /** Documents whose original was gone from the disk. */
    missingFiles,
  };
  return Buffer.from(`${JSON.stringify(form, null, 2)}\n`);
}
