import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress } from '../../rpc/files.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { ExportLink } from '../../ui/export-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { AuditFilterBar, filtersOf, periodOf, type AuditSearch } from './audit-filters.tsx';
import { ChainState } from './chain-state.tsx';
import { EntryTable, type EntryOrder } from './entry-table.tsx';

const ENTRIES_AT_ONCE = 50;

/** Who did what, when and from where; whether the log is whole; a file of it. */
export function AuditSection() {
  const { t } = useTranslation('audit');
  const search = useSearch({ from: '/inside/settings/$section' });
  const navigate = useNavigate({ from: '/settings/$section' });
  const { q, actor, kind, client, order = 'desc' } = search;
  const period = periodOf(search);
  // Counted from when the page was opened: asked at each drawing, the list would never be the same.
  const [now] = useState(() => new Date());
  const filters = filtersOf({ period, q, actor, kind, client }, now);
  const narrow = (change: AuditSearch & { order?: EntryOrder }) =>
    void navigate({ search: before => ({ ...before, period, ...change }), replace: true });
  const narrowed = [q, actor, kind, client].some(each => each !== undefined);
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t('intro')}</Box>
      <ChainState />
      <div>
        <TableToolbar
          end={
            // Written by the core: signatures come along, and that it was taken is recorded.
            <ExportLink
              address={fileAddress('/audit.csv', { ...filters, order, language: shownLanguage() })}
            />
          }
        >
          <AuditFilterBar search={search} onChange={narrow} />
        </TableToolbar>
        <EntryTable
          filters={filters}
          order={order}
          onOrder={next => narrow({ order: next })}
          atOnce={ENTRIES_AT_ONCE}
          withClient={client === undefined}
          empty={
            <EmptyState
              icon={narrowed ? 'search' : 'history'}
              title={t(narrowed ? 'noMatch' : 'none')}
              action={
                narrowed && (
                  <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('clear')}</Button>
                )
              }
            >
              {t(narrowed ? 'noMatchAdvice' : 'noneAdvice')}
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
