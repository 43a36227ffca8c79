import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection, connectionSorts } from '#shared/contract/connections.ts';
import { purposeWords } from '#shared/lib/connection-purposes.ts';
import type { Column } from '../../../ui/column.ts';
import { useFormat } from '../../../ui/format.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import type { FileColumn } from '../../../ui/table-file.ts';
import { addressOf, outcomeTones, whyOf } from './connection-words.ts';

type Sort = (typeof connectionSorts)[number];

/** What is told of a connection. */
export function useConnectionColumns() {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const purpose = ({ kind }: Connection) => purposeWords(kind, format.language);
  const forWhom = ({ chatbotName, modelName }: Connection) =>
    [chatbotName, modelName].filter(name => name !== null).join(' · ');
  const times = (count: number) => t('count', { formatted: format.number(count) });
  const columns: Column<Connection, Sort>[] = [
    {
      label: t('host'),
      sort: 'host',
      width: [124, 1],
      value: one => <Two first={addressOf(one)} second={t(`place_${one.place}`)} />,
      cell: addressOf,
    },
    {
      label: t('kind'),
      width: [130, 1.2],
      value: one => <Two first={purpose(one)} second={forWhom(one)} />,
      cell: purpose,
    },
    {
      label: t('outcome'),
      width: [104, 1],
      value: one => (
        <>
          <StateChip tone={outcomeTones[one.outcome]}>{t(`outcome_${one.outcome}`)}</StateChip>
          <Second>{whyOf(one, t)}</Second>
        </>
      ),
      cell: one => [t(`outcome_${one.outcome}`), whyOf(one, t)].filter(Boolean).join(', '),
    },
    {
      label: t('sent'),
      fileLabel: t('sentBytes'),
      sort: 'sentBytes',
      first: 'desc',
      number: true,
      width: [64],
      value: ({ sentBytes }) => format.bytes(sentBytes),
      cell: ({ sentBytes }) => sentBytes,
    },
    {
      label: t('received'),
      fileLabel: t('receivedBytes'),
      sort: 'receivedBytes',
      first: 'desc',
      number: true,
      width: [64],
      value: ({ receivedBytes }) => format.bytes(receivedBytes),
      cell: ({ receivedBytes }) => receivedBytes,
    },
    {
      label: t('duration'),
      fileLabel: t('durationMs'),
      sort: 'durationMs',
      first: 'desc',
      number: true,
      width: [58],
      value: ({ durationMs }) => format.duration(durationMs),
      cell: ({ durationMs }) => durationMs,
    },
    {
      label: t('when'),
      sort: 'lastAt',
      first: 'desc',
      width: [76, 0.4],
      value: ({ lastAt, count }) => (
        <Two
          first={
            <time dateTime={lastAt} title={format.exact(lastAt)}>
              {format.ago(lastAt)}
            </time>
          }
          second={count === 1 ? '' : times(count)}
        />
      ),
      cell: ({ lastAt }) => new Date(lastAt),
    },
  ];
  /** What a file has besides. */
  const also: FileColumn<Connection>[] = [
    { label: t('times'), cell: ({ count }) => count },
    { label: t('place'), cell: ({ place }) => t(`place_${place}`) },
    { label: t('pinned'), cell: ({ address }) => address },
    { label: t('chatbot'), cell: ({ chatbotName }) => chatbotName },
    { label: t('model'), cell: ({ modelName }) => modelName },
  ];
  return { columns, fileColumns: [...columns, ...also] };
}

function Two({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <Box sx={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{first}</Box>
      <Second>{second}</Second>
    </>
  );
}

/** Below what a cell says, what is worth knowing beside it. */
function Second({ children }: { children: ReactNode }) {
  if (children === null || children === '') return null;
  return <Box sx={{ color: 'var(--muted)', typography: 'small', whiteSpace: 'normal' }}>{children}</Box>;
}
