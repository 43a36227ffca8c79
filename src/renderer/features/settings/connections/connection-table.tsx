import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionOutcomes, connectionPlaces, connectionSorts } from '#shared/contract/connections.ts';
import { connectionPurposeNames, purposeWords } from '#shared/lib/connection-purposes.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { usePages } from '../../../state/pages.ts';
import { AddressSearch } from '../../../ui/address-search.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { ExportButton } from '../../../ui/export-button.tsx';
import { useFormat } from '../../../ui/format.ts';
import { PagedList } from '../../../ui/paged-list.tsx';
import { beginningOf, PeriodFilter, periodNamed } from '../../../ui/period-filter.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { FilterSelect, TableToolbar } from '../../../ui/table-toolbar.tsx';
import { useConnectionColumns } from './connection-columns.tsx';
import { Heading } from './place-table.tsx';

const AT_ONCE = 50;

/** Each connection, those under way too. */
export function ConnectionTable() {
  const { t } = useTranslation('connections');
  const { language } = useFormat();
  const { columns, fileColumns } = useConnectionColumns();
  const search = useSearch({ from: '/inside/settings/$section' });
  const navigate = useNavigate({ from: '/settings/$section' });
  const narrow = (change: Partial<typeof search>) =>
    void navigate({ search: before => ({ ...before, ...change }), replace: true });
  const place = connectionPlaces.find(name => name === search.place);
  const kind = connectionPurposeNames.find(name => name === search.kind);
  const outcome = connectionOutcomes.find(name => name === search.state);
  const sort = connectionSorts.find(name => name === search.sort) ?? 'lastAt';
  const { order = 'desc', q } = search;
  const period = periodNamed(search.period) ?? 'all';
  const [now] = useState(() => new Date());
  const from = beginningOf(period, now);
  const input = {
    ...(q === undefined ? {} : { q }),
    ...(from === null ? {} : { from }),
    ...(place === undefined ? {} : { place }),
    ...(kind === undefined ? {} : { kind }),
    ...(outcome === undefined ? {} : { outcome }),
    sort,
    order,
  };
  const query = usePages({
    key: orpc.connections.list.key({ type: 'infinite', input }),
    atOnce: AT_ONCE,
    ask: (page, options) => client.connections.list({ ...input, ...page }, options),
    keep: true,
  });
  const isNarrowed = from !== null || [q, place, kind, outcome].some(each => each !== undefined);
  const widen = { q: undefined, period: undefined, place: undefined, kind: undefined, state: undefined };
  return (
    <div>
      <TableToolbar end={<ExportButton label={t('all')} columns={fileColumns} pages={query.every} />}>
        <Heading title={t('all')} hint={t('allHint')} />
      </TableToolbar>
      <TableToolbar>
        <AddressSearch
          label={t('searchLabel')}
          q={q}
          onSearch={words => narrow({ q: words })}
          sx={{ flex: '1 1 240px' }}
        />
        <PeriodFilter value={period} onChange={chosen => narrow({ period: chosen })} />
        <FilterSelect
          label={t('place')}
          any={t('anyPlace')}
          value={place}
          options={connectionPlaces.map(value => ({ value, label: t(`place_${value}`) }))}
          onChange={value => narrow({ place: value })}
        />
        <FilterSelect
          label={t('kind')}
          any={t('anyKind')}
          value={kind}
          options={connectionPurposeNames.map(value => ({ value, label: purposeWords(value, language) }))}
          onChange={value => narrow({ kind: value })}
        />
        <FilterSelect
          label={t('outcome')}
          any={t('anyOutcome')}
          value={outcome}
          options={connectionOutcomes.map(value => ({ value, label: t(`outcome_${value}`) }))}
          onChange={value => narrow({ state: value })}
        />
      </TableToolbar>
      <PagedList
        query={query}
        rows={6}
        empty={
          <EmptyState
            icon={isNarrowed ? 'search' : 'globe'}
            title={t(isNarrowed ? 'noMatch' : 'none')}
            action={isNarrowed && <Button onClick={() => narrow(widen)}>{t('clear')}</Button>}
          >
            {t(isNarrowed ? 'noMatchAdvice' : 'noneAdvice')}
          </EmptyState>
        }
      >
        {connections => (
          <DataTable
            label={t('all')}
            rows={connections}
            keyOf={({ id }) => id}
            columns={columns}
            sorted={{ by: sort, order }}
            onSort={({ by, order: way }) => narrow({ sort: by, order: way })}
            outdated={query.isPlaceholderData}
            onNearEnd={query.onNearEnd}
          />
        )}
      </PagedList>
    </div>
  );
}
