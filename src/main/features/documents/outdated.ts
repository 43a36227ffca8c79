import { sql, type SQL } from 'drizzle-orm';
import { documents } from '#main/db/schema/index.ts';
import type { DocumentRow } from './store.ts';

/** The readers of today: their version, and the media types of which it finds more than the one before. */
export type Readers = {
  version: number;
  better: readonly string[];
  /** Those of them of which it only finds more where a document shows pictures. */
  forPictures: readonly string[];
};

/** Whether they find more in a document than those that read it; where its kind is not known, they do. */
export function isOutdated(
  { readerVersion, mediaType }: Pick<DocumentRow, 'readerVersion' | 'mediaType'>,
  { version, better }: Pick<Readers, 'version' | 'better'>,
): boolean {
  const isReadBetter = mediaType === null || better.includes(mediaType);
  return (readerVersion ?? 0) < (isReadBetter ? version : version - 1);
}

/** The same of rows, as a condition. */
export const outdatedWhere = ({ version, better }: Readers): SQL =>
  sql`coalesce(${documents.readerVersion}, 0) < ${version} - (
    ${documents.mediaType} is not null
    and ${documents.mediaType} not in (select value from json_each(${JSON.stringify(better)}))
  )`;
