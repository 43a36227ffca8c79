import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { fileAddress } from '../../rpc/files.ts';
import { useOnward } from '../../state/onward.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';

/** What can be done with the document of the page. */
export function DocumentActions({ document, mayEdit }: { document: Document; mayEdit: boolean }) {
  const { t } = useTranslation('documents');
  const onward = useOnward();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [removing, setRemoving] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [unlocking, setUnlocking] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.documents.key() });
  const retry = useMutation({
    mutationFn: () => client.documents.retry({ id: document.id }),
    onSuccess: () => {
      toasts.done(t('retryDone'));
      void refresh();
    },
    onError: toasts.failed,
  });
  const restore = useMutation({
    mutationFn: () => client.documents.restore({ id: document.id }),
    onSuccess: () => {
      toasts.done(t('restored'));
      void refresh();
    },
    onError: toasts.failed,
  });
  const remove = useMutation({
    mutationFn: () => client.documents.remove({ id: document.id }),
    onSuccess: async () => {
      await onward({ to: '/knowledge', replace: true });
      toasts.done(t('removed'));
      void refresh();
    },
    onError: error => {
      setRemoving(false);
      toasts.failed(error);
    },
  });
  // Without it, reading again would only keep the text that is there.
  const needsPassword =
    document.lock !== null && !document.lock.kept && (document.lock.opened || document.state === 'failed');
  const settled = document.state === 'failed' || document.state === 'ready';
  return (
    <>
      {!window.foyer && (
        <Button
          component="a"
          href={fileAddress('/documents/{id}/file', { id: document.id })}
          startIcon={<Icon name="download" size={16} />}
        >
          {t('download')}
        </Button>
      )}
      {mayEdit && (
        <Button onClick={() => setRenaming(true)} startIcon={<Icon name="edit" size={16} />}>
          {t('rename')}
        </Button>
      )}
      {renaming && <RenameDialog document={document} onClose={() => setRenaming(false)} />}
      {unlocking && <UnlockDialog document={document} onClose={() => setUnlocking(false)} />}
      {mayEdit && document.state === 'set_aside' && (
        <Button
          disabled={restore.isPending}
          onClick={() => restore.mutate()}
          startIcon={<Icon name="history" size={16} />}
        >
          {t('restore')}
        </Button>
      )}
      {mayEdit && settled && (
        <Button
          disabled={retry.isPending}
          onClick={() => (needsPassword ? setUnlocking(true) : retry.mutate())}
          startIcon={<Icon name="refresh" size={16} />}
        >
          {t('retry')}
        </Button>
      )}
      {mayEdit && (
        <Button variant="text" onClick={() => setRemoving(true)} startIcon={<Icon name="trash" size={16} />}>
          {t('remove')}
        </Button>
      )}
      <ConfirmDialog
        open={removing}
        title={t('removeTitle', { name: document.title })}
        confirm={t('remove')}
        destructive
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setRemoving(false)}
      >
        {t(document.versionCount > 0 ? 'removeBodyVersions' : 'removeBody', { count: document.versionCount })}
      </ConfirmDialog>
    </>
  );
}
