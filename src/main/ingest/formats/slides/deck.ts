import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { DocumentBuilder } from '../../document-builder.ts';
import type { EnclosedFiles } from '../enclosed-files.ts';
import type { PackageFile } from '../office-package.ts';
import { createShownPictures, languageOfBlocks, pictureName } from '../pictures-shown.ts';
import { isPicture, plainBlock, wordsOf } from '../word/content.ts';
import type { Block, PictureBlock, TextBlock } from '../word/content.ts';
import { writeBlocks } from '../word/write-blocks.ts';

/** What a person reads of a slide, whatever the format. */
export type Slide = {
  /** Empty when it has none. */
  title: string;
  blocks: readonly Block[];
  notes: readonly Block[];
  comments: readonly Comment[];
  isHidden: boolean;
  /** Whether it shows pictures. */
  hasPictures: boolean;
};

/** Something that somebody wrote beside a slide; answers to it are one deeper. */
export type Comment = { author: string; text: string; depth: number };

type Heading = { text: string; level: number };

type Target = {
  builder: DocumentBuilder;
  files: EnclosedFiles;
  find: (part: string) => PackageFile | null;
  /** Where the slides have no words of their own. */
  language: Language | null;
};

/** The headings that a reader adds, in the language of the document. */
const WORDS: Record<Language, { slide: string; hidden: string; notes: string; comments: string }> = {
  fr: { slide: 'Diapositive', hidden: '(masquée)', notes: 'Notes', comments: 'Commentaires' },
  en: { slide: 'Slide', hidden: '(hidden)', notes: 'Notes', comments: 'Comments' },
};
const TITLE_LEVEL = 1;
const SIDE_LEVEL = 2;
/** A longer first line is no title. */
const MAX_TITLE_CHARACTERS = 120;
/** A picture on as many slides as this, and on most of them, is an ornament. */
const LEAST_REPEATED = 3;

function isBlank(block: Block): boolean {
  return !/[\p{L}\p{N}]/u.test(wordsOf(block));
}

function languageOf(slides: readonly Slide[]): Language | null {
  return languageOfBlocks(
    slides.flatMap(({ title, blocks, notes }) => [plainBlock(title), ...blocks, ...notes]),
  );
}

/** A heading on a slide is one below its title. */
function belowTitle(block: Block): Block {
  return block.kind === 'heading' ? { ...block, level: SIDE_LEVEL } : block;
}

function commentItem({ author, text, depth }: Comment): TextBlock {
  return plainBlock(`- ${author === '' ? '' : `${author}: `}${text.replace(/\s+/gu, ' ')}`, 'list', depth);
}

/** A short line above everything else on a slide without a title is its title. */
export function titledByFirst(slide: Slide): Slide {
  const first = slide.blocks.find(block => !isPicture(block));
  const isTitle =
    slide.title === '' &&
    first?.kind === 'paragraph' &&
    first.notes.length === 0 &&
    first.text.length <= MAX_TITLE_CHARACTERS &&
    !isBlank(first);
  if (!isTitle) return slide;
  return { ...slide, title: first.text, blocks: slide.blocks.filter(block => block !== first) };
}

/** The pictures that stand on most slides, by their keys. */
function ornamentsOf(
  slides: readonly Slide[],
  keyOf: (part: string) => string | null,
): ReadonlySet<string | null> {
  const counts = new Map<string | null, number>();
  for (const { blocks } of slides)
    for (const key of new Set(blocks.filter(isPicture).map(({ part }) => keyOf(part))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = Math.max(LEAST_REPEATED, slides.length / 2);
  return new Set([...counts].filter(([, count]) => count >= most).map(([key]) => key));
}

/**
 * Writes slides, each a page that begins with a heading: its title, or its number where it has none. A slide on which
 * there is nothing to read has no heading; one that shows pictures alone, in which nothing is recognised, is warned of.
 */
export async function writeDeck(slides: readonly Slide[], target: Target): Promise<void> {
  const { builder } = target;
  const language = languageOf(slides) ?? target.language ?? 'en';
  const words = WORDS[language];
  const pictures = createShownPictures(target.find, target.files);
  const ornaments = ornamentsOf(slides, pictures.keyOf);
  const unread: string[] = [];
  let isAwaited = false;

  for (const [index, slide] of slides.entries()) {
    const { title, blocks, notes, comments, isHidden, hasPictures } = slide;
    const place = `${words.slide} ${index + 1}`;
    const shown = [...blocks, ...notes].filter(isPicture);
    let isRead = false;
    const writePicture = async (block: PictureBlock, above?: Heading | null): Promise<void> => {
      if (ornaments.has(pictures.keyOf(block.part))) return;
      const number = shown.length === 1 ? null : shown.indexOf(block) + 1;
      const found = await pictures.read(block.part, pictureName(place, number, language));
      isRead ||= found !== null;
      found?.write(above);
    };
    const write = (those: readonly Block[]): Promise<void> =>
      writeBlocks(those, { builder, writeEmbedded: () => Promise.resolve(), writePicture });

    builder.startPage(index + 1);
    const named = title === '' ? place : title.replace(/\s+/gu, ' ');
    const heading: Heading = { text: isHidden ? `${named} ${words.hidden}` : named, level: TITLE_LEVEL };
    const isWordless = title === '' && blocks.every(isBlank);
    if (isWordless && notes.every(isBlank) && comments.length === 0) {
      const before = builder.length();
      for (const block of shown) await writePicture(block, builder.length() === before ? heading : null);
      if (hasPictures && !isRead) unread.push(String(index + 1));
      isAwaited ||= isRead;
      continue;
    }
    builder.add('heading', heading.text, heading.level);
    await write(blocks.map(belowTitle));
    if (isWordless && hasPictures && !isRead) unread.push(String(index + 1));
    if (!notes.every(isBlank)) {
      builder.add('heading', words.notes, SIDE_LEVEL);
      await write(notes.map(belowTitle));
    }
    if (comments.length > 0) {
      builder.add('heading', words.comments, SIDE_LEVEL);
      await write(comments.map(commentItem));
    }
  }
  if (builder.length() === 0 && !isAwaited)
    throw new FoyerError(unread.length > 0 ? 'document.no_text' : 'document.empty', 'No slide has text');
  builder.warnOf('without_text', unread, slides.length, 'pages');
}
