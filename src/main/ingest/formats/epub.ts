import { FoyerError } from '#shared/errors.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { decodeMarkup } from '../decode-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { MAX_HTML_CHARACTERS } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Enclosing } from './enclosed-files.ts';
import { asHtml, readContents } from './epub/contents.ts';
import type { Contents } from './epub/contents.ts';
import { markPages, withPages } from './epub/page-marks.ts';
import { readPictures, withPictures } from './epub/pictures.ts';
import { openBook } from './epub/package.ts';
import type { Book, BookItem } from './epub/package.ts';
import { parsePage } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';
import { findElement, isHidden, textBelow } from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { createShownPictures, pictureName } from './pictures-shown.ts';
import type { ShownPictures } from './pictures-shown.ts';

const PICTURE = /^image\//u;
const MARKUP = /^(?:application\/(?:xhtml\+xml|x-dtbook\+xml|xml)|text\/(?:html|xml|x-oeb1-document))$/u;

/** A cover or list of contents that says more than this holds text of the book too. */
const MAX_COVER_CHARACTERS = 200;

function isNavigationList({ tagName }: HtmlElement): boolean {
  return tagName === 'nav';
}

type Tools = {
  contents: Contents;
  builder: DocumentBuilder;
  pictures: ShownPictures;
  language: Language;
};

/** Whether a file is the cover or the list of contents and nothing else. */
function isNoText({ isCover, isNavigation }: BookItem, body: HtmlNode): boolean {
  if (!isCover && !isNavigation) return false;
  const text = textBelow(body, element => isHidden(element) || isNavigationList(element));
  return text.replace(/\s+/gu, ' ').length <= MAX_COVER_CHARACTERS;
}

/** Writes one file of the book; what is recognised in its pictures may be all it says, now or later. */
async function writeFile(
  book: Book,
  item: BookItem,
  { contents, builder, pictures, language }: Tools,
): Promise<'missing' | 'written' | 'awaited'> {
  const bytes = book.read(item.name);
  if (bytes === null) return 'missing';
  const markup = decodeMarkup(bytes).text;
  if (markup.length > MAX_HTML_CHARACTERS) throw new FoyerError('document.too_large', 'Too much markup');
  const pages = contents.pagesIn(item.name);
  const document = parsePage(asHtml(markPages(withPictures(markup), pages)), { pictures: true });
  const body = findElement(document, element => element.tagName === 'body') ?? document;
  if (isNoText(item, body)) return 'written';
  const named = contents.titleOf(item.name);
  const heading = findElement(body, ({ tagName }) => /^h[1-6]$/u.test(tagName));
  const called = named?.title ?? (heading === null ? '' : textBelow(heading));
  const shown = await readPictures(body, { name: item.name, called, language }, pictures);
  if (named !== null && heading === null) builder.add('heading', named.title, named.level);
  readHtmlBlocks(body, {
    builder: withPages(builder, pages),
    skips: element => item.isNavigation && isNavigationList(element),
    writesOf: element => shown.get(element) ?? null,
  });
  return shown.size > 0 ? 'awaited' : 'written';
}

/** The language that a book says it is in, where that is one of ours. */
function languageOf({ language }: Book): Language | null {
  const primary = language?.toLowerCase().split(/[-_]/u)[0];
  return primary === 'fr' || primary === 'en' ? primary : null;
}

/**
 * Reads an EPUB book in its own order: each file as a page of HTML, under the title that the list of contents has for
 * it where it has none itself. Cover and list of contents are no text. Throws FoyerError with a `document.*` code.
 */
export async function extractEpub(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  const book = openBook(bytes);
  const contents = readContents(book);
  const builder = createDocumentBuilder();
  const texts = book.spine.filter(({ mediaType }) => MARKUP.test(mediaType) || mediaType === '');
  const files = enclosing.within(builder);
  const pictures = createShownPictures(book.picture, files);
  const language = languageOf(book) ?? enclosing.language ?? 'en';
  const missing: string[] = [];
  let isAwaited = false;
  for (const item of texts) {
    const written = await writeFile(book, item, { contents, builder, pictures, language });
    if (written === 'missing') missing.push(item.name);
    isAwaited ||= written === 'awaited';
  }
  // Where a picture is a page of its own, it is named beside the pages.
  for (const item of book.spine.filter(({ mediaType }) => PICTURE.test(mediaType))) {
    const found = await pictures.read(
      item.name,
      contents.titleOf(item.name)?.title ?? pictureName('', null, language),
    );
    found?.write();
    isAwaited ||= found !== null;
  }
  const others = book.spine.filter(item => !texts.includes(item));
  files.tell();
  if (builder.length() === 0 && !isAwaited) {
    if (missing.length > 0) throw new FoyerError('document.damaged', 'The files of the book are not there');
    throw new FoyerError('document.no_text', 'The book has no text');
  }
  builder.warnOf('damaged', missing, texts.length);
  const unread = others.filter(({ mediaType }) => !PICTURE.test(mediaType)).map(({ name }) => name);
  builder.warnOf('attachments', unread, unread.length);
  const document = builder.build(book.title);
  return { ...document, language: document.language ?? languageOf(book) };
}
