import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import {
  FEED_ENTRIES_MAX,
  SOURCE_COOKIE_MAX_LENGTH,
  SOURCE_PASSWORD_MAX_LENGTH,
  SOURCE_USER_MAX_LENGTH,
} from './limits.ts';
import { mailboxSettings } from './mailboxes.ts';
import { id, instant } from './vocabulary.ts';

const address = z.url({ protocol: /^https?$/ }).max(2_000);
/** `*` stands for anything within a part of a path, `**` for anything; no letter has a special meaning. */
const pattern = z.string().trim().min(1).max(300);

/** A folder of the machine that Foyer runs on. */
export const folderSettings = z
  .object({
    path: z.string().min(1).max(4_000),
    ignore: z.array(pattern).max(50),
    subfolders: z.boolean(),
    /** Pictures too (photos, scans), whose text is then recognised. */
    pictures: z.boolean().default(false),
  })
  .strict();
export type FolderSettings = z.infer<typeof folderSettings>;

/** A site: where to begin, and how far to go. */
export const siteSettings = z
  .object({
    start: z.array(address).min(1).max(20),
    /** Addresses that `sitemap.xml` and robots.txt name are looked at too. */
    sitemap: z.boolean(),
    /** Paths to stay within, as patterns; none: those of the host of a beginning, below its path. */
    include: z.array(pattern).max(50),
    exclude: z.array(pattern).max(50),
    /** Links to follow from a beginning. */
    depth: z.number().int().min(0).max(20),
    pages: z.number().int().min(1).max(20_000),
    /** Between two requests to a host, in milliseconds; robots.txt may ask for more. */
    delayMs: z.number().int().min(0).max(60_000),
    /** Linked files (PDF, office, …) of the same host are read too. */
    files: z.boolean(),
    /** Pages that say nothing until their programs have run are opened in a browser, where one is installed. */
    browser: z.boolean(),
    /** The site may be on the local network or on this machine. */
    local: z.boolean(),
  })
  .strict();
export type SiteSettings = z.infer<typeof siteSettings>;

/** A site as it is usually read. */
export const usualSite: SiteSettings = {
  start: [],
  sitemap: true,
  include: [],
  exclude: [],
  depth: 5,
  pages: 500,
  delayMs: 1_000,
  files: true,
  browser: false,
  local: false,
};

export const feedReadings = ['auto', 'entry', 'page'] as const;
export const feedReading = z.enum(feedReadings);

/** A feed (RSS, Atom, JSON Feed), which shows its latest entries alone. */
export const feedSettings = z
  .object({
    /** Of the feed, or of a page that names it; that of the feed is kept. */
    address,
    /** `entry`: what the feed says. `page`: the page an entry leads to. `auto`: that page where an entry is a summary. */
    read: feedReading,
    /** Of those that the feed shows at a look, the newest. */
    entries: z.number().int().min(1).max(FEED_ENTRIES_MAX),
    /** Between two requests to a host, in milliseconds. */
    delayMs: z.number().int().min(0).max(60_000),
    /** The feed may be on the local network or on this machine. */
    local: z.boolean(),
  })
  .strict();
export type FeedSettings = z.infer<typeof feedSettings>;

/** How a site lets somebody in; sent to the host of its first beginning alone, and never given back. */
export const siteLogin = z.discriminatedUnion('with', [
  z
    .object({
      with: z.literal('cookie'),
      /** As a browser sends it: `name=value; other=value`. */
      cookie: z
        .string()
        .trim()
        .max(SOURCE_COOKIE_MAX_LENGTH)
        .regex(/^[!#$%&'*+.^`|~\w-]+=[\x20-\x7e]*$/),
    })
    .strict(),
  z
    .object({
      with: z.literal('password'),
      user: z
        .string()
        .trim()
        .min(1)
        .max(SOURCE_USER_MAX_LENGTH)
        .regex(/^[^:\p{Cc}]+$/u),
      password: z.string().min(1).max(SOURCE_PASSWORD_MAX_LENGTH),
    })
    .strict(),
]);
export type SiteLogin = z.infer<typeof siteLogin>;

/** What a server or a disk says of a version of something, by which the next look knows whether it changed. */
export type Validators = {
  etag?: string;
  /** As the server wrote it (`Last-Modified`). */
  lastModified?: string;
  /** Of a file, in bytes. */
  size?: number;
  /** Of a file, in milliseconds since 1970. */
  modifiedAt?: number;
  /** SHA-256, lower-case hex, of what is compared: the main content of a page, the bytes of a file. */
  contentHash?: string;
  /** SHA-256 of what a feed says of an entry, by which it is known whether its page is to be read again. */
  entryHash?: string;
  /** Where a message stands in its folder: the number of its place, and what that number is good for. */
  uid?: number;
  uidValidity?: string;
};

/** Kinds of sources that Foyer may know; which are there is told by the list. */
export const sourceKinds = ['folder', 'site', 'feed', 'mailbox'] as const;
export const sourceKind = z.enum(sourceKinds);
export type SourceKindName = z.infer<typeof sourceKind>;

const at = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** When a source is looked at by itself, by the clock of its client. `day` of a week: 1 is Monday. */
export const sourceSchedule = z.discriminatedUnion('every', [
  z.object({ every: z.literal('never') }).strict(),
  z.object({ every: z.literal('hour') }).strict(),
  z.object({ every: z.literal('day'), at }).strict(),
  z.object({ every: z.literal('week'), day: z.number().int().min(1).max(7), at }).strict(),
  z.object({ every: z.literal('month'), day: z.number().int().min(1).max(28), at }).strict(),
]);
export type SourceSchedule = z.infer<typeof sourceSchedule>;

/** As often as is usual: a folder is watched besides, and what its drive does not tell is found within the hour. */
export const usualSchedules: Record<SourceKindName, SourceSchedule> = {
  folder: { every: 'hour' },
  site: { every: 'week', day: 1, at: '04:00' },
  feed: { every: 'hour' },
  mailbox: { every: 'hour' },
};

/** What becomes of the document of something that is not there any more: a person says, or it is set aside. */
export const vanishedChoices = ['ask', 'set_aside'] as const;
export const onVanished = z.enum(vanishedChoices);
export type OnVanished = z.infer<typeof onVanished>;

/**
 * How a source is, in one word: what a person has to know first. `first`: its first difference waits for a yes.
 * `asks`: something else does. `shrunk`: so much is gone that nothing is set aside by itself.
 */
export const sourceCondition = z.enum([
  'never',
  'looking',
  'removing',
  'paused',
  'failing',
  'first',
  'shrunk',
  'asks',
  'late',
  'fresh',
]);
export type SourceCondition = z.infer<typeof sourceCondition>;

export const itemStates = [
  'new',
  'changed',
  'unchanged',
  'skipped',
  'failed',
  'vanished',
  'waiting',
] as const;
export const itemState = z.enum(itemStates);
export type ItemState = z.infer<typeof itemState>;

/** Why something of a source is not taken. `refused`: a person said no. `removed`: a person deleted its document. */
export const itemReasons = [
  'out_of_scope',
  'too_deep',
  'over_the_cap',
  'disallowed',
  'not_to_be_indexed',
  'duplicate',
  'ignored',
  'unsupported',
  'picture',
  'too_large',
  'no_content',
  'not_found',
  'only_leads_on',
  'needs_browser',
  'needs_login',
  'elsewhere',
  'refused',
  'removed',
] as const;
export const itemReason = z.enum(itemReasons);
export type ItemReason = z.infer<typeof itemReason>;

/** What a person is asked of an item: to take what is new or changed, or to set aside what is gone. */
export const itemQuestions = ['take', 'set_aside'] as const;
export const itemQuestion = z.enum(itemQuestions);

const counts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  vanished: z.number().int(),
});
export type LookCounts = z.infer<typeof counts>;

/** One time that a source was looked at. `dry`: nothing was taken. */
export const sourceLook = z.object({
  id,
  /** Null while it is under way or paused. */
  outcome: z.enum(['done', 'failed', 'cancelled']).nullable(),
  dry: z.boolean(),
  counts,
  failure: z.enum(errorCodes).nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** How long it ran, without the time that Foyer was closed or it was paused. */
  durationMs: z.number().int(),
});
export type SourceLook = z.infer<typeof sourceLook>;

/** A look that is under way. */
export const liveLook = z.object({
  dry: z.boolean(),
  counts,
  /** Still to be looked at, as far as is known. */
  queued: z.number().int(),
  /** What it is at: an address, a path; null between two. */
  key: z.string().nullable(),
  /** How long it still lets a host rest. */
  waitMs: z.number().int().nullable(),
  perMinute: z.number().nullable(),
  /** Null while it cannot be told. */
  secondsLeft: z.number().int().nullable(),
});
export type LiveLook = z.infer<typeof liveLook>;

const ofAnyKind = z.object({
  id,
  clientId: id,
  chatbotIds: z.array(id),
  name: z.string(),
  schedule: sourceSchedule,
  onVanished,
  condition: sourceCondition,
  paused: z.boolean(),
  /** Of the last look that failed, while no later one went well. */
  failure: z.enum(errorCodes).nullable(),
  failedAt: instant.nullable(),
  /** When it was last looked at from end to end. */
  lastLookAt: instant.nullable(),
  nextLookAt: instant.nullable(),
  /** Items with a document that answers. */
  documents: z.number().int(),
  /** What waits for a person. */
  asks: z.object({ take: z.number().int(), setAside: z.number().int() }),
  skipped: z.number().int(),
  failed: z.number().int(),
  /** In the last seven days. */
  week: z.object({ new: z.number().int(), changed: z.number().int(), vanished: z.number().int() }),
  live: liveLook.nullable(),
  createdAt: instant,
});

export const source = z.discriminatedUnion('kind', [
  ofAnyKind.extend({ kind: z.literal('folder'), settings: folderSettings }),
  ofAnyKind.extend({
    kind: z.literal('site'),
    settings: siteSettings,
    /** The login it is read with is kept. */
    hasLogin: z.boolean(),
  }),
  ofAnyKind.extend({ kind: z.literal('feed'), settings: feedSettings }),
  ofAnyKind.extend({ kind: z.literal('mailbox'), settings: mailboxSettings }),
]);
export type Source = z.infer<typeof source>;

export const sourceItem = z.object({
  id,
  key: z.string(),
  /** Where it can be opened in a browser. */
  address: z.string().nullable(),
  title: z.string().nullable(),
  documentId: id.nullable(),
  state: itemState,
  question: itemQuestion.nullable(),
  reason: itemReason.nullable(),
  /** Of what could not be looked at. */
  code: z.enum(errorCodes).nullable(),
  detail: z.string().nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant.nullable(),
});
export type SourceItem = z.infer<typeof sourceItem>;
