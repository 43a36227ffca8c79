import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Whether documents and questions may leave for an embedding model that is outside: shown, agreed to, taken back. */
export function EmbeddingConsent({ model, mayChange }: { model: Model; mayChange: boolean }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const format = useFormat();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const { id, embeddingConsent: consent } = model;
  const [host] = model.cloudPlaces;
  const decide = useMutation({
    mutationFn: (place: string | null) =>
      place === null ? client.models.withdrawCloud({ id }) : client.models.allowCloud({ id, host: place }),
    onSuccess: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: orpc.models.list.key() });
    },
    onError: toasts.failed,
  });
  if (!mayChange || model.purpose === 'chat' || host === undefined) return null;
  const tone = consent === null ? 'warn' : 'info';
  const date = consent === null ? '' : format.date(consent.at);
  const since = () => {
    if (consent === null) return t('cloudAsks', { host });
    if (consent.carriedOver) return t('cloudCarriedOver', { host, date });
    return consent.by === null
      ? t('cloudAgreed', { host, date })
      : t('cloudAgreedBy', { host, date, name: consent.by });
  };
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        mt: 1,
        p: '8px 12px',
        borderRadius: 'var(--r-s)',
        typography: 'small',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>{since()}</Box>
      {consent === null ? (
        <Button size="small" variant="contained" onClick={() => setAsking(true)}>
          {t('cloudSee')}
        </Button>
      ) : (
        <Button size="small" disabled={decide.isPending} onClick={() => decide.mutate(null)}>
          {t('cloudWithdraw')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={t('cloudTitle', { host })}
        confirm={t('cloudAgree')}
        busy={decide.isPending}
        onConfirm={() => decide.mutate(host)}
        onClose={() => setAsking(false)}
      >
        <p>{t('cloudLeaves', { host, name: model.name })}</p>
        <Box component="ul" sx={{ pl: 2.5, my: 1.25, display: 'grid', gap: 0.5 }}>
          <li>{t('cloudLeavesDocuments')}</li>
          <li>{t('cloudLeavesQuestions')}</li>
        </Box>
        <p>{t('cloudOtherwise')}</p>
      </ConfirmDialog>
    </Box>
  );
}
