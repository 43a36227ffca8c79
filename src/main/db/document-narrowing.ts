import { and, eq, gte, inArray, lt, not, or, sql, type SQL } from 'drizzle-orm';
import type { DocumentType, Narrowing } from '#shared/contract/narrowing.ts';
import type { Database } from './connection.ts';
import { hasOneOfTags } from './document-tags.ts';
import { documents, sourceItems } from './schema/index.ts';

/** How media types of each kind begin. */
const BEGINNINGS: Record<Exclude<DocumentType, 'text'>, readonly string[]> = {
  pdf: ['application/pdf'],
  word: [
    'application/vnd.openxmlformats-officedocument.wordprocessingml',
    'application/vnd.oasis.opendocument.text',
    'application/msword',
    'application/rtf',
  ],
  sheet: [
    'application/vnd.openxmlformats-officedocument.spreadsheetml',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.ms-excel',
    'text/csv',
  ],
  slides: [
    'application/vnd.openxmlformats-officedocument.presentationml',
    'application/vnd.oasis.opendocument.presentation',
    'application/vnd.ms-powerpoint',
  ],
  page: ['text/html', 'application/xhtml'],
  mail: ['message/', 'application/vnd.ms-outlook', 'application/mbox'],
  picture: ['image/'],
};

/** Condition that keeps the documents a narrowing lets through; undefined where it asks for nothing. */
export function narrowedTo(database: Database, narrowing: Narrowing): SQL | undefined {
  const { sourceId, folder, language, type, tagId, addedFrom, addedTo } = narrowing;
  return and(
    sourceId === undefined && folder === undefined
      ? undefined
      : inArray(
          documents.id,
          database
            .select({ id: sourceItems.documentId })
            .from(sourceItems)
            .where(
              and(
                sourceId === undefined ? undefined : eq(sourceItems.sourceId, sourceId),
                folder === undefined ? undefined : isBelow(folder),
              ),
            ),
        ),
    language === undefined ? undefined : eq(documents.language, language),
    type === undefined ? undefined : isOfType(type),
    tagId === undefined ? undefined : hasOneOfTags(database, [tagId]),
    addedFrom === undefined ? undefined : gte(documents.createdAt, addedFrom),
    addedTo === undefined ? undefined : lt(documents.createdAt, dayAfter(addedTo)),
  );
}

/** `Fees` holds `Fees/2024.pdf` and itself, and not `Fees 2024/tariff.pdf`. */
function isBelow(folder: string): SQL {
  const path = folder.replace(/\/+$/u, '');
  const within = `${path}/`;
  return sql`(${sourceItems.key} = ${path} or substr(${sourceItems.key}, 1, length(${within})) = ${within})`;
}

function isOfType(type: DocumentType): SQL {
  if (type !== 'text') return beginsWithOne(BEGINNINGS[type]);
  return not(beginsWithOne(Object.values(BEGINNINGS).flat()));
}

function beginsWithOne(beginnings: readonly string[]): SQL {
  const mediaType = sql`coalesce(${documents.mediaType}, '')`;
  const conditions = beginnings.map(beginning => sql`${mediaType} like ${`${beginning}%`}`);
  return or(...conditions) ?? sql`1 = 0`;
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
}
