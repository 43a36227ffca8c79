import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Protection, SecretsStatus } from '#shared/contract/secrets.ts';
import { useSession } from '../../state/session.tsx';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { Facts, SettingCard } from '../../ui/setting-card.tsx';

const tones = { keychain: 'ok', passphrase: 'ok', keyfile: 'info' } as const satisfies Record<
  Protection,
  Tone
>;

/** Where the key of the stored secrets is, why, and what can be done about it. */
export function SecretsCard() {
  const { t } = useTranslation('secrets');
  const format = useFormat();
  const mayChange = useSession().may('owner');
  const status = useQuery(orpc.secrets.status.queryOptions({ input: {} }));
  if (status.isError) return <ErrorState error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <LoadingState rows={2} />;
  const { protection, reason, since, rotatedAt, lost } = status.data;
  return (
    <SettingCard title={t('title')} hint={t('hint')}>
      {lost.length > 0 && (
        <Box role="status" sx={{ mb: 2 }}>
          <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{t('lostTitle')}</Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('lostHint')}</Box>
          <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
            {lost.map(({ kind, name }, index) => (
              <li key={index}>{t(`lost_${kind}`, { name })}</li>
            ))}
          </Box>
        </Box>
      )}
      <Facts
        facts={[
          {
            name: t('protection'),
            value: (
              <>
                <StateChip tone={tones[protection]} dot>
                  {t(`protection_${protection}`)}
                </StateChip>
                <Box sx={{ mt: 0.75, maxWidth: 560 }}>{t(`reasons.${reason}`)}</Box>
              </>
            ),
          },
          { name: t('since'), value: format.dateTime(since) },
          {
            name: t('rotatedAt'),
            value: rotatedAt === null ? t('neverRotated') : format.dateTime(rotatedAt),
          },
        ]}
      />
      {mayChange ? (
        <Changes status={status.data} />
      ) : (
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 2 }}>{t('ownerOnly')}</Box>
      )}
    </SettingCard>
  );
}

function Changes({ status }: { status: SecretsStatus }) {
  const { t } = useTranslation('secrets');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asked, ask] = useState<Protection | 'rotate' | null>(null); // until it is confirmed
  const saved = ({ protection, reason, since, rotatedAt, choices, lost }: SecretsStatus) => {
    queries.setQueryData(orpc.secrets.status.queryKey({ input: {} }), {
      protection,
      reason,
      since,
      rotatedAt,
      choices,
      lost,
    });
  };
  const rotate = useMutation({
    mutationFn: () => client.secrets.rotate({}),
    onSuccess: rotated => {
      saved(rotated);
      toasts.done(t('rotated', { count: rotated.resealed }));
    },
    onError: toasts.failed,
    onSettled: () => ask(null),
  });
  const protect = useMutation({
    mutationFn: (how: Parameters<typeof client.secrets.protect>[0]) => client.secrets.protect(how),
    onSuccess: changed => {
      saved(changed);
      toasts.done(t('protected'), { text: t(`protectedText_${changed.protection}`) });
    },
    onError: toasts.failed,
    onSettled: () => ask(null),
  });
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 2.5 }}>
      <Button onClick={() => ask('rotate')}>{t('rotate')}</Button>
      {status.choices.map(choice => (
        <Button key={choice} onClick={() => ask(choice)}>
          {t(`with_${choice}`)}
        </Button>
      ))}
      <ConfirmDialog
        open={asked === 'rotate'}
        title={t('rotateTitle')}
        confirm={t('rotate')}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate()}
        onClose={() => ask(null)}
      >
        {t('rotateText')}
      </ConfirmDialog>
      {(['keychain', 'keyfile'] as const).map(kept => (
        <ConfirmDialog
          key={kept}
          open={asked === kept}
          title={t(`${kept}Title`)}
          confirm={t(`with_${kept}`)}
          busy={protect.isPending}
          onConfirm={() => protect.mutate({ with: kept })}
          onClose={() => ask(null)}
        >
          {t(`${kept}Text`)}
        </ConfirmDialog>
      ))}
      <PassphraseDialog
        open={asked === 'passphrase'}
        busy={protect.isPending}
        onChoose={passphrase => protect.mutate({ with: 'passphrase', passphrase })}
        onClose={() => ask(null)}
      />
    </Box>
  );
}
