import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowLockState } from '#shared/contract/window-lock.ts';
import { orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { WindowLockDialog, type LockStep } from './window-lock-dialog.tsx';

const UNLOCK_COMMAND = 'npm run -s foyer -- user unlock';
const done = { set: 'lock.turnedOn', change: 'lock.changed', remove: 'lock.removed' } as const;

/** The lock of the desktop window: its code, and when it closes. */
export function WindowLockCard() {
  const { t } = useTranslation('security');
  const queries = useQueryClient();
  const toasts = useToasts();
  const state = useQuery(orpc.windowLock.state.queryOptions({ input: {} }));
  const [step, setStep] = useState<LockStep | null>(null);
  const lock = useMutation(
    orpc.windowLock.lock.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.auth.state.key() }),
      onError: toasts.failed,
    }),
  );
  const saved = (saved: WindowLockState) => {
    queries.setQueryData(orpc.windowLock.state.queryKey({ input: {} }), saved);
    if (step !== null) toasts.done(t(done[step]));
    setStep(null);
  };
  return (
    <SettingCard
      title={t('lock.title')}
      hint={t('lock.hint')}
      action={
        state.data && (
          <StateChip tone={state.data.on ? 'ok' : 'quiet'} dot>
            {t(state.data.on ? 'lock.on' : 'lock.off')}
          </StateChip>
        )
      }
    >
      {state.isError ? (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      ) : !state.data ? (
        <LoadingState rows={1} />
      ) : !state.data.on ? (
        <Button variant="contained" onClick={() => setStep('set')}>
          {t('lock.set')}
        </Button>
      ) : (
        <Box sx={{ display: 'grid', gap: 1.75 }}>
          <div>
            {t('lock.after')}{' '}
            <b>
              {state.data.afterMinutes === null
                ? t('lock.after_demand')
                : t('lock.after_minutes', { count: state.data.afterMinutes })}
            </b>
            .
          </div>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button
              startIcon={<Icon name="lock" size={16} />}
              disabled={lock.isPending}
              onClick={() => lock.mutate({})}
            >
              {t('lock.now')}
            </Button>
            <Button onClick={() => setStep('change')}>{t('lock.change')}</Button>
            <Button onClick={() => setStep('remove')}>{t('lock.remove')}</Button>
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
            {t('lock.forgotten', { command: UNLOCK_COMMAND })}
          </Box>
        </Box>
      )}
      {step !== null && state.data && (
        <WindowLockDialog step={step} state={state.data} onSaved={saved} onClose={() => setStep(null)} />
      )}
    </SettingCard>
  );
}
