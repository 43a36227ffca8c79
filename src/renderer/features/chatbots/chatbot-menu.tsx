import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { client, orpc } from '../../rpc/client.ts';
import { removingKey } from '../../rpc/removing.ts';
import { useOnward } from '../../state/onward.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Props = {
  bot: Chatbot;
  /** Told once the chatbot is gone, where its own page is on screen. */
  /** Leaves the page of the chatbot; settles once it is left. */
  onRemoved?: () => Promise<void>;
};

/** What can be done with a chatbot besides opening it. */
export function ChatbotMenu({ bot, onRemoved }: Props) {
  const { t } = useTranslation('chatbots');
  const queries = useQueryClient();
  const toasts = useToasts();
  const onward = useOnward();
  const [removing, setRemoving] = useState(false);
  const { id, name, active, conversationCount } = bot;
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });

  const duplicate = useMutation({
    mutationFn: () => client.chatbots.duplicate({ id }),
    onSuccess: copy => {
      refresh();
      toasts.done(t('duplicated', { name: copy.name }));
      void onward({ to: '/chatbots/$id', params: { id: copy.id }, search: {} });
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
    mutationKey: removingKey(id),
    mutationFn: () => client.chatbots.remove({ id }),
    onSuccess: async () => {
      setRemoving(false);
      toasts.done(t('removed', { name }));
      await onRemoved?.(); // first: a page that is still there would ask for what is gone
      queries.removeQueries({ queryKey: orpc.chatbots.get.key({ input: { id } }) });
      queries.removeQueries({ queryKey: orpc.chatbots.people.key({ input: { id } }) });
      refresh();
      void queries.invalidateQueries({ queryKey: orpc.conversations.key() });
    },
    onError: toasts.failed,
  });
  return (
    <>
      <ActionMenu
        label={t('actions', { name })}
        actions={[
          { label: t('duplicate'), icon: 'copy', onChoose: () => duplicate.mutate() },
          {
            label: t(active ? 'deactivate' : 'activate'),
            icon: active ? 'stop' : 'check',
            onChoose: () => activate.mutate(!active),
          },
          { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => setRemoving(true) },
        ]}
      />
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
