import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { FoyerError } from '#shared/errors.ts';
import type { SiteSettings } from '#shared/contract/sources.ts';
import { placeOf } from '#shared/lib/site-scope.ts';
import type {
  KnownItem,
  Look,
  Sighting,
  SkipReason,
  Validators,
  Waiting,
} from '#main/features/sources/kinds.ts';
import { createDuplicates } from './duplicates.ts';
import { fileNameOfFile, fileNameOfPage } from './file-names.ts';
import type { Answer } from './page-request.ts';
import type { PageReader } from './page-reader.ts';
import type { PageReading } from './reading/read-page.ts';
import { robotsWords } from './reading/page-facts.ts';
import type { Renderer } from './renderer.ts';
import type { Arrival, Arrivals } from './site-arrival.ts';
import { createRequestedAhead } from './requested-ahead.ts';
import type { SiteLinks } from './site-links.ts';
import { isOfOnePage } from './one-page.ts';
import { createLoginCheck } from './login-check.ts';
import type { Scope } from './scope.ts';

/** So many pages without an answer after each other, and the site is left for now. */
const FAILURES_IN_A_ROW = 5;

type Got = Extract<Answer, { type: 'page' | 'file' }>;
/** Where a page stands in the look: what waited, under which key it is known, and what led from one to the other. */
type Place = { waiting: Waiting; key: string; hops: readonly string[] };

/** Goes to what waits, one after the other, and reports what is found there. */
export function createVisits(options: {
  look: Look<SiteSettings>;
  scope: Scope;
  arrivals: Arrivals;
  links: SiteLinks;
  reader: PageReader;
  renderer: Renderer;
  /** What was gone to already, so that no page is requested twice. */
  kept: Map<string, Arrival>;
}) {
  const { look, scope, arrivals, links, reader, renderer, kept } = options;
  const duplicates = createDuplicates();
  const login = createLoginCheck(look, links);
  let failures = 0;
  let isLost = false;

  const skip = (key: string, reason: SkipReason, detail?: string): Promise<void> =>
    look.report({ type: 'skipped', key, reason, ...(detail === undefined ? {} : { detail }) });

  /** What cannot be shown now and was before is kept; what never was is told. */
  const skipUnlessKnown = (
    key: string,
    reason: SkipReason,
    code: 'source.page_failed' | 'source.browser_missing',
  ) =>
    look.known(key) === null ? skip(key, reason) : look.report({ type: 'failed', key, code, detail: reason });

  /** Reports what is known under one key, and what else led to it. */
  async function settle({ waiting, hops }: Place, sighting: Sighting): Promise<void> {
    await look.report(sighting);
    for (const hop of new Set([waiting.key, ...hops]))
      if (hop !== sighting.key) await skip(hop, 'duplicate', sighting.key);
  }

  async function tell(
    place: Place,
    found: Pick<Extract<Sighting, { type: 'found' }>, 'title' | 'fileName' | 'content'> & {
      validators: Validators;
    },
  ) {
    const { validators } = found;
    const known = look.known(place.key);
    const isSame = known !== null && known.validators.contentHash === validators.contentHash;
    await settle(
      place,
      isSame
        ? { type: 'unchanged', key: place.key, validators }
        : { type: 'found', key: place.key, ...found },
    );
  }

  async function tellFile(place: Place, answer: Got): Promise<void> {
    const { bytes, headers, contentType } = answer;
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    await tell(place, {
      title: null,
      fileName: fileNameOfFile(place.key, headers.fileName, contentType),
      validators: { ...headers.validators, size: bytes.byteLength, contentHash },
      content: () => Readable.from([Buffer.from(bytes)]),
    });
  }

  /** The key under which a page wants to be known, where nothing else is known under it. */
  function canonicalOf(place: Place, said: string | null): string {
    const key = links.keyOf(said);
    if (key === null || key === place.key || scope.refusalOf(key) !== null) return place.key;
    if (place.hops.includes(key)) return key;
    if (look.met(key)) return place.key;
    look.queue([{ ...place.waiting, key }]);
    return key;
  }

  async function tellPage(place: Place, answer: Got, page: PageReading): Promise<void> {
    const { waiting } = place;
    const { facts } = page;
    const header = robotsWords(answer.headers.robots);
    const isFollowed = !(facts.noFollow || header.noFollow);
    const isUnwanted = facts.noIndex || header.noIndex;
    const holder = isUnwanted ? null : duplicates.holderOf(page, place.key);
    if (page.saysNotFound) return settle(place, skipped(place.key, 'not_found'));
    if (page.asksForSignIn) {
      login.requireLetIn(place);
      return skipUnlessKnown(place.key, 'needs_login', 'source.page_failed').then(() => settleHops(place));
    }
    if (page.isShell)
      return skipUnlessKnown(place.key, 'needs_browser', 'source.browser_missing').then(() =>
        settleHops(place),
      );
    // What leads on from a page that is known already leads there from that one too.
    if (holder !== null) return settle(place, skipped(place.key, 'duplicate', holder));
    if (isFollowed)
      links.queue(waiting, [...facts.links, ...(facts.refresh === null ? [] : [facts.refresh])], facts.feeds);
    if (isUnwanted) return settle(place, skipped(place.key, 'not_to_be_indexed'));
    if (page.words === 0) return settle(place, skipped(place.key, 'no_content'));
    const key = canonicalOf(place, facts.canonical ?? answer.headers.canonical);
    duplicates.keep(page, key);
    const { html } = page;
    await tell(
      { waiting, key, hops: [...place.hops, place.key] },
      {
        title: facts.title,
        fileName: fileNameOfPage(key, facts.title),
        validators: { ...answer.headers.validators, contentHash: page.contentHash },
        content: () => Readable.from([Buffer.from(html, 'utf8')]),
      },
    );
  }

  const skipped = (key: string, reason: SkipReason, detail?: string): Sighting => ({
    type: 'skipped',
    key,
    reason,
    ...(detail === undefined ? {} : { detail }),
  });

  async function settleHops({ waiting, key, hops }: Place): Promise<void> {
    for (const hop of new Set([waiting.key, ...hops])) if (hop !== key) await skip(hop, 'duplicate', key);
  }

  async function read(place: Place, answer: Got): Promise<void> {
    if (answer.type === 'file') return tellFile(place, answer);
    const host = placeOf(new URL(place.key));
    const source = {
      address: place.key,
      bytes: answer.bytes,
      charset: answer.charset,
      isBeginning: links.isBeginning(place.waiting.key),
    };
    const result = await reader.read(host, source);
    if (result.type === 'list') {
      links.queueList(place.waiting, result.list);
      return settle(place, skipped(place.key, 'only_leads_on'));
    }
    if (result.type !== 'page') throw new Error('a page that is read is a page or a list');
    if (!result.page.isShell || !look.settings.browser) {
      if (/xml|gzip/u.test(answer.contentType) && !/xhtml/u.test(answer.contentType))
        return settle(place, skipped(place.key, 'unsupported', answer.contentType));
      return tellPage(place, answer, result.page);
    }
    const shown = await renderer.render(place.key, look.signal);
    if (shown === null) return tellPage(place, answer, result.page);
    const again = await reader.read(host, { ...source, bytes: shown, charset: 'utf-8' });
    const page = again.type === 'page' ? again.page : result.page;
    // What it says once its programs have run is all that it says.
    await tellPage(place, answer, { ...page, isShell: false });
  }

  async function fail(place: Place, detail: string, isNetwork: boolean): Promise<void> {
    failures = isNetwork ? failures + 1 : 0;
    const isOnlyBeginning = look.settings.start.length === 1 && links.isBeginning(place.waiting.key);
    if (failures >= FAILURES_IN_A_ROW || isOnlyBeginning) {
      const { host } = new URL(place.key);
      isLost = true;
      throw new FoyerError('source.unreachable', `${host} does not answer`, { details: { host, detail } });
    }
    await look.report({ type: 'failed', key: place.key, code: 'source.page_failed', detail });
    await settleHops(place);
  }

  async function tellArrival(waiting: Waiting, arrival: Arrival): Promise<void> {
    if (arrival.type === 'stopped') {
      login.requireNotSentAway(waiting, arrival);
      return skip(waiting.key, arrival.reason, arrival.detail);
    }
    const { answer, key, hops } = arrival;
    const place: Place = { waiting, key, hops };
    if (answer.type === 'failed') return fail(place, answer.detail, answer.isNetwork);
    failures = 0;
    if (answer.type === 'page' || answer.type === 'file') return read(place, answer);
    if (answer.type === 'not_modified') return tellUnchanged(place, answer.headers.validators);
    if (answer.type === 'needs_login') {
      login.requireLetIn(place);
      await skipUnlessKnown(key, 'needs_login', 'source.page_failed');
      return settleHops(place);
    }
    const isGuess = answer.type === 'not_found' && links.isGuess(waiting.key);
    const detail = answer.type === 'unsupported' ? answer.contentType : undefined;
    await settle(place, skipped(key, isGuess ? 'only_leads_on' : answer.type, detail));
  }

  async function tellUnchanged(place: Place, fresh: Validators): Promise<void> {
    const known: KnownItem | null = look.known(place.key);
    const validators = { ...known?.validators, ...fresh };
    if (validators.contentHash !== undefined) duplicates.keepHash(validators.contentHash, place.key);
    await settle(place, { type: 'unchanged', key: place.key, validators });
  }

  /** Why what waits is not gone to any more; null where it is. */
  function refusalOf({ key, depth }: Waiting): SkipReason | null {
    if (look.count() >= look.settings.pages) return 'over_the_cap';
    if (links.isList(key)) return null;
    return scope.refusalOf(key) ?? (depth > look.settings.depth ? 'too_deep' : null);
  }

  const requested = createRequestedAhead({ look, links, arrivals, kept, refusalOf });

  async function visit(waiting: Waiting): Promise<void> {
    const refusal = refusalOf(waiting);
    if (refusal !== null) return skip(waiting.key, refusal);
    look.note({ key: waiting.key });
    try {
      const arrival = await requested.take(waiting);
      requested.goOn();
      await tellArrival(waiting, arrival);
    } catch (error) {
      if (isLost || !isOfOnePage(error) || links.isBeginning(waiting.key)) throw error;
      const detail = String(error.details['host'] ?? '');
      await look.report({ type: 'failed', key: waiting.key, code: error.code, detail });
    }
  }

  return { visit };
}
