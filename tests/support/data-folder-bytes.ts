import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What is gone before it is read (a file that was made ready beside its place) holds nothing. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Where in the folder the words stand, as bytes or in a file's name; empty when nowhere. */
export function placesOf(words: readonly string[], dataFolder: string): string[] {
  const wanted = words.map(word => Buffer.from(word));
  const places: string[] = [];
  for (const entry of readdirSync(dataFolder, { recursive: true, withFileTypes: true })) {
    const path = relative(dataFolder, join(entry.parentPath, entry.name));
    const found = words.filter(word => path.includes(word));
    if (entry.isFile()) {
      const bytes = bytesOf(join(dataFolder, path));
      found.push(...words.filter((_, index) => bytes.includes(wanted[index] ?? '')));
    }
    if (found.length > 0) places.push(`${path}: ${[...new Set(found)].join(', ')}`);
  }
  return places;
}
