import { z } from 'zod';
import type { FilesTaken, RouteMeta } from './route.ts';

/** A file as it is sent: where its bytes are, and what they are. */
export type StoredFile = { path: string; fileName: string; mediaType: string; size: number };

/** What an `AbortSignal` says of whoever reads: both sides have the type, not all of shared. */
export type Leaving = { readonly aborted: boolean; throwIfAborted(): void };

/** A file that is written while it is sent. */
export type WrittenFile = {
  fileName: string;
  mediaType: string;
  /** Throws the reason of `signal` once it aborts: what nobody reads is not written on. */
  content: (signal: Leaving) => AsyncIterable<string | Uint8Array>;
};

/** A small file that is made when it is asked for, and kept by whoever asks as long as its mark is the same. */
export type MadeFile = {
  fileName: string;
  mediaType: string;
  /** Another one for other bytes; known before they are made. */
  mark: string;
  bytes: () => Promise<Uint8Array>;
};

export type GivenFile = StoredFile | WrittenFile | MadeFile;

/** What a route gives: `stored` has a length and answers HEAD, `written` and `made` would be written for nobody then. */
export type FileGiven = { as: 'stored' | 'written' | 'made'; mediaType: string };

const given = new WeakMap<object, FileGiven>();

/** The output of a route that gives a stored file. @param mediaType as programs are told; each file says its own */
export function storedFile(mediaType: string) {
  const schema = z.custom<StoredFile>(value => isFile(value) && 'path' in value);
  given.set(schema, { as: 'stored', mediaType });
  return schema;
}

/** The output of a route that gives a file which is written while it is sent. */
export function writtenFile(mediaType: string) {
  const schema = z.custom<WrittenFile>(value => isFile(value) && 'content' in value);
  given.set(schema, { as: 'written', mediaType });
  return schema;
}

/** The output of a route that gives a file which is made when it is asked for. */
export function madeFile(mediaType: string) {
  const schema = z.custom<MadeFile>(value => isFile(value) && 'bytes' in value);
  given.set(schema, { as: 'made', mediaType });
  return schema;
}

/** What of files a route gives by this output; null for an answer of JSON. */
export function fileGivenBy(outputSchema: object | undefined): FileGiven | null {
  return outputSchema === undefined ? null : (given.get(outputSchema) ?? null);
}

/** Routes that take or give files, for the compiler. */
export type TakesFiles = { '~orpc': { meta: { takes: FilesTaken } } };
export type GivesFile = {
  '~orpc': {
    outputSchema?: z.ZodCustom<StoredFile> | z.ZodCustom<WrittenFile> | z.ZodCustom<MadeFile> | undefined;
  };
};
export type CarriesFiles = TakesFiles | GivesFile;

/** Whether bytes go in or out through a route: those are served apart from JSON. */
export function carriesFiles(definition: { meta: object; outputSchema?: object | undefined }): boolean {
  // The meta of every route is made by `route()`.
  return (definition.meta as RouteMeta).takes !== undefined || fileGivenBy(definition.outputSchema) !== null;
}

function isFile(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'fileName' in value && 'mediaType' in value;
}
