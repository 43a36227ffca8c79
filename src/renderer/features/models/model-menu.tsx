import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model, ModelUpdate } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { ChangeModelDialog } from './change-model-dialog.tsx';

const REMOVED = {
  chat: 'removeBodyChat',
  embedding: 'removeBodyEmbedding',
  reranking: 'removeBodyReranking',
} as const;

/** Changing, preferring, pausing and removing a model. */
export function ModelMenu({ model, onEdit }: { model: Model; onEdit: () => void }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [removing, setRemoving] = useState(false);
  const [changing, setChanging] = useState(false);
  const { id, name, active, isDefault, purpose, provider } = model;
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: orpc.models.key() });
    void queries.invalidateQueries({ queryKey: orpc.system.key() });
  };
  const index = useQuery(
    orpc.searchIndexes.get.queryOptions({ input: {}, enabled: purpose === 'embedding' }),
  );
  /** Whether another model's index answers: then this one's is prepared beside it. */
  const takesOver = index.data?.inUse != null && index.data.inUse.id !== id;
  const change = useMutation({
    mutationFn: ({ wanted }: { wanted: Omit<ModelUpdate, 'id'>; says: string }) =>
      client.models.update({ id, ...wanted }),
    onSuccess: (_, { says }) => {
      refresh();
      toasts.done(says);
    },
    onError: toasts.failed,
  });
  const remove = useMutation({
    mutationFn: () => client.models.remove({ id }),
    onSuccess: () => {
      setRemoving(false);
      refresh();
      void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
      toasts.done(t('removed', { name }));
    },
    onError: toasts.failed,
  });
  const files = useQuery(
    orpc.models.files.queryOptions({ input: {}, enabled: removing && provider === 'inside' }),
  );
  const isElsewhere = files.data?.some(file => file.name === model.model && file.place !== null) === true;
  return (
    <>
      <ActionMenu
        label={t('actions', { name })}
        actions={[
          { label: t('edit'), icon: 'edit', onChoose: onEdit },
          active &&
            takesOver &&
            index.data?.change === null && {
              label: t('changeFor'),
              icon: 'search',
              onChoose: () => setChanging(true),
            },
          active &&
            !isDefault &&
            !takesOver && {
              label: t('makeDefault'),
              icon: 'check',
              onChoose: () =>
                change.mutate({ wanted: { isDefault: true }, says: t('madeDefault', { name }) }),
            },
          {
            label: t(active ? 'deactivate' : 'activate'),
            icon: active ? 'stop' : 'refresh',
            onChoose: () =>
              change.mutate({
                wanted: { active: !active },
                says: t(active ? 'deactivated' : 'activated', { name }),
              }),
          },
          { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => setRemoving(true) },
        ]}
      />
      {changing && <ChangeModelDialog model={model} onClose={() => setChanging(false)} />}
      <ConfirmDialog
        open={removing}
        destructive
        title={t('removeTitle', { name })}
        confirm={t('remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setRemoving(false)}
      >
        {t(REMOVED[purpose])}{' '}
        {t(provider !== 'inside' ? 'removeBodyServer' : isElsewhere ? 'removeBodyPlace' : 'removeBodyInside')}
      </ConfirmDialog>
    </>
  );
}
