import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, AuditFilters } from '#shared/contract/audit.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import type { Column, Sorted } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { EntryName } from './entry-name.tsx';
import { changesOf } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

export type EntryOrder = 'asc' | 'desc';
/** The log is in the order of what happened: it is read from one end or the other. */
type EntrySort = 'at';

type Props = {
  filters: AuditFilters;
  order: EntryOrder;
  onOrder: (order: EntryOrder) => void;
  /** Entries fetched at a time. */
  atOnce: number;
  withClient: boolean;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** What stands below the list, in place of more of it. */
  end?: ReactNode;
};

/** What happened, each event with what it changed and when; each opens on its details. */
export function EntryTable({ filters, order, onOrder, atOnce, withClient, empty, end }: Props) {
  const { t } = useTranslation('audit');
  const [opened, open] = useState<AuditEntry | null>(null);
  const columns = useColumns(withClient, open);
  const input = { ...filters, order };
  const query = usePages({
    key: orpc.audit.list.key({ type: 'infinite', input }),
    atOnce,
    ask: (page, options) => client.audit.list({ ...input, ...page }, options),
    keep: true,
  });
  const sorted: Sorted<EntrySort> = { by: 'at', order };
  return (
    <>
      <PagedList query={query} rows={6} empty={empty} end={end}>
        {entries => (
          <DataTable
            label={t('list')}
            rows={entries}
            keyOf={({ sequence }) => String(sequence)}
            columns={columns}
            sorted={sorted}
            onSort={next => onOrder(next.order)}
            outdated={query.isPlaceholderData}
            onNearEnd={end === undefined ? query.onNearEnd : undefined}
          />
        )}
      </PagedList>
      <EntryDrawer entry={opened} onClose={() => open(null)} />
    </>
  );
}

function useColumns(withClient: boolean, open: (entry: AuditEntry) => void): Column<AuditEntry, EntrySort>[] {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const words = useAuditWords();
  const about = (entry: AuditEntry) =>
    [
      ...(entry.before !== null && entry.after !== null
        ? [
            changesOf(entry, words, format)
              .map(({ name }) => name)
              .join(', '),
          ]
        : []),
      // From this machine itself is the usual case: only others are named.
      ...(entry.address === null || isLoopback(entry.address) ? [] : [entry.address]),
    ].join(' · ');
  const columns: (Column<AuditEntry, EntrySort> | false)[] = [
    {
      label: t('event'),
      width: [250, 2.2],
      indent: 40,
      value: entry => <EntryName entry={entry} onOpen={() => open(entry)} />,
    },
    { label: t('about'), width: [110, 1], value: entry => <About words={about(entry)} /> },
    withClient && { label: t('aboutClient'), width: [100, 0.7], value: ({ clientName }) => clientName },
    {
      label: t('when'),
      sort: 'at',
      first: 'desc',
      width: [150],
      value: ({ at }) => (
        <time dateTime={at} style={{ color: 'var(--muted)' }}>
          {format.dateTime(at)}
        </time>
      ),
    },
  ];
  return columns.filter(column => column !== false);
}

function About({ words }: { words: string }) {
  return words === '' ? null : <span title={words}>{words}</span>;
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
