import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, AuditFilters } from '#shared/contract/audit.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { EntryDrawer } from './entry-drawer.tsx';
import { EntryLine } from './entry-line.tsx';

const DAY_MS = 86_400_000;

type Props = {
  filters: AuditFilters;
  /** Entries fetched at a time. */
  atOnce: number;
  withClient: boolean;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** What stands below the list in place of "older". */
  end?: ReactNode;
};

/** Events day by day, latest first; each opens on its details. */
export function EntryList({ filters, atOnce, withClient, empty, end }: Props) {
  const { t } = useTranslation('audit');
  const [opened, open] = useState<AuditEntry | null>(null);
  const input = {
    ...filters,
  };
  const query = usePages({
    key: orpc.audit.list.key({ type: 'infinite', input }),
    atOnce: atOnce,
    ask: page => client.audit.list({ ...input, ...page }),
    keep: true,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={6} />;
  const entries = query.items;
  if (entries.length === 0) return empty;
  return (
    <>
      <Box
        role="list"
        aria-label={t('list')}
        aria-busy={query.isPlaceholderData}
        sx={{ display: 'grid', gap: 2, opacity: query.isPlaceholderData ? 0.6 : 1 }}
      >
        {byDay(entries).map(([day, ofDay]) => (
          <Day key={day} instant={day}>
            {ofDay.map(entry => (
              <Box
                key={entry.sequence}
                role="listitem"
                sx={{ '& + &': { borderTop: '1px solid var(--line)' } }}
              >
                <EntryLine entry={entry} withClient={withClient} onOpen={() => open(entry)} />
              </Box>
            ))}
          </Day>
        ))}
      </Box>
      {end ??
        (query.hasNextPage && (
          <Button
            fullWidth
            variant="text"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        ))}
      <EntryDrawer entry={opened} onClose={() => open(null)} />
    </>
  );
}

function Day({ instant, children }: { instant: string; children: ReactNode }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const now = useNow();
  const name = (): string => {
    const days = Math.round((startOfDay(now) - startOfDay(new Date(instant))) / DAY_MS);
    if (days === 0) return t('today');
    return days === 1 ? t('yesterday') : format.longDay(instant);
  };
  return (
    <div role="presentation">
      <Box
        role="presentation"
        sx={{ color: 'var(--muted)', typography: 'small', fontWeight: 600, mb: 0.75, px: 0.5 }}
      >
        {name()}
      </Box>
      <Card role="presentation" sx={{ overflow: 'hidden' }}>
        {children}
      </Card>
    </div>
  );
}

/** Entries of the same day here, under the instant of the first. */
function byDay(entries: readonly AuditEntry[]): [string, AuditEntry[]][] {
  const days: [string, AuditEntry[]][] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    if (last && startOfDay(new Date(last[0])) === startOfDay(new Date(entry.at))) last[1].push(entry);
    else days.push([entry.at, [entry]]);
  }
  return days;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
