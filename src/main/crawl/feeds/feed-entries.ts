import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FeedSettings } from '#shared/contract/sources.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Look, SkipReason, Validators } from '#main/features/sources/kinds.ts';
import { addressKey } from '../address.ts';
import { fileNameOfFile, fileNameOfPage } from '../file-names.ts';
import { isOfOnePage } from '../one-page.ts';
import type { PageReader } from '../page-reader.ts';
import type { Answer } from '../page-request.ts';
import { robotsWords } from '../reading/page-facts.ts';
import type { PageReading } from '../reading/read-page.ts';
import type { Arrivals } from '../site-arrival.ts';
import type { FeedEntry } from './read-feed.ts';

/** So many pages without an answer after each other, and the feed is left for now. */
const FAILURES_IN_A_ROW = 5;

type Got = Extract<Answer, { type: 'page' | 'file' }>;
type Content = { title: string | null; fileName: string; bytes: Buffer; contentHash: string };

/** The page that is to be read for an entry; null where the feed says enough. */
export function pageOf({ link, isWhole }: FeedEntry, { read }: FeedSettings): string | null {
  const key = link === null ? null : addressKey(link);
  return read === 'entry' || (read === 'auto' && isWhole) ? null : key;
}

/** Of what the feed says, and of what is read of it: when that changes the entry is another. */
export const entryHash = (entry: FeedEntry, settings: FeedSettings): string =>
  createHash('sha256')
    .update(`${pageOf(entry, settings) ?? ''}\n${entry.hash}`)
    .digest('hex');

/** Reads entries of a feed, one after the other: what they say, or the page they lead to. */
export function createEntries(options: { look: Look<FeedSettings>; pages: Arrivals; reader: PageReader }) {
  const { look, pages, reader } = options;
  const { settings } = look;
  const takenPages = new Map<string, string>();
  let failures = 0;
  let hasFailed = false;

  function tell(entry: FeedEntry, { title, fileName, bytes, contentHash }: Content, fresh: Validators) {
    const { key, link } = entry;
    const validators = { ...fresh, contentHash, entryHash: entryHash(entry, settings) };
    return look.known(key)?.validators.contentHash === contentHash
      ? look.report({ type: 'unchanged', key, validators })
      : look.report({
          type: 'found',
          key,
          title,
          fileName,
          address: link,
          validators,
          content: () => Readable.from([bytes]),
        });
  }

  async function tellEntry(entry: FeedEntry): Promise<void> {
    const { key, title, html, hash, words } = entry;
    if (words === 0) return look.report({ type: 'skipped', key, reason: 'no_content' });
    const fileName = fileNameOfPage(entry.link ?? settings.address, title);
    return tell(entry, { title, fileName, bytes: Buffer.from(html, 'utf8'), contentHash: hash }, {});
  }

  async function tellFailed({ key }: FeedEntry, detail: string, isNetwork: boolean): Promise<void> {
    hasFailed = true;
    failures = isNetwork ? failures + 1 : 0;
    await look.report({ type: 'failed', key, code: 'source.page_failed', detail });
    if (failures < FAILURES_IN_A_ROW) return;
    const { host } = new URL(settings.address);
    throw new FoyerError('source.unreachable', `Pages of ${host} do not answer`, {
      details: { host, detail },
    });
  }

  /** Its page says nothing to us: what the feed says of it stands in, where it says something. */
  async function tellUnread(entry: FeedEntry, reason: SkipReason, detail?: string): Promise<void> {
    if (settings.read === 'auto' && entry.words > 0) return tellEntry(entry);
    if (look.known(entry.key) !== null) return tellFailed(entry, detail ?? reason, false);
    return look.report({
      type: 'skipped',
      key: entry.key,
      reason,
      ...(detail === undefined ? {} : { detail }),
    });
  }

  function unreadable(page: PageReading, robots: string): SkipReason | null {
    if (page.saysNotFound) return 'not_found';
    if (page.asksForSignIn) return 'needs_login';
    if (page.isShell) return 'needs_browser';
    if (page.facts.noIndex || robotsWords(robots).noIndex) return 'not_to_be_indexed';
    return page.words === 0 ? 'no_content' : null;
  }

  async function tellPage(entry: FeedEntry, address: string, answer: Got): Promise<void> {
    const { bytes, headers, contentType, charset } = answer;
    const { validators: fresh } = headers;
    if (answer.type === 'file') {
      const fileName = fileNameOfFile(address, headers.fileName, contentType);
      const contentHash = createHash('sha256').update(bytes).digest('hex');
      return tell(entry, { title: entry.title, fileName, bytes: Buffer.from(bytes), contentHash }, fresh);
    }
    const source = { address, bytes, charset, isBeginning: false };
    const result = await reader.read(new URL(address).host, source);
    if (result.type !== 'page') return tellUnread(entry, 'only_leads_on');
    const { page } = result;
    const reason = unreadable(page, headers.robots);
    if (reason !== null) return tellUnread(entry, reason);
    const title = entry.title ?? page.facts.title;
    return tell(
      entry,
      {
        title,
        fileName: fileNameOfPage(address, title),
        bytes: Buffer.from(page.html, 'utf8'),
        contentHash: page.contentHash,
      },
      fresh,
    );
  }

  async function goTo(entry: FeedEntry, page: string): Promise<void> {
    const { key } = entry;
    const known = look.known(key);
    const arrival = await pages.goTo({ key: page }, { stopsAt: () => null, known });
    if (arrival.type === 'stopped') return tellUnread(entry, arrival.reason, arrival.detail);
    const { answer } = arrival;
    if (answer.type === 'failed') return tellFailed(entry, answer.detail, answer.isNetwork);
    failures = 0;
    if (answer.type === 'not_modified') {
      const validators = { ...known?.validators, ...answer.headers.validators };
      return look.report({
        type: 'unchanged',
        key,
        validators: { ...validators, entryHash: entryHash(entry, settings) },
      });
    }
    if (answer.type === 'page' || answer.type === 'file') return tellPage(entry, arrival.key, answer);
    return tellUnread(entry, answer.type);
  }

  return {
    /** Whether something is to be asked for again though the feed stays as it is. */
    hasFailed: () => hasFailed,

    async read(entry: FeedEntry): Promise<void> {
      const page = pageOf(entry, settings);
      look.note({ key: page ?? entry.key });
      if (page === null) return tellEntry(entry);
      const holder = takenPages.get(page);
      if (holder !== undefined)
        return look.report({ type: 'skipped', key: entry.key, reason: 'duplicate', detail: holder });
      takenPages.set(page, entry.key);
      try {
        await goTo(entry, page);
      } catch (error) {
        if (failures >= FAILURES_IN_A_ROW || !isOfOnePage(error)) throw error;
        hasFailed = true;
        const detail = String(error.details['host'] ?? '');
        await look.report({ type: 'failed', key: entry.key, code: error.code, detail });
      }
    },
  };
}
