import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Erasure } from '#shared/contract/privacy.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** How far an erasure is, or why it stands still. */
export function ErasureProgress({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const words = useProblemWords();
  const retry = useMutation({
    mutationFn: () => core.privacy.retryErasure({ id: erasure.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.privacy.key() }),
    onError: toasts.failed,
  });
  if (erasure.state === 'failed') {
    const { title, advice } = words(erasure.failure ?? 'internal.unexpected');
    return (
      <Box role="alert" sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 240px' }}>
          <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>
            {t('erasureFailedBecause', { reason: title })}
          </Box>
          <Box sx={{ color: 'var(--muted)' }}>{advice}</Box>
        </Box>
        <Button
          startIcon={<Icon name="refresh" size={16} />}
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t('erasureRetry')}
        </Button>
      </Box>
    );
  }
  return (
    <Box role="status">
      <ProgressBar value={erasure.progress === 0 ? null : erasure.progress} label={t('erasing')} />
    </Box>
  );
}
