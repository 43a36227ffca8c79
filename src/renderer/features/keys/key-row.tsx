import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '#shared/contract/keys.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { useFormat } from '../../ui/format.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { daysLeft } from './key-draft.ts';
import { RevokeKey } from './revoke-key.tsx';

const tones = { active: 'ok', refused: 'warn', expired: 'quiet', revoked: 'quiet' } as const satisfies Record<
  ApiKey['state'],
  Tone
>;

type Props = { apiKey: ApiKey; botNames: ReadonlyMap<string, string>; onEdit: () => void };

/** One key: what it may do, where, until when, and when it was last used. */
export function KeyRow({ apiKey, botNames, onEdit }: Props) {
  const { t } = useTranslation('keys');
  const format = useFormat();
  const now = useNow();
  const [revoking, setRevoking] = useState(false);
  const { name, prefix, scopes, chatbotIds, state, lastUsedAt, expiresAt, revokedAt, createdByName } = apiKey;
  const left = daysLeft(apiKey, now);
  const over = state === 'revoked' || state === 'expired';
  const end =
    revokedAt !== null
      ? t('revokedOn', { date: format.dateTime(revokedAt) })
      : expiresAt === null
        ? t('noEnd')
        : t(state === 'expired' ? 'endedOn' : 'until', { date: format.dateTime(expiresAt) });
  const facts = [
    lastUsedAt === null ? t('neverUsed') : t('used', { ago: format.ago(lastUsedAt, now) }),
    end,
    ...(createdByName === null ? [] : [t('madeBy', { name: createdByName })]),
  ];
  return (
    <Box
      component="li"
      sx={{ p: '12px 12px 12px 16px', display: 'flex', gap: 1.5, alignItems: 'flex-start' }}
    >
      <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 0.5 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', color: over ? 'var(--muted)' : 'inherit' }}>
            {name}
          </Box>
          <StateChip tone={tones[state]} dot={state === 'active'}>
            {t(`state_${state}`)}
          </StateChip>
          {left !== null && (
            <StateChip tone="warn">{left === 0 ? t('endsToday') : t('endsSoon', { count: left })}</StateChip>
          )}
          <Box component="code" sx={{ color: 'var(--muted)', typography: 'small' }}>
            {prefix}…
          </Box>
        </Box>
        <Box sx={{ typography: 'small' }}>
          {scopes.map(scope => t(`scope_${scope}`)).join(', ')}
          {' · '}
          <Bots chatbotIds={chatbotIds} botNames={botNames} />
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{facts.join(' · ')}</Box>
      </Box>
      {state !== 'revoked' && (
        <ActionMenu
          label={t('actions', { name })}
          actions={[
            { label: t('edit'), icon: 'edit', onChoose: onEdit },
            { label: t('revoke'), icon: 'trash', destructive: true, onChoose: () => setRevoking(true) },
          ]}
        />
      )}
      <RevokeKey apiKey={apiKey} open={revoking} onClose={() => setRevoking(false)} />
    </Box>
  );
}

/** One chatbot by its name, more by their number; their names come on pointing. */
function Bots({
  chatbotIds,
  botNames,
}: {
  chatbotIds: string[] | null;
  botNames: ReadonlyMap<string, string>;
}) {
  const { t } = useTranslation('keys');
  if (chatbotIds === null) return t('everyBot');
  const names = chatbotIds.map(id => botNames.get(id) ?? t('goneBot'));
  if (names.length === 1) return names[0];
  return (
    <Tooltip title={names.join(', ')}>
      <span>{t('bots', { count: names.length })}</span>
    </Tooltip>
  );
}
