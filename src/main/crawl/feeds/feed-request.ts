import { FoyerError } from '#shared/errors.ts';
import type { KnownItem, Validators } from '#main/features/sources/kinds.ts';
import { addressKey } from '../address.ts';
import type { PageReader } from '../page-reader.ts';
import type { Arrivals } from '../site-arrival.ts';
import type { FeedReading } from './read-feed.ts';

export type FeedFound =
  | { type: 'unchanged'; key: string }
  /** `address`: as it was asked for, and is to be again. */
  | { type: 'feed'; key: string; address: string; feed: FeedReading; validators: Validators };

const failed = (
  code: 'source.unreachable' | 'source.no_feed' | 'source.feed_not_found' | 'source.needs_login',
  address: string,
  detail: string,
) =>
  new FoyerError(code, `${new URL(address).host}: ${detail}`, {
    details: { host: new URL(address).host, detail },
  });

/**
 * The feed at an address, or the one that the page there names. Throws `source.*`, in words that say what is wrong with
 * that address.
 *
 * @param knownAt what is known of a feed, by which its server may say that it is as it was
 */
export async function requestFeed(
  address: string,
  options: { arrivals: Arrivals; reader: PageReader; knownAt: (key: string) => KnownItem | null },
): Promise<FeedFound> {
  const { arrivals, reader, knownAt } = options;

  async function read(from: string): Promise<FeedFound | { type: 'named'; feeds: string[] }> {
    const key = addressKey(from);
    if (key === null) throw failed('source.no_feed', from, 'no address of the web');
    const arrival = await arrivals.goTo({ key }, { stopsAt: () => null, known: knownAt(key), knownAt });
    if (arrival.type === 'stopped') throw failed('source.unreachable', from, arrival.reason);
    const { answer } = arrival;
    switch (answer.type) {
      case 'not_modified':
        return { type: 'unchanged', key: arrival.key };
      case 'not_found':
        throw failed('source.feed_not_found', arrival.key, 'it is not there');
      case 'needs_login':
        throw failed('source.needs_login', arrival.key, String(answer.status));
      case 'failed':
        throw failed('source.unreachable', arrival.key, answer.detail);
      case 'unsupported':
      case 'too_large':
        throw failed('source.no_feed', arrival.key, answer.type);
      case 'page':
      case 'file': {
        const { bytes, charset, headers } = answer;
        const source = { address: arrival.key, bytes, charset, isBeginning: false };
        const result = await reader.readFeed(new URL(arrival.key).host, source);
        if (result.type === 'named') return result;
        const { validators } = headers;
        return { type: 'feed', key: arrival.key, address: from, feed: result.feed, validators };
      }
    }
  }

  const first = await read(address);
  if (first.type !== 'named') return first;
  const [named] = first.feeds;
  const second = named === undefined ? null : await read(named);
  if (second === null || second.type === 'named')
    throw failed('source.no_feed', address, 'neither a feed nor a page that names one');
  return second;
}
