import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

/** The key behind programs' tokens: how old it is, and putting another in its place. */
export function SigningKeyCard() {
  const { t } = useTranslation('security');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const key = useQuery(orpc.security.signingKey.queryOptions({ input: {} }));
  const [asking, setAsking] = useState(false);
  const [endNow, setEndNow] = useState(false);
  const rotate = useMutation({
    mutationFn: () => client.security.rotateSigningKey({ endNow }),
    onSuccess: state => {
      queries.setQueryData(orpc.security.signingKey.queryKey({ input: {} }), state);
      toasts.done(t('admin.rotated'));
    },
    onError: toasts.failed,
    onSettled: () => setAsking(false),
  });
  const ask = () => {
    setEndNow(false);
    setAsking(true);
  };
  return (
    <SettingCard
      title={t('admin.key')}
      hint={t('admin.keyHint')}
      action={
        <Button disabled={!key.data} onClick={ask}>
          {t('admin.rotate')}
        </Button>
      }
    >
      {key.isError ? (
        <ErrorState error={key.error} onRetry={() => void key.refetch()} />
      ) : !key.data ? (
        <LoadingState rows={1} />
      ) : (
        <div>
          {t('admin.keySince', { date: format.dateTime(key.data.since) })}{' '}
          {key.data.previousUntil !== null && (
            <Box component="span" sx={{ color: 'var(--muted)' }}>
              {t('admin.keyPrevious', { time: format.time(key.data.previousUntil) })}
            </Box>
          )}
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title={t('admin.rotateTitle')}
        confirm={t('admin.rotate')}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('admin.rotateText')}
        <RadioGroup
          aria-label={t('admin.rotateTitle')}
          value={endNow ? 'now' : 'gently'}
          onChange={event => setEndNow(event.target.value === 'now')}
          sx={{ mt: 1.5, gap: 1 }}
        >
          <FormControlLabel
            value="gently"
            control={<Radio />}
            label={<Choice name={t('admin.rotateGently')} hint={t('admin.rotateGentlyHint')} />}
          />
          <FormControlLabel
            value="now"
            control={<Radio />}
            label={<Choice name={t('admin.rotateNow')} hint={t('admin.rotateNowHint')} />}
          />
        </RadioGroup>
      </ConfirmDialog>
    </SettingCard>
  );
}

function Choice({ name, hint }: { name: string; hint: string }) {
  return (
    <Box sx={{ color: 'var(--text)' }}>
      <Box sx={{ fontWeight: 560 }}>{name}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{hint}</Box>
    </Box>
  );
}
