import type { PageReading } from './reading/read-page.ts';

/** Of two pages of which one has all that the other has, and little more, one is enough. */
const NEARLY_ALL = 0.97;
/** Shorter pages differ by less than that shows. */
const LEAST_WORDS = 60;
/** A site may say the same sentence on each of its pages: the latest of them are compared. */
const MOST_ALIKE = 50;

type Seen = { key: string } & Pick<PageReading, 'blocks' | 'words'>;

export type Duplicates = {
  /** The key of a page of this look that says the same; null where there is none. */
  holderOf(page: PageReading, key: string): string | null;
  /** Keeps what a page says. */
  keep(page: PageReading, key: string): void;
  /** Keeps what a page that was not read again said. */
  keepHash(contentHash: string, key: string): void;
};

/**
 * Tells pages that say the same under several addresses: their main content is equal, or its blocks are in another order
 * or among a line or two of the site's.
 */
export function createDuplicates(): Duplicates {
  const byHash = new Map<string, string>();
  /** By their longest block, which both of two such pages have. */
  const byLongest = new Map<number, Seen[]>();

  const longestOf = (page: PageReading) =>
    page.blocks.reduce<{ hash: number; words: number }>(
      (longest, block) => (block.words > longest.words ? block : longest),
      { hash: 0, words: 0 },
    );

  /** Whether one has every block of the other, in any order, and what it has besides is little and holds no number. */
  function isNearly(page: PageReading, seen: Seen): boolean {
    const [less, more] = page.words <= seen.words ? [page.blocks, seen.blocks] : [seen.blocks, page.blocks];
    const [fewer, most] = page.words <= seen.words ? [page.words, seen.words] : [seen.words, page.words];
    if (fewer < most * NEARLY_ALL) return false;
    const inMore = new Set(more.map(({ hash }) => hash));
    const inLess = new Set(less.map(({ hash }) => hash));
    return (
      less.every(({ hash }) => inMore.has(hash)) &&
      more.every(({ hash, hasNumber }) => inLess.has(hash) || !hasNumber)
    );
  }

  return {
    holderOf(page, key) {
      const same = byHash.get(page.contentHash);
      if (same !== undefined && same !== key) return same;
      if (page.words < LEAST_WORDS) return null;
      const near = byLongest
        .get(longestOf(page).hash)
        ?.find(seen => seen.key !== key && isNearly(page, seen));
      return near?.key ?? null;
    },
    keep(page, key) {
      if (!byHash.has(page.contentHash)) byHash.set(page.contentHash, key);
      if (page.words < LEAST_WORDS) return;
      const { hash } = longestOf(page);
      const seen = { key, blocks: page.blocks, words: page.words };
      byLongest.set(hash, [...(byLongest.get(hash) ?? []).slice(-MOST_ALIKE), seen]);
    },
    keepHash(contentHash, key) {
      if (!byHash.has(contentHash)) byHash.set(contentHash, key);
    },
  };
}
