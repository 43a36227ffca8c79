import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useTagsReadAgain } from './use-tags.ts';

/** Tags that several documents may be given together, each with one click. */
export function TagProposals({ clientId }: { clientId: string }) {
  const { t } = useTranslation('tags');
  const format = useFormat();
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const proposals = useQuery(orpc.tags.proposals.queryOptions({ input: { clientId } }));
  const decide = useMutation({
    async mutationFn({ key, accept }: { key: string; name: string; accept: boolean }) {
      return await (accept ? client.tags.accept : client.tags.refuse)({ clientId, key });
    },
    onSuccess: ({ changed }, { accept, name }) =>
      toasts.done(accept ? t('given', { count: changed, name }) : t('refused', { name })),
    onSettled: readAgain,
    onError: toasts.failed,
  });
  if (!proposals.data || proposals.data.length === 0) return null;
  return (
    <Card component="section" aria-label={t('proposals')}>
      <CardHeader>{t('proposals')}</CardHeader>
      <Box sx={{ color: 'var(--muted)', typography: 'small', p: '10px 16px 2px' }}>{t('proposalsHint')}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: '0 16px 8px' }}>
        {proposals.data.map(({ key, name, documents, titles }) => (
          <Box
            component="li"
            key={key}
            sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px', py: 1 }}
          >
            <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
              <Box sx={{ fontWeight: 570 }}>{name}</Box>
              <Box
                title={titles.join(', ')}
                sx={{
                  color: 'var(--muted)',
                  typography: 'small',
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                }}
              >
                {t('proposedFor', {
                  count: documents,
                  formatted: format.number(documents),
                  titles: titles.join(', '),
                })}
              </Box>
            </Box>
            <Box sx={{ display: 'flex', gap: 0.5 }}>
              <Button
                size="small"
                disabled={decide.isPending}
                aria-label={t('acceptNamed', { name })}
                onClick={() => decide.mutate({ key, name, accept: true })}
                startIcon={<Icon name="check" size={15} />}
              >
                {t('accept')}
              </Button>
              <Button
                size="small"
                variant="text"
                disabled={decide.isPending}
                aria-label={t('refuseNamed', { name })}
                onClick={() => decide.mutate({ key, name, accept: false })}
              >
                {t('refuse')}
              </Button>
            </Box>
          </Box>
        ))}
      </Box>
    </Card>
  );
}
