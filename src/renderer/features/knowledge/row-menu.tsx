import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client } from '../../rpc/client.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { RenameDialog, UnlockDialog } from '../documents/index.ts';
import { GiveTags } from '../tags/index.ts';
import { useDismissing } from './use-dismissing.ts';

/** What can be done with one document of the table. */
export function RowMenu({ document }: { document: Document }) {
  const { t } = useTranslation(['knowledge', 'documents', 'tags']);
  const toasts = useToasts();
  const [renaming, setRenaming] = useState(false);
  const [unlocking, setUnlocking] = useState(false);
  const [tagging, setTagging] = useState(false);
  const dismissing = useDismissing();
  const { id, title, state, dismissed, lock } = document;
  const retry = useMutation({
    mutationFn: () => client.documents.retry({ id }),
    onSuccess: () => toasts.done(t('retried', { count: 1 })),
    onError: toasts.failed,
  });
  const restore = useMutation({
    mutationFn: () => client.documents.restore({ id }),
    onSuccess: () => toasts.done(t('documents:restored')),
    onError: toasts.failed,
  });
  return (
    <>
      <ActionMenu
        size="small"
        label={t('actionsFor', { name: title })}
        actions={[
          { label: t('documents:rename'), icon: 'edit', onChoose: () => setRenaming(true) },
          { label: t('tags:giveMany'), icon: 'tag', onChoose: () => setTagging(true) },
          (state === 'ready' || state === 'failed') && {
            label: t('retry'),
            icon: 'refresh',
            onChoose: () => retry.mutate(),
          },
          lock !== null &&
            !lock.kept &&
            (state === 'ready' || state === 'failed') && {
              label: t('documents:unlock'),
              icon: 'lock',
              onChoose: () => setUnlocking(true),
            },
          state === 'failed' && {
            label: t(dismissed ? 'recall' : 'dismiss'),
            icon: 'check',
            onChoose: () => dismissing.mutate({ ids: [id], dismissed: !dismissed }),
          },
          state === 'set_aside' && {
            label: t('documents:restore'),
            icon: 'history',
            onChoose: () => restore.mutate(),
          },
        ]}
      />
      {unlocking && <UnlockDialog document={document} onClose={() => setUnlocking(false)} />}
      {tagging && (
        <GiveTags documents={[document]} onClose={() => setTagging(false)} onDone={() => undefined} />
      )}
      {renaming && <RenameDialog document={document} onClose={() => setRenaming(false)} />}
    </>
  );
}
