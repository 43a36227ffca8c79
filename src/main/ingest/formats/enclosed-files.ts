import { WARNING_PLACES_MAX, type LeftOutReason, type ReadingWarning } from '#shared/contract/document.ts';
import { megabytes, type ReadingLimits } from '#shared/contract/reading-limits.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { DocumentType } from '../detect-type.ts';
import { BLOCK_SEPARATOR } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { MAX_EXTRACTED_CHARACTERS } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import { belowHeading } from './heading-levels.ts';

/** Between two blocks, and around a heading. */
const MARGIN_CHARACTERS = 1_000;

/** Reasons by how much a person can do about them; others come last. */
const REASONS: readonly string[] = [
  'document.encrypted',
  'document.wrong_password',
  'document.protected',
  'document.too_large',
  'document.damaged',
  'document.unsupported',
  'document.no_text',
];

/** What all files within one file may still cost together; `bytes` are those that were inflated or decoded. */
export type Allowance = {
  files: number;
  bytes: number;
  /** Files of files of files. */
  readonly depth: number;
  /** How many times its packed size a file may make. */
  readonly inflation: number;
  /** Pages that only a picture shows, and that will be recognised. */
  pictures: number;
};

/** @param pictures how many pages will be recognised */
export const allowanceOf = (limits: ReadingLimits, pictures: number): Allowance => ({
  files: limits.enclosedFiles,
  bytes: megabytes(limits.enclosedMegabytes),
  depth: limits.enclosedDepth,
  inflation: limits.inflationRatio,
  pictures,
});

export type EnclosedFile = EnclosedPlace & (EnclosedBytes | EnclosedMessage);

type EnclosedPlace = {
  /** What it is called where it lies; a path is no more than words. */
  name: string;
  /** Its own first heading is all the name it has. */
  isUnnamed?: boolean;
  /** Level of the heading with its name. */
  level: number;
  /** It is shown where it stands: of a picture without words nothing is missing, and only pictures are read. */
  isPicture?: boolean;
};

type EnclosedBytes = {
  /** Its type where what holds it knows better than its content tells. */
  type?: DocumentType;
  /**
   * Its bytes, once they are needed: takes from `allowance.bytes` what it makes, before it makes it. Throws FoyerError
   * with a `document.*` code.
   */
  open: (allowance: Allowance) => Uint8Array;
};

/** What has no bytes of its own: it lies in the structure of the file around it. */
type EnclosedMessage = { read: (enclosing: Enclosing) => Promise<ExtractedDocument> };

type ReadEnclosed = (file: {
  bytes: Buffer;
  fileName: string;
  type: DocumentType | null;
  enclosing: Enclosing;
  allowance: Allowance;
  /** It is the one that is sought. */
  isSought: boolean;
  isPicture: boolean;
}) => Promise<ExtractedDocument>;

/** What a reader of files within a file is given: it collects what it reads, and what becomes of it. */
export type Enclosing = {
  within: (builder: DocumentBuilder) => EnclosedFiles;
  /** That of the words that were recognised in pictures; null where none were, or theirs is not known. */
  language: Language | null;
};

/** A file that was read, and is not written yet. */
export type ReadEnclosedFile = {
  /** Writes what it says at the end of the text. @param heading stands above it, where it says anything */
  write: (heading?: { text: string; level: number } | null) => void;
};

export type EnclosedFiles = {
  /** Reads a file with the reader of its type, under a heading with its name. What cannot be read is remembered. */
  add: (file: EnclosedFile) => Promise<void>;
  /** Reads it without writing it, under no heading; null where there is nothing to write, now or later. */
  read: (file: EnclosedFile) => Promise<ReadEnclosedFile | null>;
  /** Remembers a file that was not read, and why. */
  leaveOut: (name: string, why: FoyerError) => void;
  /** Tells the builder what was not read. */
  tell: () => void;
  /** Why nothing was read of any of them: their reason, of several the one to do something about; null when something was. */
  refusal: () => FoyerError | null;
};

/** Readers throw all kinds of things at broken files; every one of them means the same to a person. */
export function reasonOf(error: unknown): FoyerError {
  if (isFoyerError(error)) return error;
  return new FoyerError('document.damaged', error instanceof Error ? error.message : String(error));
}

/** What a person is told of the refusal of a file within another. */
function leftOutBecause({ code, details }: FoyerError): LeftOutReason {
  switch (code) {
    case 'document.encrypted':
    case 'document.wrong_password':
      return 'locked';
    case 'document.protected':
      return 'protected';
    case 'document.too_large':
      return details?.['cap'] === 'depth' ? 'too_deep' : 'too_large';
    case 'document.unsupported':
      return 'other_kind';
    default:
      return 'damaged';
  }
}

const reasonsIn = ({ reasons, places }: ReadingWarning): (LeftOutReason | null)[] =>
  reasons ?? places.map(() => null);

function weightOf({ code }: FoyerError): number {
  const place = REASONS.indexOf(code);
  return place === -1 ? REASONS.length : place;
}

/** Where it was, within the file of that name. */
function placesWithin(name: string, { unit, places, total }: ReadingWarning): string[] {
  if (places.length === 0 || (unit === 'pages' && total === 1)) return [name];
  return unit === 'files' ? places.map(place => `${name} › ${place}`) : [`${name} (${places.join(', ')})`];
}

/** The warnings of several files as those of one: each kind once. */
function createWarnings() {
  const merged = new Map<string, ReadingWarning>();
  return {
    add(warning: ReadingWarning): void {
      const key = `${warning.kind} ${warning.unit}`;
      const known = merged.get(key);
      const reasons = [...(known ? reasonsIn(known) : []), ...reasonsIn(warning)].slice(
        0,
        WARNING_PLACES_MAX,
      );
      merged.set(key, {
        ...warning,
        ...(reasons.some(reason => reason !== null) ? { reasons } : {}),
        unread: warning.unread + (known?.unread ?? 0),
        total: warning.total + (known?.total ?? 0),
        places: [...(known?.places ?? []), ...warning.places].slice(0, WARNING_PLACES_MAX),
      });
    },
    all: (): ReadingWarning[] => [...merged.values()],
  };
}

function writeBlocks({ blocks, text }: ExtractedDocument, builder: DocumentBuilder): void {
  for (const { kind, level, start, end } of blocks) builder.add(kind, text.slice(start, end), level);
}

type EnclosingOptions = {
  depth?: number;
  /** The place of the only file that is wanted: none beside its way is opened. */
  sought?: readonly number[] | null;
  language?: Language | null;
};

/** Pages of a file at a place, as what lies around that sees them. */
function fromPlace(place: number, name: string, { within }: ExtractedDocument): ExtractedDocument['within'] {
  return within.map(page => ({
    ...page,
    at: [place, ...page.at],
    name: page.name === '' ? name : `${name} › ${page.name}`,
  }));
}

/** Why nobody misses a picture that stands beside a text: drawings, photographs and ornaments have no words. */
const SAYS_NOTHING: ReadonlySet<ErrorCode> = new Set([
  'document.empty',
  'document.no_text',
  'document.unsupported',
]);

/** A picture that will not be recognised, and nothing else. */
const saysNothing = ({ text, within }: ExtractedDocument): boolean =>
  text === '' && !within.some(({ state }) => state === 'awaited');

/**
 * Reads files within a file: the same readers, the same caps, and one allowance for all of them together. Files of
 * files are read down to the depth that it allows.
 */
export function createEnclosing(
  read: ReadEnclosed,
  allowance: Allowance,
  { depth = 0, sought = null, language = null }: EnclosingOptions = {},
): Enclosing {
  /** How many files there were, in the order in which their reader came upon them. */
  let places = 0;

  async function readOne(file: EnclosedFile): Promise<ExtractedDocument> {
    // A picture holds no files.
    if (depth >= allowance.depth && file.isPicture !== true)
      throw new FoyerError('document.too_large', 'Files within files have no end', {
        details: { cap: 'depth' },
      });
    if (allowance.files <= 0 || allowance.bytes <= 0)
      throw new FoyerError('document.too_large', 'Too many files within files');
    allowance.files -= 1;
    const deeper = sought?.slice(1) ?? null;
    const enclosing = createEnclosing(read, allowance, { depth: depth + 1, sought: deeper, language });
    if ('read' in file) return file.read(enclosing);
    const bytes = file.open(allowance);
    return read({
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      fileName: file.name,
      type: file.type ?? null,
      enclosing,
      allowance,
      isSought: deeper?.length === 0,
      isPicture: file.isPicture === true,
    });
  }

  return {
    language,
    within(builder) {
      const warnings = createWarnings();
      const left: { name: string; why: FoyerError }[] = [];
      let total = 0;
      const leaveOut = (name: string, why: FoyerError): void => {
        total += 1;
        left.push({ name, why });
      };

      async function readLater(file: EnclosedFile): Promise<ReadEnclosedFile | null> {
        const place = places;
        places += 1;
        if (sought !== null && sought[0] !== place) {
          total += 1;
          return null;
        }
        let document: ExtractedDocument;
        let within: ExtractedDocument['within'];
        try {
          document = await readOne(file);
          within = fromPlace(place, file.name, document);
          if (saysNothing(document)) {
            builder.addWithin({ within, uncertain: [] });
            throw new FoyerError('document.no_text', 'A picture that is not recognised');
          }
          if (builder.length() + document.text.length + MARGIN_CHARACTERS > MAX_EXTRACTED_CHARACTERS)
            throw new FoyerError('document.too_large', 'Too much text for one document');
        } catch (error) {
          const why = reasonOf(error);
          if (file.isPicture === true && SAYS_NOTHING.has(why.code)) return null;
          leaveOut(file.name, why);
          return null;
        }
        total += 1;
        return {
          write: heading => {
            if (heading && document.text !== '') builder.add('heading', heading.text, heading.level);
            // Where its text begins: behind the separator of what is before.
            const start = builder.length() === 0 ? 0 : builder.length() + BLOCK_SEPARATOR.length;
            writeBlocks(document, belowHeading(builder, heading ? heading.level : file.level - 1));
            builder.addWithin({
              within,
              uncertain: document.uncertain.map(span => ({
                start: start + span.start,
                end: Math.min(start + span.end, builder.length()),
              })),
            });
            for (const warning of document.warnings)
              warnings.add({ ...warning, places: placesWithin(file.name, warning) });
          },
        };
      }

      return {
        read: readLater,
        async add(file) {
          const found = await readLater(file);
          found?.write(file.isUnnamed === true ? null : { text: file.name, level: file.level });
        },
        leaveOut,
        tell() {
          const unread = { attachments: [] as string[], without_text: [] as string[] };
          const reasons: LeftOutReason[] = [];
          for (const { name, why } of left) {
            // Nothing is missing of a file that holds nothing.
            if (why.code === 'document.empty') continue;
            unread[why.code === 'document.no_text' ? 'without_text' : 'attachments'].push(name);
            if (why.code !== 'document.no_text') reasons.push(leftOutBecause(why));
          }
          for (const kind of ['attachments', 'without_text'] as const)
            warnings.add({
              kind,
              unread: unread[kind].length,
              total,
              unit: 'files',
              places: unread[kind],
              ...(kind === 'attachments' ? { reasons } : {}),
            });
          for (const warning of warnings.all()) builder.warn(warning);
        },
        refusal() {
          if (left.length < total) return null;
          const [first] = left.toSorted((one, other) => weightOf(one.why) - weightOf(other.why));
          return first?.why ?? null;
        },
      };
    },
  };
}
