import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf, useProblemWords } from '../rpc/errors.ts';
import { Icon, type IconName } from './icon.tsx';
import { useDelayed } from './use-delayed.ts';

type EmptyStateProps = { icon: IconName; title: string; children?: ReactNode; action?: ReactNode };

/** Nothing here yet: what this place is for, and the one thing to do. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        justifyItems: 'center',
        textAlign: 'center',
        gap: 1,
        p: { xs: '40px 16px', md: '64px 24px' },
      }}
    >
      <Box
        sx={{
          width: 48,
          height: 48,
          borderRadius: '14px',
          display: 'grid',
          placeItems: 'center',
          background: 'var(--accent-soft)',
          color: 'var(--accent)',
        }}
      >
        <Icon name={icon} size={24} />
      </Box>
      <Box component="h2" sx={{ typography: 'heading', fontWeight: 640, mt: 1 }}>
        {title}
      </Box>
      {children ? <Box sx={{ color: 'var(--muted)', maxWidth: 460 }}>{children}</Box> : null}
      {action ? (
        <Box sx={{ mt: 1.5, display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          {action}
        </Box>
      ) : null}
    </Box>
  );
}

/** Something failed: what, what to do, and trying again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('common');
  const words = useProblemWords()(problemOf(error));
  return (
    <Box
      role="alert"
      sx={{ display: 'grid', justifyItems: 'center', textAlign: 'center', gap: 1, p: '48px 24px' }}
    >
      <Box
        sx={{
          width: 48,
          height: 48,
          borderRadius: '14px',
          display: 'grid',
          placeItems: 'center',
          background: 'var(--bad-soft)',
          color: 'var(--bad)',
        }}
      >
        <Icon name="warning" size={24} />
      </Box>
      <Box component="h2" sx={{ typography: 'heading', fontWeight: 640, mt: 1 }}>
        {words.title}
      </Box>
      <Box sx={{ color: 'var(--muted)', maxWidth: 460 }}>{words.advice}</Box>
      {onRetry ? (
        <Button sx={{ mt: 1.5 }} onClick={onRetry} startIcon={<Icon name="refresh" size={16} />}>
          {t('tryAgain')}
        </Button>
      ) : null}
    </Box>
  );
}

/** Lines to come; nothing at all during the first moments, so that quick answers do not flicker. */
export function LoadingState({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation('common');
  const visible = useDelayed(true);
  return (
    <Box role="status" aria-busy aria-label={t('loading')} sx={{ display: 'grid', gap: 1.5 }}>
      {visible &&
        Array.from({ length: rows }, (_, index) => <Skeleton key={index} variant="rounded" height={48} />)}
    </Box>
  );
}
