import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Offers to read again what an earlier version of Foyer read: readers have become better since. */
export function OutdatedNotice({ clientId }: { clientId: string }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { data } = useQuery(orpc.documents.list.queryOptions({ input: { clientId, limit: 1 } }));
  const retry = useMutation({
    mutationFn: () => client.documents.retryMany({ clientId, which: 'outdated' }),
    onSuccess: ({ count }) => {
      toasts.done(t('retried', { count }));
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
    },
    onError: toasts.failed,
  });
  const count = data?.totals.outdated ?? 0;
  if (count === 0) return null;
  return (
    <Card
      role="region"
      aria-label={t('outdatedTitle')}
      sx={{ p: '12px 16px', mt: 1.75, display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}
    >
      <Box sx={{ color: 'var(--info)', display: 'grid' }}>
        <Icon name="info" />
      </Box>
      <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 600 }}>{t('outdatedTitle')}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {t('outdatedText', { count, formatted: format.number(count) })}
        </Box>
      </Box>
      <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
        {t('outdatedRead')}
      </Button>
    </Card>
  );
}
