import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Lockout } from '#shared/contract/security.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { listLineStyle } from '../../ui/list-line.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

const LOOK_EVERY_MS = 10_000; // the shortest lock-out lasts a minute

/** Who has to wait after too many wrong guesses, and letting them try again. */
export function LockoutsCard() {
  const { t } = useTranslation('security');
  const queries = useQueryClient();
  const toasts = useToasts();
  const list = useQuery(orpc.security.lockouts.queryOptions({ input: {}, refetchInterval: LOOK_EVERY_MS }));
  const lift = useMutation({
    mutationFn: ({ id }: Lockout) => client.security.liftLockout({ id }),
    onSuccess: (_, { subject }) => toasts.done(t('admin.lifted', { name: subject })),
    onError: toasts.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: orpc.security.lockouts.key() }),
  });
  return (
    <SettingCard title={t('admin.lockouts')} hint={t('admin.lockoutsHint')}>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <LoadingState rows={1} />
      ) : list.data.length === 0 ? (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'var(--ok)', fontWeight: 560 }}>
          <Icon name="check" /> {t('admin.nobodyWaits')}
        </Box>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {list.data.map(lockout => (
            <LockoutLine
              key={lockout.id}
              lockout={lockout}
              seenAt={list.dataUpdatedAt}
              busy={lift.isPending}
              onLift={() => lift.mutate(lockout)}
            />
          ))}
        </Box>
      )}
    </SettingCard>
  );
}

/** `seenAt`: when the list was read, in milliseconds since 1970. */
type LockoutLineProps = { lockout: Lockout; seenAt: number; busy: boolean; onLift: () => void };

function LockoutLine({ lockout, seenAt, busy, onLift }: LockoutLineProps) {
  const { t } = useTranslation('security');
  const format = useFormat();
  const { kind, subject, attempts, until } = lockout;
  const leftSeconds = Math.max(1, Math.ceil((new Date(until).getTime() - seenAt) / 1000));
  return (
    <Box component="li" sx={listLineStyle}>
      <Box sx={{ color: 'var(--warn)', display: 'grid' }}>
        <Icon name={kind === 'account' ? 'user' : 'globe'} size={20} />
      </Box>
      <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>{subject}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {[
            t(`admin.${kind}`),
            t('admin.attempts', { count: attempts }),
            t('admin.waits', { time: format.duration(leftSeconds * 1000) }),
          ].join(' · ')}
        </Box>
      </Box>
      <Button
        size="small"
        disabled={busy}
        aria-label={t('admin.liftNamed', { name: subject })}
        onClick={onLift}
      >
        {t('admin.lift')}
      </Button>
    </Box>
  );
}
