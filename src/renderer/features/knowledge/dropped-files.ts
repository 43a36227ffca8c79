/** The part of the browser's file system entries that this file reads. */
export type Entry = {
  name: string;
  isFile: boolean;
  isDirectory: boolean;
};
export type FileEntry = Entry & {
  file(success: (file: File) => void, failure: (error: unknown) => void): void;
};
export type FolderEntry = Entry & {
  createReader(): {
    /** Gives entries in batches (100 in Chromium), and an empty one at the end. */
    readEntries(success: (entries: Entry[]) => void, failure: (error: unknown) => void): void;
  };
};

const SYSTEM_FILES: ReadonlySet<string> = new Set(['thumbs.db', 'desktop.ini', '__macosx']);
/** A browser that holds more grows slow: such a folder is better followed as a source. */
export const DROPPED_FILES_LIMIT = 50_000;

/**
 * Every file under what was dropped, folders walked, hidden and system files left out.
 *
 * @returns the first of them where there are more than the limit
 */
export async function filesUnder(
  entries: readonly Entry[],
  limit = DROPPED_FILES_LIMIT,
): Promise<{ files: File[]; isCut: boolean }> {
  const files: File[] = [];
  const found = [...entries];
  for (let at = 0; at < found.length; at += 1) {
    const entry = found[at];
    if (entry === undefined || isHidden(entry.name)) continue;
    if (isFolder(entry)) for (const inner of await entriesOf(entry)) found.push(inner);
    else if (isFile(entry)) {
      if (files.length === limit) return { files, isCut: true };
      files.push(await fileOf(entry));
    }
  }
  return { files, isCut: false };
}

/** Whether a file chosen with its folder (`a/.git/config`) is one a person would mean. */
export function isWanted(path: string): boolean {
  return !path.split('/').some(isHidden);
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || SYSTEM_FILES.has(name.toLowerCase());
}

function isFolder(entry: Entry): entry is FolderEntry {
  return entry.isDirectory;
}

function isFile(entry: Entry): entry is FileEntry {
  return entry.isFile;
}

function fileOf(entry: FileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function entriesOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const batch = await new Promise<Entry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}
