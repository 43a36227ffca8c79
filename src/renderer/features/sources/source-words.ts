import { useTranslation } from 'react-i18next';
import type { LookCounts, Source, SourceCondition } from '#shared/contract/sources.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { Tone } from '../../ui/state-chip.tsx';

export const kindIcons: Record<Source['kind'], IconName> = {
  folder: 'folder',
  site: 'globe',
  feed: 'feed',
  mailbox: 'mail',
};

export const tones: Record<SourceCondition, Tone> = {
  never: 'quiet',
  looking: 'info',
  removing: 'quiet',
  paused: 'quiet',
  failing: 'bad',
  first: 'warn',
  shrunk: 'bad',
  asks: 'warn',
  late: 'warn',
  fresh: 'ok',
};

/** Where a source is: the path of a folder, the addresses of a site, that of a feed. */
export function placeOf(source: Source): string {
  switch (source.kind) {
    case 'folder':
      return source.settings.path;
    case 'site':
      return source.settings.start.join(', ');
    case 'feed':
      return source.settings.address;
    case 'mailbox':
      return `${source.settings.host} · ${source.settings.folder}`;
  }
}

/** What a look found, in words; null for nothing. */
export function useCountWords(): (counts: Partial<LookCounts>) => string | null {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const order = ['new', 'changed', 'vanished', 'unchanged', 'skipped', 'failed'] as const;
  return counts => {
    const said = order.flatMap(what => {
      const count = counts[what] ?? 0;
      return count === 0 ? [] : [t(`count_${what}`, { count, formatted: format.number(count) })];
    });
    return said.length === 0 ? null : said.join(', ');
  };
}

/** How a source is, why, and what to do. */
export function useConditionWords(): (source: Source) => { title: string; text: string } {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const problem = useProblemWords();
  return source => {
    const { condition, failure, failedAt, nextLookAt } = source;
    if (condition === 'failing') {
      const { title, advice } = problem(failure ?? 'internal.unexpected');
      const since = failedAt === null ? '' : ` ${t('failingSince', { at: format.dateTime(failedAt) })}`;
      return { title, text: advice + since };
    }
    const ago = nextLookAt === null ? '' : format.ago(nextLookAt);
    return {
      title: t(`condition_${condition}`),
      text: condition === 'late' ? t('say_late', { ago }) : t(`say_${condition}`),
    };
  };
}
