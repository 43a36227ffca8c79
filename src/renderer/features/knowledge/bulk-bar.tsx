import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { GiveTags } from '../tags/index.ts';
import { eachOf } from './each-of.ts';
import { ShareDialog } from './share-dialog.tsx';
import { useDismissing } from './use-dismissing.ts';

type Props = { documents: readonly Document[]; bots: readonly Chatbot[]; onDone: () => void };

/** What can be done with the chosen documents together. */
export function BulkBar({ documents, bots, onDone }: Props) {
  const { t } = useTranslation(['knowledge', 'tags']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [removing, setRemoving] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [tagging, setTagging] = useState(false);
  const dismissing = useDismissing();
  const failed = documents.filter(({ state, dismissed }) => state === 'failed' && !dismissed);
  const count = documents.length;
  const run = useMutation({
    mutationFn: async (what: 'removed' | 'retried') => {
      const { remove, retry } = client.documents;
      const outcome = await eachOf(documents, ({ id }) =>
        what === 'removed' ? remove({ id }) : retry({ id }),
      );
      return { what, ...outcome };
    },
    onSuccess: ({ what, done, failed }) => {
      setRemoving(false);
      onDone();
      toasts.done(t(what, { count: done }), failed > 0 ? { text: t('someFailed', { count: failed }) } : {});
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
    },
    onError: toasts.failed,
  });
  return (
    <Box
      role="region"
      aria-label={t('selected', { count })}
      sx={{
        position: 'sticky',
        bottom: 0,
        mt: 1.75,
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1,
        p: '9px 10px 9px 16px',
        border: '1px solid var(--line)',
        borderRadius: 'var(--r-m)',
        background: 'var(--surface)',
        boxShadow: 'var(--shadow-2)',
      }}
    >
      <Box role="status" sx={{ fontWeight: 570, flex: 1 }}>
        {t('selected', { count })}
      </Box>
      <Button variant="text" onClick={onDone}>
        {t('clearSelection')}
      </Button>
      {bots.length > 0 && (
        <Button
          disabled={run.isPending}
          onClick={() => setSharing(true)}
          startIcon={<Icon name="bot" size={16} />}
        >
          {t('share')}
        </Button>
      )}
      <Button
        disabled={run.isPending}
        onClick={() => setTagging(true)}
        startIcon={<Icon name="tag" size={16} />}
      >
        {t('tags:giveMany')}
      </Button>
      {failed.length > 0 && (
        <Button
          disabled={dismissing.isPending}
          onClick={() =>
            dismissing.mutate({ ids: failed.map(({ id }) => id), dismissed: true }, { onSuccess: onDone })
          }
          startIcon={<Icon name="check" size={16} />}
        >
          {t('dismiss')}
        </Button>
      )}
      <Button
        disabled={run.isPending}
        onClick={() => run.mutate('retried')}
        startIcon={<Icon name="refresh" size={16} />}
      >
        {t('retrySelected')}
      </Button>
      <Button
        disabled={run.isPending}
        onClick={() => setRemoving(true)}
        startIcon={<Icon name="trash" size={16} />}
      >
        {t('remove')}
      </Button>
      <ConfirmDialog
        open={removing}
        destructive
        title={t('removeTitle', { count })}
        confirm={t('remove')}
        busy={run.isPending}
        onConfirm={() => run.mutate('removed')}
        onClose={() => setRemoving(false)}
      >
        {t('removeBody')}
      </ConfirmDialog>
      {tagging && <GiveTags documents={documents} onClose={() => setTagging(false)} onDone={onDone} />}
      {sharing && (
        <ShareDialog documents={documents} bots={bots} onClose={() => setSharing(false)} onDone={onDone} />
      )}
    </Box>
  );
}
