import type { SourceFile } from './layers.ts';

/** Bodies that are no files: JSON, pages of words, events. */
const NO_FILE = /application\/json|text\/html|text\/event-stream/.source;

/** What a module of a door does that hands out a file or takes one. */
const OF_DOORS: readonly RegExp[] = [
  /\bcreate(?:Read|Write)Stream\(/,
  /\breadFile\(/,
  /from '@fastify\/(?:static|multipart)'/,
  /\bReadable\.(?:from|fromWeb|toWeb)\(/,
  /\bnew Response\(/,
  new RegExp(`\\.type\\((?!\\s*['"](?:${NO_FILE}))`),
  new RegExp(`['"]content-type['"]\\s*[:,](?!\\s*['"](?:${NO_FILE}))`),
];

/** What a page does that asks for a file of the device, sends one, or hands one over. */
const OF_PAGES: readonly RegExp[] = [
  /\btype="file"/,
  /\bcreateObjectURL\(/,
  /\bnew (?:FormData|FileReader|XMLHttpRequest)\(/,
  /\.download = /,
  /\bshow(?:Open|Save)FilePicker\(/,
];

/** The modules of the doors, and those of the pages, through which files go in or out. */
export function filePlaces(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    const patterns = /^src\/main\/(?:http|electron)\//.test(path)
      ? OF_DOORS
      : /^src\/(?:renderer|widget|modules\/[^/]+\/page)\//.test(path)
        ? OF_PAGES
        : [];
    return patterns.some(pattern => pattern.test(code)) ? [path] : [];
  });
}
