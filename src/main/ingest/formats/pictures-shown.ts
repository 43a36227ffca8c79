import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { cleanLine } from '../clean-text.ts';
import { isZipFile } from '../detect-type.ts';
import { readZipDirectory } from '../zip-directory.ts';
import type { EnclosedFiles, ReadEnclosedFile } from './enclosed-files.ts';
import type { PackageFile } from './office-package.ts';
import { wordsOf } from './word/content.ts';
import type { Block, PictureBlock } from './word/content.ts';

/** What a picture is called where it is told of, in the language of its document. */
const WORDS: Record<Language, { alone: string; beside: string }> = {
  fr: { alone: 'Image', beside: 'image' },
  en: { alone: 'Picture', beside: 'picture' },
};
/** Longer headings say enough by their beginning. */
const MAX_PLACE_CHARACTERS = 60;

/** The name of a picture by where it stands, as `Tarifs 2024, image 2`. @param number null where it is the only one there */
export function pictureName(place: string, number: number | null, language: Language): string {
  const line = cleanLine(place);
  const shown =
    line.length > MAX_PLACE_CHARACTERS ? `${line.slice(0, MAX_PLACE_CHARACTERS).trimEnd()}…` : line;
  const words = WORDS[language];
  const counted = (word: string): string => (number === null ? word : `${word} ${number}`);
  return shown === '' ? counted(words.alone) : `${shown}, ${counted(words.beside)}`;
}

/** Names of the pictures in blocks: by the heading above each, counted through the whole. */
export function pictureNames(
  blocks: readonly Block[],
  language: Language,
): ReadonlyMap<PictureBlock, string> {
  const names = new Map<PictureBlock, string>();
  let heading = '';
  const visit = (block: Block): void => {
    if (block.kind === 'picture') names.set(block, pictureName(heading, names.size + 1, language));
    else if (block.kind === 'table')
      for (const { cells } of block.rows) for (const cell of cells) cell.blocks.forEach(visit);
    else if (block.kind !== 'embedded') {
      if (block.kind === 'heading') heading = block.text;
      block.notes.forEach(visit);
    }
  };
  blocks.forEach(visit);
  return names;
}

/** Enough to tell a language by. */
const SAMPLE_BLOCKS = 400;

export function languageOfBlocks(blocks: readonly Block[]): Language | null {
  const texts = blocks.map(wordsOf).filter(text => text !== '');
  return detectLanguage(texts.slice(0, SAMPLE_BLOCKS).join('\n'));
}

/** What pictures are called in packages. */
const PICTURE_NAME = /\.(?:png|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|webp|hei[cf])$/iu;

/** Whether a package holds pictures, by the names of its files; one that is encrypted as a whole may. */
export function showsPictures(bytes: Buffer): boolean {
  if (!isZipFile(bytes)) return true;
  return (readZipDirectory(bytes) ?? []).some(({ name }) => PICTURE_NAME.test(name));
}

export type ShownPictures = {
  /** The same for all parts of the same bytes; null when there is no such part. */
  keyOf: (part: string) => string | null;
  /** Reads what was recognised in a picture where it stands first; null when there is nothing to write, now or later. */
  read: (part: string, name: string) => Promise<ReadEnclosedFile | null>;
};

/** The pictures that the text of a package shows, each read once. */
export function createShownPictures(
  find: (part: string) => PackageFile | null,
  files: EnclosedFiles,
): ShownPictures {
  const done = new Set<string>();
  return {
    keyOf: part => find(part)?.key ?? null,
    read(part, name) {
      const file = find(part);
      if (file === null || done.has(file.key)) return Promise.resolve(null);
      done.add(file.key);
      return files.read({ name, level: 1, isPicture: true, open: file.open });
    },
  };
}
