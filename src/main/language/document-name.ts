import { isJunkTitle, isSectionHeading } from './junk-titles.ts';
import { wordsOf, type Word } from './tokenise.ts';

/** All that may name a document. */
export type NameSources = {
  /** What a person called it; wins over everything. */
  given: string | null;
  /** The name of the file, with its extension. */
  fileName: string;
  /** What the file says of itself in its metadata. */
  ownTitle: string | null;
  /** The first heading of the text. */
  heading: string | null;
  /** The text, to see whether a title has anything to do with it; null when it is not read. */
  text: string | null;
};

const MAX_TITLE_CHARACTERS = 300;
const LONGEST_HEADING = 140; // characters; a longer one is a paragraph in bold
/** Fewer words than that say nothing about a title that is not among them: a drawing, a form. */
const WORDS_TO_JUDGE_BY = 12;
const WORDS_TO_JUDGE_CAPITALS = 3;
const SHORTEST_TELLING_WORD = 3;
const PART_CHARACTERS = 20_000;
const JUDGED_CHARACTERS = 200_000; // a hundred pages: a title that is named nowhere in them is not theirs

/** Programs that write their name before the file's: `Microsoft Word - Bail.doc`. */
const PROGRAM_PREFIX =
  /^(?:microsoft (?:office )?(?:word|powerpoint|excel|publisher|visio|outlook|project)|openoffice(?:\.org)? (?:writer|impress|calc)|libreoffice(?: (?:writer|impress|calc))?|adobe (?:indesign|illustrator|photoshop|acrobat)|print|impression|untitled) *[-–—:] +/iu;
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u;
/** Extensions that a title in the metadata carries along; others (`Loi n° 2.5`) are part of it. */
const KNOWN_EXTENSION =
  /\.(?:docx?|docm|dotx?|odt|rtf|pdf|tex|dvi|ps|indd|qxd|qxp|fm|pmd|p65|pub|pptx?|pptm|ppsx?|odp|key|xlsx?|xlsm|xlsb|ods|csv|txt|md|html?|xml|vsdx?|ai|cdr|wpd|wps|pages|numbers|eml|msg|tiff?|jpe?g|png)$/iu;

/** The name of a file without its extension; the whole when nothing else is left. */
export function fileStem(fileName: string): string {
  const stem = fileName.replace(EXTENSION, '').trim();
  return stem === '' ? fileName : stem;
}

/**
 * What a document is called: what a person said, else its own title unless that says nothing (a program's default, a
 * path, a date, words that are nowhere in the text), else its first heading or the name of its file. Whoever gave
 * the file a name knew more than a program that left its default: then the file's name goes before the heading.
 */
export function documentTitle({ given, fileName, ownTitle, heading, text }: NameSources): string {
  if (given !== null) return given;
  const stem = fileStem(fileName);
  const own = ownTitle === null ? '' : cleaned(ownTitle);
  const first = heading === null ? '' : oneLine(heading);
  const hasOwn = own !== '' && !isJunkTitle(own);
  if (hasOwn && !isForeignToText(own, text, fileName)) return cut(own);
  const goodHeading =
    first !== '' && first.length <= LONGEST_HEADING && !isJunkTitle(first) && !isSectionHeading(first);
  const goodStem = !isJunkTitle(spaced(stem));
  if (ownTitle === null || ownTitle.trim() === '') return goodHeading ? cut(first) : stem;
  if (goodStem) return stem;
  if (goodHeading) return cut(first);
  return hasOwn ? cut(own) : stem;
}

/**
 * The words under which a document is found beside its text: its title, and those of its file's name that the title
 * does not hold.
 */
export function searchedName(title: string, fileName: string): string {
  return `${title} ${fileNameBeside(title, fileName)}`.trim();
}

/** The words of a file's name that are not in the title. `SafetyTraining` is also two words. */
export function fileNameBeside(title: string, fileName: string): string {
  const stem = fileStem(fileName);
  if (stem === title) return '';
  const held = new Set(wordsOf(title).map(({ surface }) => surface));
  const words = wordsOf(`${stem} ${spaced(stem)}`).map(({ surface }) => surface);
  return [...new Set(words)].filter(word => !held.has(word)).join(' ');
}

/** A title as its document means it: without the program that wrote it and the extension of its file. */
function cleaned(title: string): string {
  const line = oneLine(title).replace(/^["'“”«\s]+|["'“”»\s]+$/gu, '');
  const named = line.replace(PROGRAM_PREFIX, '');
  const bare = named.replace(KNOWN_EXTENSION, '').trim();
  return bare === '' ? named : bare;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function cut(title: string): string {
  return [...title].slice(0, MAX_TITLE_CHARACTERS).join('');
}

/** Separators and capitals inside a word as spaces: `bail_type-2024`, `BailType`. */
function spaced(stem: string): string {
  return stem
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_+]+|(?<=\p{L})[.-]+(?=\p{L})/gu, ' ')
    .trim();
}

/**
 * Whether no telling word of a title is in the text or in the name of the file: a template left it there. Capitals
 * are judged by less text: `ASDF` is not a word that the text happens not to use.
 */
function isForeignToText(title: string, text: string | null, fileName: string): boolean {
  if (text === null) return false;
  const isShout = title === title.toUpperCase();
  const wanted = new Set(
    wordsOf(title)
      .filter(({ surface }) => surface.length >= (isShout ? 2 : SHORTEST_TELLING_WORD))
      .filter(({ stopWord }) => !stopWord.fr && !stopWord.en)
      .flatMap(stemsOf),
  );
  if (wanted.size === 0) return false;
  const holdsOne = (part: string) => wordsOf(part).some(word => stemsOf(word).some(stem => wanted.has(stem)));
  if (holdsOne(spaced(fileStem(fileName)))) return false;
  let words = 0;
  // By parts: most titles are found in the first one.
  for (let start = 0; start < Math.min(text.length, JUDGED_CHARACTERS); start += PART_CHARACTERS) {
    const part = text.slice(start, start + PART_CHARACTERS);
    if (holdsOne(part)) return false;
    words += part.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  }
  return words >= (isShout ? WORDS_TO_JUDGE_CAPITALS : WORDS_TO_JUDGE_BY);
}

/** "Assurances" is found in a text about "assurance". */
function stemsOf(word: Word): string[] {
  return [word.surface, word.markedStem('fr'), word.markedStem('en')];
}
