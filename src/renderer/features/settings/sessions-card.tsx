import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { useSession } from '../../state/session.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SessionList } from './session-list.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

/** Where one is signed in, and ending that. */
export function SessionsCard() {
  const { t } = useTranslation('security');
  const toasts = useToasts();
  const queries = useQueryClient();
  const { local, signOut } = useSession();
  const list = useQuery(orpc.sessions.list.queryOptions({ input: {} }));
  const [confirming, setConfirming] = useState(false);
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.sessions.key() });
  const end = useMutation({
    mutationFn: (id: string) => client.sessions.end({ id }),
    onSuccess: () => toasts.done(t('sessions.ended')),
    onError: toasts.failed,
    onSettled: refresh, // one that is over already is gone from the list too
  });
  const endOthers = useMutation({
    mutationFn: () => client.sessions.endOthers({}),
    onSuccess: ({ ended }) => toasts.done(t('sessions.endedCount', { count: ended })),
    onError: toasts.failed,
    onSettled: () => {
      setConfirming(false);
      refresh();
    },
  });
  // The window is no session; only browsers of the same account would be here.
  if (local && list.data?.length === 0) return null;
  const others = list.data?.filter(session => !session.current).length ?? 0;
  return (
    <SettingCard
      title={t('sessions.title')}
      hint={t('sessions.hint')}
      action={!local && <Button onClick={() => void signOut()}>{t('sessions.signOut')}</Button>}
    >
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <LoadingState rows={2} />
      ) : list.data.length === 0 ? (
        <Box sx={{ color: 'var(--muted)' }}>{t('sessions.none')}</Box>
      ) : (
        <Box sx={{ display: 'grid', gap: 1.75 }}>
          <SessionList sessions={list.data} onEnd={({ id }) => end.mutate(id)} />
          {others > 0 && (
            <Button sx={{ justifySelf: 'start' }} onClick={() => setConfirming(true)}>
              {t('sessions.endOthers')}
            </Button>
          )}
        </Box>
      )}
      <ConfirmDialog
        open={confirming}
        title={t('sessions.endOthersTitle')}
        confirm={t('sessions.endOthers')}
        busy={endOthers.isPending}
        onConfirm={() => endOthers.mutate()}
        onClose={() => setConfirming(false)}
      >
        {t('sessions.endOthersText')}
      </ConfirmDialog>
    </SettingCard>
  );
}
