import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Before there are documents: what an answer looks like, and an example to see one at once. */
export function SampleCard({ bots }: { bots: readonly Chatbot[] }) {
  const { t } = useTranslation('home');
  const [first] = bots;
  return (
    <Card>
      <CardHeader>{t('sampleTitle')}</CardHeader>
      <Box sx={{ p: '14px 16px 16px', display: 'grid', gap: 1.5 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('sampleText')}</Box>
        <SampleAnswer />
        <Box>
          {first ? (
            <AddSample chatbotId={first.id} />
          ) : (
            <LinkButton to="/chatbots" search={{ create: true }} startIcon={<Icon name="plus" size={16} />}>
              {t('createBot')}
            </LinkButton>
          )}
        </Box>
      </Box>
    </Card>
  );
}

/** A picture of a question, its answer and its source, drawn in words of the sample. */
function SampleAnswer() {
  const { t } = useTranslation('home');
  return (
    <Box
      role="img"
      aria-label={t('samplePicture')}
      sx={{
        display: 'grid',
        gap: 1,
        p: 1.5,
        borderRadius: 'var(--r-m)',
        background: 'var(--surface-2)',
        typography: 'small',
      }}
    >
      <Box
        sx={{
          justifySelf: 'end',
          maxWidth: '88%',
          p: '6px 11px',
          borderRadius: '12px 12px 4px 12px',
          background: 'var(--accent-soft)',
        }}
      >
        {t('sampleQuestion')}
      </Box>
      <Box sx={{ maxWidth: '94%' }}>
        {t('sampleAnswer')}{' '}
        <Box component="span" sx={{ color: 'var(--accent)', fontWeight: 600 }}>
          [1]
        </Box>
      </Box>
      <Box
        sx={{
          justifySelf: 'start',
          maxWidth: '100%',
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          p: '3px 10px',
          borderRadius: '99px',
          border: '1px solid var(--line)',
          background: 'var(--surface)',
          color: 'var(--muted)',
          typography: 'small',
        }}
      >
        <Icon name="file" size={14} />
        {t('sampleSource')}
      </Box>
    </Box>
  );
}

function AddSample({ chatbotId }: { chatbotId: string }) {
  const { t } = useTranslation('home');
  const queries = useQueryClient();
  const toasts = useToasts();
  const adding = useMutation({
    mutationFn: () => client.documents.addSample({ chatbotId, language: shownLanguage() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.overview.key() });
    },
    onError: toasts.failed,
  });
  return (
    <Button
      disabled={adding.isPending || adding.isSuccess}
      startIcon={<Icon name="book" size={16} />}
      onClick={() => adding.mutate()}
    >
      {t('takeSample')}
    </Button>
  );
}
