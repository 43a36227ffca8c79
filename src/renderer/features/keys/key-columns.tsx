import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey, KeySort } from '#shared/contract/keys.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import type { Column } from '../../ui/column.ts';
import { useFormat } from '../../ui/format.ts';
import { ONE_LINE } from '../../ui/one-line.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { FileColumn } from '../../ui/table-file.ts';
import { daysLeft } from './key-draft.ts';
import { RevokeKey } from './revoke-key.tsx';

const tones = { active: 'ok', refused: 'warn', expired: 'quiet', revoked: 'quiet' } as const satisfies Record<
  ApiKey['state'],
  Tone
>;

type KeyColumn = Column<ApiKey, KeySort>;
type Given = { botNames: ReadonlyMap<string, string>; onEdit: (key: ApiKey) => void };

/** What a key may do, where, until when, and when it was last used; a file has how it begins apart. */
export function useKeyColumns({ botNames, onEdit }: Given): {
  shown: KeyColumn[];
  inFile: FileColumn<ApiKey>[];
} {
  const { t } = useTranslation('keys');
  const format = useFormat();
  const now = useNow();
  const scopesOf = ({ scopes }: ApiKey) => scopes.map(scope => t(`scope_${scope}`)).join(', ');
  const botsOf = ({ chatbotIds }: ApiKey) =>
    chatbotIds?.map(id => botNames.get(id) ?? t('goneBot')) ?? [t('everyBot')];
  const dateOf = (instant: string | null) => (instant === null ? null : new Date(instant));
  const name: KeyColumn = {
    label: t('name'),
    sort: 'name',
    width: [160, 1.4],
    value: key => <Named apiKey={key} />,
    cell: key => key.name,
  };
  const others: KeyColumn[] = [
    {
      label: t('columnState'),
      width: [100],
      value: ({ state }) => (
        <StateChip tone={tones[state]} dot={state === 'active'}>
          {t(`state_${state}`)}
        </StateChip>
      ),
      cell: ({ state }) => t(`state_${state}`),
    },
    {
      label: t('columnScopes'),
      width: [136, 1.2],
      value: key => <Rights scopes={scopesOf(key)} bots={botsOf(key)} />,
      cell: scopesOf,
    },
    {
      label: t('columnUsed'),
      sort: 'used',
      first: 'desc',
      width: [108],
      named: true,
      value: ({ lastUsedAt }) => (
        <Box component="span" sx={{ color: 'var(--muted)' }}>
          {lastUsedAt === null ? t('neverUsed') : format.ago(lastUsedAt, now)}
        </Box>
      ),
      cell: ({ lastUsedAt }) => dateOf(lastUsedAt),
    },
    {
      label: t('columnEnd'),
      sort: 'ends',
      width: [112],
      named: true,
      value: ({ revokedAt, expiresAt }) => {
        const end = revokedAt ?? expiresAt;
        return end === null ? t('noEnd') : <span title={format.dateTime(end)}>{format.shortDate(end)}</span>;
      },
      cell: ({ revokedAt, expiresAt }) => dateOf(revokedAt ?? expiresAt),
    },
    {
      label: t('columnMade'),
      sort: 'added',
      first: 'desc',
      width: [120],
      named: true,
      roomy: true,
      value: ({ createdAt, createdByName }) => (
        <Box title={format.dateTime(createdAt)} sx={{ color: 'var(--muted)' }}>
          {format.shortDate(createdAt)}
          {createdByName !== null && <Box sx={{ typography: 'small', ...ONE_LINE }}>{createdByName}</Box>}
        </Box>
      ),
      cell: ({ createdAt }) => dateOf(createdAt),
    },
  ];
  const deeds: KeyColumn = {
    label: t('columnActions'),
    width: [34],
    deeds: true,
    value: key => key.state !== 'revoked' && <KeyMenu apiKey={key} onEdit={() => onEdit(key)} />,
  };
  const prefix = { label: t('columnPrefix'), cell: (key: ApiKey) => key.prefix };
  const bots = { label: t('bots'), cell: (key: ApiKey) => botsOf(key).join(', ') };
  const maker = { label: t('columnMaker'), cell: (key: ApiKey) => key.createdByName };
  return { shown: [name, ...others, deeds], inFile: [name, prefix, bots, ...others, maker] };
}

/** One chatbot by its name, more by their number; their names come on pointing. */
function Rights({ scopes, bots }: { scopes: string; bots: readonly string[] }) {
  const { t } = useTranslation('keys');
  return (
    <>
      <Box sx={{ whiteSpace: 'normal' }}>{scopes}</Box>
      <Box title={bots.join(', ')} sx={{ color: 'var(--muted)', typography: 'small', ...ONE_LINE }}>
        {bots.length === 1 ? bots[0] : t('bots', { count: bots.length })}
      </Box>
    </>
  );
}

function Named({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('keys');
  const left = daysLeft(apiKey, useNow());
  const over = apiKey.state === 'revoked' || apiKey.state === 'expired';
  return (
    <Box sx={{ whiteSpace: 'normal' }}>
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', color: over ? 'var(--muted)' : 'inherit' }}>
        {apiKey.name}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box component="code" sx={{ color: 'var(--muted)', typography: 'small' }}>
          {apiKey.prefix}…
        </Box>
        {left !== null && (
          <StateChip tone="warn">{left === 0 ? t('endsToday') : t('endsSoon', { count: left })}</StateChip>
        )}
      </Box>
    </Box>
  );
}

function KeyMenu({ apiKey, onEdit }: { apiKey: ApiKey; onEdit: () => void }) {
  const { t } = useTranslation('keys');
  const [revoking, setRevoking] = useState(false);
  return (
    <>
      <ActionMenu
        size="small"
        label={t('actions', { name: apiKey.name })}
        actions={[
          { label: t('edit'), icon: 'edit', onChoose: onEdit },
          { label: t('revoke'), icon: 'trash', destructive: true, onChoose: () => setRevoking(true) },
        ]}
      />
      <RevokeKey apiKey={apiKey} open={revoking} onClose={() => setRevoking(false)} />
    </>
  );
}
