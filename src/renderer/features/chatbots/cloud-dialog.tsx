import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CloudPlace } from '#shared/contract/cloud.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';

type Props = {
  botId: string;
  place: CloudPlace;
  busy: boolean;
  onAgree: () => void;
  onClose: () => void;
};

/** What would leave, to where, with a real example; then the yes. */
export function CloudDialog({ botId, place: { host, models, consent }, busy, onAgree, onClose }: Props) {
  const { t } = useTranslation('chatbots');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const example = useQuery(
    orpc.cloud.example.queryOptions({
      input: { id: botId, host, ...(asked === undefined ? {} : { question: asked }) },
      staleTime: 0,
    }),
  );
  const passages = example.data?.passages ?? 0;
  const kinds = [
    t('cloudLeavesQuestion'),
    t('cloudLeavesPassages', { count: passages }),
    t('cloudLeavesTurns'),
    t('cloudLeavesInstructions'),
  ];
  return (
    <FormDialog
      title={t('cloudTitle', { host })}
      size="sm"
      submit={consent === null ? t('cloudAgree') : t('cloudClose')}
      disabled={busy || !example.data}
      onSubmit={consent === null ? onAgree : onClose}
      onClose={onClose}
    >
      <p>{t('cloudIntro', { host, models: models.map(({ name }) => name).join(', ') })}</p>
      <Box component="ul" sx={{ pl: 2.5, my: 1.25, display: 'grid', gap: 0.5 }}>
        {kinds.map(kind => (
          <li key={kind}>{kind}</li>
        ))}
      </Box>
      <Box component="p" sx={{ color: 'var(--muted)', typography: 'small' }}>
        {t('cloudStays')}
      </Box>
      <Box component="h3" sx={{ typography: 'body1', fontWeight: 600, mt: 2.5, mb: 1 }}>
        {t('cloudExample')}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'end', flexWrap: 'wrap', mb: 1.25 }}>
        <Box sx={{ flex: '1 1 240px' }}>
          <Field
            label={t('cloudQuestion')}
            value={typed}
            placeholder={example.data?.question}
            onChange={event => setTyped(event.target.value)}
          />
        </Box>
        <Button
          disabled={typed.trim() === '' || example.isFetching}
          onClick={() => setAsked(typed.trim())}
          sx={{ mb: 0.25 }}
        >
          {t('cloudShow')}
        </Button>
      </Box>
      {example.isError ? (
        <ErrorState error={example.error} onRetry={() => void example.refetch()} />
      ) : example.data ? (
        <>
          {example.data.hidden > 0 && (
            <Box sx={{ typography: 'small', color: 'var(--muted)', mb: 1 }}>
              {t('cloudHidden', { count: example.data.hidden })}
            </Box>
          )}
          <Box
            component="pre"
            tabIndex={0}
            aria-label={t('cloudExample')}
            sx={{
              m: 0,
              p: 1.5,
              maxHeight: 280,
              overflow: 'auto',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
              font: 'inherit',
              typography: 'small',
              borderRadius: 'var(--r-s)',
              border: '1px solid var(--line)',
              background: 'var(--surface-2)',
            }}
          >
            {[example.data.instructions, ...example.data.turns.map(({ content }) => content)].join(
              '\n\n———\n\n',
            )}
          </Box>
        </>
      ) : (
        <LoadingState rows={4} />
      )}
    </FormDialog>
  );
}
