import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model, ModelUpdate } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Changing, preferring, pausing and removing a model. */
export function ModelMenu({ model, onEdit }: { model: Model; onEdit: () => void }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [removing, setRemoving] = useState(false);
  const { id, name, active, isDefault, purpose } = model;
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: orpc.models.key() });
    void queries.invalidateQueries({ queryKey: orpc.system.key() });
  };
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
  const act = (action: () => void) => () => {
    setAnchor(null);
    action();
  };
  return (
    <>
      <IconButton
        aria-label={t('actions', { name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <Icon name="more" />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={act(onEdit)}>
          <Icon name="edit" size={16} /> {t('edit')}
        </MenuItem>
        {active && !isDefault && (
          <MenuItem
            onClick={act(() =>
              change.mutate({ wanted: { isDefault: true }, says: t('madeDefault', { name }) }),
            )}
          >
            <Icon name="check" size={16} /> {t('makeDefault')}
          </MenuItem>
        )}
        <MenuItem
          onClick={act(() =>
            change.mutate({
              wanted: { active: !active },
              says: t(active ? 'deactivated' : 'activated', { name }),
            }),
          )}
        >
          <Icon name={active ? 'stop' : 'refresh'} size={16} /> {t(active ? 'deactivate' : 'activate')}
        </MenuItem>
        <MenuItem onClick={act(() => setRemoving(true))} sx={{ color: 'var(--bad)' }}>
          <Icon name="trash" size={16} /> {t('remove')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={removing}
        destructive
        title={t('removeTitle', { name })}
        confirm={t('remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setRemoving(false)}
      >
        {t(purpose === 'chat' ? 'removeBodyChat' : 'removeBodyEmbedding')}
      </ConfirmDialog>
    </>
  );
}
