import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../clean-text.ts';
import type { DocumentType } from '../detect-type.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { mendDoubleEncoding } from '../double-encoding.ts';
import { MAX_HTML_CHARACTERS } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Allowance, EnclosedFiles, Enclosing } from './enclosed-files.ts';
import { belowHeading } from './heading-levels.ts';
import { parsePage } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';
import { withEarlierMail, withQuotes } from './quoted-mail.ts';
import { envelopeKind, signedContent } from './signed-mail.ts';
import { addText } from './text.ts';

export type LetterFile = {
  /** Empty when it has none. */
  name: string;
  mediaType: string;
  /** A picture that is part of the page. */
  isInline: boolean;
  type?: DocumentType;
} & ({ bytes: () => Uint8Array } | { read: (enclosing: Enclosing) => Promise<ExtractedDocument> });

/** A message of whatever program: what a person sees of it. Headers with an empty value are not shown. */
export type Letter = {
  subject: string;
  headers: readonly (readonly [name: string, value: string])[];
  html: string;
  text: string;
  files: readonly LetterFile[];
};

const SIGNATURE = /^application\/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)$/u;
const ENVELOPE = /^application\/(?:x-)?pkcs7-mime$/u;
const PGP_VERSION = 'application/pgp-encrypted';
const PGP_MESSAGE = '-----BEGIN PGP MESSAGE-----';

function encrypted(): FoyerError {
  return new FoyerError('document.protected', 'The mail is encrypted');
}

/** A file as it is to be read: the mail inside of what was signed as a whole. Throws document.protected. */
function opened(file: LetterFile): LetterFile {
  if (!ENVELOPE.test(file.mediaType) || !('bytes' in file)) return file;
  const bytes = file.bytes();
  const kind = envelopeKind(bytes);
  if (kind === 'encrypted') throw encrypted();
  const content = kind === 'signed' ? signedContent(bytes) : null;
  return content === null ? file : { ...file, name: '', bytes: () => content, type: 'mail' };
}

function refuseEncrypted({ html, text, files }: Letter): void {
  if (files.some(({ mediaType }) => mediaType === PGP_VERSION)) throw encrypted();
  if (html.trim() === '' && text.trimStart().startsWith(PGP_MESSAGE)) throw encrypted();
}

function addBody({ html, text }: Letter, builder: DocumentBuilder): void {
  if (html.trim() === '') {
    withQuotes(mendDoubleEncoding(text), builder, plain => addText(plain, builder));
    return;
  }
  if (html.length > MAX_HTML_CHARACTERS) throw new FoyerError('document.too_large', 'Too much markup');
  readHtmlBlocks(parsePage(mendDoubleEncoding(html)), { builder, skips: () => false });
}

/** The body alone: of a page that a browser saved as a mail. */
export function writePage(letter: Letter, builder: DocumentBuilder): void {
  addBody(letter, builder);
}

/**
 * Writes a message: its heading, who wrote to whom, the body with earlier mail apart, then what is attached, each file
 * under its name. Throws document.protected before anything is written.
 */
export async function writeLetter(
  letter: Letter,
  { builder, files, heading }: { builder: DocumentBuilder; files: EnclosedFiles; heading: string },
): Promise<void> {
  refuseEncrypted(letter);
  const attached = letter.files
    .filter(({ mediaType, isInline }) => !isInline && !SIGNATURE.test(mediaType))
    .map(opened);
  builder.add('heading', heading, 1);
  const shown = letter.headers.filter(([, value]) => value !== '');
  builder.add('paragraph', shown.map(([name, value]) => `${name}: ${value}`).join('\n'));
  addBody(letter, withEarlierMail(belowHeading(builder, 1)));
  const nameOf = ({ name, mediaType }: LetterFile): string =>
    name === '' ? mediaType : cleanLine(mendDoubleEncoding(name));
  const isUnnamed = ({ name, type }: LetterFile): boolean => name === '' && type === 'mail';
  const names = attached.filter(file => !isUnnamed(file)).map(nameOf);
  if (names.length > 0) builder.add('paragraph', `Attachments: ${names.join(', ')}`);
  for (const file of attached) {
    const place = { name: nameOf(file), isUnnamed: isUnnamed(file), level: 2 };
    if ('read' in file) {
      await files.add({ ...place, read: file.read });
      continue;
    }
    const open =
      ({ bytes: takeBytes }: typeof file) =>
      (allowance: Allowance) => {
        const bytes = takeBytes();
        if (bytes.length === 0) throw new FoyerError('document.empty', 'The attachment has no bytes');
        allowance.bytes -= bytes.length;
        return bytes;
      };
    await files.add({ ...place, ...(file.type === undefined ? {} : { type: file.type }), open: open(file) });
  }
}
