import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Validators } from '#shared/contract/sources.ts';
import type { ErrorCode } from '#shared/errors.ts';

export type { Validators };

/** Something that a source has, as it was found at the last look. */
export type KnownItem = {
  /** What tells it from the others of its source: an address, a path below the folder. */
  key: string;
  validators: Validators;
};

/** Why something of a source is not taken; words for each in `i18n/{fr,en}/sources.ts`. */
export type SkipReason =
  | 'out_of_scope'
  | 'too_deep'
  | 'over_the_cap'
  | 'disallowed' // robots.txt
  | 'not_to_be_indexed' // noindex
  | 'not_found' // 404, 410, or a page that says so
  | 'only_leads_on' // a site map, a feed, a page of links that is not to be indexed: read for where it leads
  | 'needs_browser'
  | 'duplicate'
  | 'ignored' // a pattern of the settings
  | 'unsupported'
  | 'picture'
  | 'too_large'
  | 'no_content'
  | 'needs_login'
  | 'elsewhere'; // an address of another place, where it was redirected to; `detail` says which

/** What a look finds, told as it goes. */
export type Sighting =
  /** As it was: a 304, the same size and time, the same main content. */
  | { type: 'unchanged'; key: string; validators: Validators }
  /** New, or other than it was. `content` is opened once, or never where only the difference is asked for. */
  | {
      type: 'found';
      key: string;
      /** As the document is called where nobody calls it otherwise. */
      title: string | null;
      fileName: string;
      /** Where it can be opened in a browser, where its key does not say so. */
      address?: string | null;
      validators: Validators;
      content: () => Readable;
    }
  /** `title`: as it is called, where its key says nothing to a person. `validators`: of what only leads on, by which the next look knows whether it leads elsewhere. */
  | {
      type: 'skipped';
      key: string;
      title?: string | null;
      reason: SkipReason;
      detail?: string;
      validators?: Validators;
    }
  /** It could not be looked at this time: what is known of it stays. */
  /** What ends in `/` stands for all below it. `source.still_written`: it is looked at again in a minute. */
  | { type: 'failed'; key: string; code: ErrorCode; detail?: string };

/** Something that a look still has to go to; kept in the database, so that a kill loses nothing of a look. */
export type Waiting = {
  key: string;
  /** Steps from where the source begins. */
  depth: number;
  /** The key of what led to it; null for a beginning. */
  via: string | null;
};

/** One look at a source, resumed after a kill where it stopped. */
export type Look<Settings> = {
  settings: Settings;
  /** How the place lets Foyer in, as it was sealed; null where none is kept. */
  login: string | null;
  /** What was found at earlier looks. */
  known(key: string): KnownItem | null;
  /** Adds what is to be looked at; what this look has met already is left alone. @returns how many were new to it */
  queue(entries: readonly Waiting[]): number;
  /** The next of the queue; null when it is empty. It stays in the queue until a sighting of its key is reported. */
  next(): Waiting | null;
  /** Whether this look has already met a key: it waits, or was told. */
  met(key: string): boolean;
  /** Whether a sighting of a key was reported to this look, before a kill perhaps. */
  told(key: string): boolean;
  /**
   * What is known and this look has not met, as it was come to; at most `limit`. What did not change (a 304) does not
   * say again where it leads, so that what only it leads to is asked for by itself once the queue is empty.
   */
  unmet(limit: number): readonly Waiting[];
  /** Whether something that an earlier look met is still to be taken, or waits for a person. */
  awaits(): boolean;
  /** Whether earlier looks found anything that is still known. */
  hadSome(): boolean;
  /** How many things this look has found, changed or not. */
  count(): number;
  /** Takes what was found into the knowledge of the source; resolves once it is kept. */
  report(sighting: Sighting): Promise<void>;
  /** What it is doing now, for the live view: the address under way, how long it waits for a host. */
  note(doing: { key: string | null; waitMs?: number }): void;
  /** Aborted when the look is paused or cancelled, or when Foyer closes. */
  signal: AbortSignal;
};

/**
 * A kind of source: a folder of this machine, a site, a mailbox, a feed. It only looks and tells; what becomes of
 * documents is the source's. `look` throws a FoyerError `source.*` where the source itself cannot be reached (a drive
 * that is not there, a site that does not answer): then nothing has vanished.
 */
export type SourceKind<Settings> = {
  kind: string;
  settings: z.ZodType<Settings>;
  /** It shows its latest alone: what a look does not meet is not gone. */
  showsLatest?: true;
  look(look: Look<Settings>): Promise<void>;
  /** Throws where settings cannot be used here, before they are kept. @returns them as they are kept, with a name */
  check?(settings: Settings, login: string | null): Promise<{ name: string; settings: Settings }>;
  /** Calls `changed` whenever something may have; ends once `signal` is aborted. Left out: only the schedule tells. */
  watch?(settings: Settings, changed: () => void, signal: AbortSignal): void;
};
