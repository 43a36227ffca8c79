import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { StoredBytes, StoredIn } from '#main/db/rules/archive.ts';
import type { TableRules } from '#main/db/rules/index.ts';
import type { ArchiveEntry } from './archive-file.ts';
import type { ArchiveRecord, RecordList, Row, TextOfRow } from './archive-records.ts';
import { entryName } from './entry-names.ts';
import { readme } from './readme.ts';

/** Version of the layout described in docs/client-export.md; a change that breaks a reader raises it. */
const FORMAT_VERSION = 1;

/** Bytes that deflate would only cost time for. */
const compressed = /^(?:image|video|audio)\/|pdf|zip|openxmlformats/;

export type ArchiveSource = {
  tables: readonly TableRules[];
  lists: readonly RecordList[];
  clientId: string;
  language: Language;
  foyerVersion: string;
  exportedAt: string;
  /** Absolute path of stored bytes, or null when they are gone from the disk. */
  pathOf: Readonly<Record<StoredIn, (contentHash: string) => Promise<string | null>>>;
  /** Told after each row and each file. */
  onProgress: (fraction: number) => void;
};

type Counts = Record<string, number>;

/** Every file of the archive of one client, in order; the manifest comes last, when all is counted. */
export async function* archiveEntries(source: ArchiveSource): AsyncGenerator<ArchiveEntry> {
  const { tables, lists, language, onProgress } = source;
  const counts: Counts = { files: 0, texts: 0, missingFiles: 0 };
  const steps = lists.reduce((sum, list) => sum + list.size() * (hasFiles(list) ? 2 : 1), 0);
  let done = 0;
  const advance = () => {
    done += 1;
    onProgress(Math.min(1, done / Math.max(1, steps)));
  };

  yield text('README.txt', readme(tables, language));
  for (const list of lists) {
    const { file, single } = list.rule;
    if (single === true) yield text(file, `${JSON.stringify(await only(source, list), null, 2)}\n`);
    else yield listed(source, list, counts, advance);
    if (hasFiles(list)) yield* filesOf(source, list, counts, advance);
  }
  yield {
    path: 'export.json',
    compress: true,
    open: () => Readable.from([manifest(source, counts)]),
  };
}

const hasFiles = ({ rule, texts }: RecordList): boolean => rule.stored !== undefined || texts.length > 0;

async function only(source: ArchiveSource, list: RecordList): Promise<ArchiveRecord | null> {
  for await (const record of described(source, list)) return record;
  return null;
}

function listed(source: ArchiveSource, list: RecordList, counts: Counts, advance: () => void): ArchiveEntry {
  const path = list.rule.file;
  counts[path] = 0;
  const onRow = () => {
    counts[path] = (counts[path] ?? 0) + 1;
    advance();
  };
  return { path, compress: true, open: () => Readable.from(jsonLines(described(source, list), onRow)) };
}

/** Records, and where the files are that belong to them. */
async function* described({ pathOf }: ArchiveSource, list: RecordList): AsyncGenerator<ArchiveRecord> {
  const { stored } = list.rule;
  let index = 0;
  for (const row of list.rows()) {
    const record = list.record(row);
    if (stored !== undefined && 'name' in stored) {
      const hash = String(row[stored.hash]);
      record['sha256'] = hash;
      record['file'] = (await pathOf[stored.in](hash)) === null ? null : storedName(stored, row, index);
    }
    for (const one of list.texts) record[one.as] = one.has(row) ? textName(one, row, index) : null;
    yield record;
    index += 1;
  }
}

async function* filesOf(
  { pathOf }: ArchiveSource,
  { rule: { stored }, rows, texts }: RecordList,
  counts: Counts,
  advance: () => void,
): AsyncGenerator<ArchiveEntry> {
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const written = new Set<string>();
  let index = 0;
  for (const row of rows()) {
    const hash = stored === undefined ? null : row[stored.hash];
    if (stored !== undefined && typeof hash === 'string') {
      const path = await pathOf[stored.in](hash);
      const name = storedName(stored, row, index);
      if (path === null) count('missingFiles');
      else if (!written.has(name)) {
        count('files');
        written.add(name);
        const mediaType = 'name' in stored ? String(row[stored.mediaType] ?? '') : 'image/';
        yield { path: name, compress: !compressed.test(mediaType), open: () => createReadStream(path) };
      }
    }
    for (const one of texts) {
      const content = one.read(row);
      if (content === null) continue;
      count(one.folder);
      yield text(textName(one, row, index), content);
    }
    index += 1;
    advance();
  }
}

/** Numbered as in the list, so that no two are the same; or under the hash of the bytes. */
function storedName(stored: StoredBytes, row: Row, index: number): string {
  return 'name' in stored
    ? entryName(stored.folder, index, String(row[stored.name]))
    : `${stored.folder}/${String(row[stored.hash])}`;
}

function textName({ folder, fileName }: TextOfRow, row: Row, index: number): string {
  return entryName(folder, index, fileName(row), '.txt');
}

function text(path: string, content: string): ArchiveEntry {
  return { path, compress: true, open: () => Readable.from([Buffer.from(content)]) };
}

/** A JSON array with one record a line: read whole by any program, or line by line by one with little memory. */
async function* jsonLines(rows: AsyncIterable<unknown>, onRow: () => void): AsyncGenerator<Buffer> {
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
    /** Files that were gone from the disk. */
    missingFiles,
  };
  return Buffer.from(`${JSON.stringify(form, null, 2)}\n`);
}
