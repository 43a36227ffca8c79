import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectedPlace } from '#shared/contract/connections.ts';
import { purposeWords } from '#shared/lib/connection-purposes.ts';
import type { Column, Sorted } from '../../../ui/column.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { ExportButton } from '../../../ui/export-button.tsx';
import { useFormat } from '../../../ui/format.ts';
import { sortedInPlace } from '../../../ui/sorted-in-place.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import { TableToolbar } from '../../../ui/table-toolbar.tsx';
import { addressOf, placeTones } from './connection-words.ts';

type Sort = 'host' | 'place' | 'count' | 'sent' | 'received' | 'last';

/** The places connected to, with what went each way. */
export function PlaceTable({ places, days }: { places: readonly ConnectedPlace[]; days: number }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const columns = useColumns();
  const [sorted, sort] = useState<Sorted<Sort> | null>(null);
  // As they come, the furthest are first.
  const shown = sorted === null ? places : sortedInPlace(places, columns, sorted, format.language);
  return (
    <div>
      <TableToolbar end={<ExportButton label={t('byPlace')} columns={columns} pages={() => [shown]} />}>
        <Heading title={t('byPlace')} hint={t('byPlaceHint', { days })} />
      </TableToolbar>
      <DataTable
        label={t('byPlace')}
        rows={shown}
        keyOf={({ place, host, port }) => `${place} ${host} ${port}`}
        columns={columns}
        sorted={sorted ?? { by: 'place', order: 'desc' }}
        onSort={sort}
      />
    </div>
  );
}

/** What a table of the page is about. */
export function Heading({ title, hint }: { title: string; hint: string }) {
  return (
    <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
      <Box component="h2" sx={{ typography: 'lead', fontWeight: 640 }}>
        {title}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{hint}</Box>
    </Box>
  );
}

function useColumns(): Column<ConnectedPlace, Sort>[] {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const kinds = (one: ConnectedPlace) =>
    one.kinds.map(kind => purposeWords(kind, format.language)).join(', ');
  const times = ({ count, blocked }: ConnectedPlace) =>
    blocked === 0
      ? format.number(count)
      : [
          ...(count === 0 ? [] : [format.number(count)]),
          t('blockedTimes', { formatted: format.number(blocked) }),
        ].join(' · ');
  return [
    {
      label: t('host'),
      sort: 'host',
      width: [124, 0.8],
      value: addressOf,
      cell: addressOf,
    },
    {
      label: t('place'),
      sort: 'place',
      width: [104],
      value: ({ place }) => <StateChip tone={placeTones[place]}>{t(`place_${place}`)}</StateChip>,
      cell: ({ place }) => t(`place_${place}`),
    },
    {
      label: t('kind'),
      width: [124, 1.6],
      value: one => <Box sx={{ whiteSpace: 'normal' }}>{kinds(one)}</Box>,
      cell: kinds,
    },
    {
      label: t('times'),
      sort: 'count',
      first: 'desc',
      number: true,
      width: [72, 0.6],
      value: times,
      cell: one => one.count,
    },
    {
      label: t('sent'),
      fileLabel: t('sentBytes'),
      sort: 'sent',
      first: 'desc',
      number: true,
      width: [66],
      value: ({ sentBytes }) => format.bytes(sentBytes),
      cell: ({ sentBytes }) => sentBytes,
    },
    {
      label: t('received'),
      fileLabel: t('receivedBytes'),
      sort: 'received',
      first: 'desc',
      number: true,
      width: [66],
      value: ({ receivedBytes }) => format.bytes(receivedBytes),
      cell: ({ receivedBytes }) => receivedBytes,
    },
    {
      label: t('last'),
      sort: 'last',
      first: 'desc',
      width: [70],
      named: true,
      value: ({ lastAt }) => <time dateTime={lastAt}>{format.ago(lastAt)}</time>,
      cell: ({ lastAt }) => new Date(lastAt),
    },
  ];
}
