import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CloudPlace } from '#shared/contract/cloud.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { CloudDialog } from './cloud-dialog.tsx';

/**
 * The places outside that the models of a chatbot are at: for which of them texts may leave, by whose yes. Nothing, nor
 * its children, where there are none.
 */
export function CloudPlaces({ botId, children }: { botId: string; children: ReactNode }) {
  const queries = useQueryClient();
  const toasts = useToasts();
  const options = orpc.cloud.places.queryOptions({ input: { id: botId } });
  const { data } = useQuery(options);
  const [shown, setShown] = useState<CloudPlace | null>(null);
  const decide = useMutation({
    mutationFn: ({ host, yes }: { host: string; yes: boolean }) =>
      yes ? client.cloud.allow({ id: botId, host }) : client.cloud.withdraw({ id: botId, host }),
    onSuccess: places => {
      queries.setQueryData(options.queryKey, places);
      setShown(null);
    },
    onError: toasts.failed,
  });
  if (!data || data.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {data.map(place => (
        <Place
          key={place.host}
          place={place}
          busy={decide.isPending}
          onShow={() => setShown(place)}
          onWithdraw={() => decide.mutate({ host: place.host, yes: false })}
        />
      ))}
      {children}
      {shown && (
        <CloudDialog
          botId={botId}
          place={shown}
          busy={decide.isPending}
          onAgree={() => decide.mutate({ host: shown.host, yes: true })}
          onClose={() => setShown(null)}
        />
      )}
    </Box>
  );
}

type PlaceProps = { place: CloudPlace; busy: boolean; onShow: () => void; onWithdraw: () => void };

function Place({ place: { host, models, consent }, busy, onShow, onWithdraw }: PlaceProps) {
  const { t } = useTranslation('chatbots');
  const format = useFormat();
  const tone = consent === null ? 'warn' : 'info';
  const date = consent === null ? '' : format.date(consent.at);
  const since = () => {
    if (consent === null) return t('cloudAsks', { host });
    if (consent.carriedOver) return t('cloudCarriedOver', { date });
    return consent.by === null ? t('cloudAgreed', { date }) : t('cloudAgreedBy', { name: consent.by, date });
  };
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.25,
        flexWrap: 'wrap',
        alignItems: 'center',
        p: '12px 14px',
        borderRadius: 'var(--r-s)',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid', alignSelf: 'start', pt: '2px' }}>
        <Icon name="globe" size={17} />
      </Box>
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {models.length === 0
            ? host
            : t('cloudPlace', { host, models: models.map(({ name }) => name).join(', ') })}
        </Box>
        <Box sx={{ typography: 'small', color: 'var(--muted)' }}>
          {since()}
          {models.length === 0 && ` ${t('cloudUnused')}`}
        </Box>
      </Box>
      {models.length > 0 && (
        <Button size="small" variant={consent === null ? 'contained' : 'text'} onClick={onShow}>
          {t('cloudSee')}
        </Button>
      )}
      {consent !== null && (
        <Button size="small" disabled={busy} onClick={onWithdraw}>
          {t('cloudWithdraw')}
        </Button>
      )}
    </Box>
  );
}
