import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Props = {
  bot: Chatbot;
  /** Told once the chatbot is gone, where its own page is on screen. */
  onRemoved?: () => void;
};

/** What can be done with a chatbot besides opening it. */
export function ChatbotMenu({ bot, onRemoved }: Props) {
  const { t } = useTranslation('chatbots');
  const queries = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [removing, setRemoving] = useState(false);
  const { id, name, active, conversationCount } = bot;
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });

  const duplicate = useMutation({
    mutationFn: () => client.chatbots.duplicate({ id }),
    onSuccess: copy => {
      refresh();
      toasts.done(t('duplicated', { name: copy.name }));
      void navigate({ to: '/chatbots/$id', params: { id: copy.id }, search: {} });
    },
    onError: toasts.failed,
  });
  const activate = useMutation({
    mutationFn: (wanted: boolean) => client.chatbots.update({ id, active: wanted }),
    onSuccess: changed => {
      refresh();
      toasts.done(t(changed.active ? 'activated' : 'deactivated', { name }), {
        undo: () => activate.mutate(!changed.active),
      });
    },
    onError: toasts.failed,
  });
  const remove = useMutation({
    mutationFn: () => client.chatbots.remove({ id }),
    onSuccess: () => {
      setRemoving(false);
      toasts.done(t('removed', { name }));
      onRemoved?.();
      queries.removeQueries({ queryKey: orpc.chatbots.get.key({ input: { id } }) });
      refresh();
      void queries.invalidateQueries({ queryKey: orpc.conversations.key() });
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
        <MenuItem onClick={act(() => duplicate.mutate())}>
          <Icon name="copy" size={16} /> {t('duplicate')}
        </MenuItem>
        <MenuItem onClick={act(() => activate.mutate(!active))}>
          <Icon name={active ? 'stop' : 'check'} size={16} /> {t(active ? 'deactivate' : 'activate')}
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
        {t('removeBody', { count: conversationCount })}
      </ConfirmDialog>
    </>
  );
}
