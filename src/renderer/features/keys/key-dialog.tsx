import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { ApiKey } from '#shared/contract/keys.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { changeOf, creationOf, draftOf, newDraft, problemsOf } from './key-draft.ts';
import { KeyFields } from './key-fields.tsx';
import { KeyShown } from './key-shown.tsx';

type Props = {
  clientId: string;
  /** Null for a new one. */
  stored: ApiKey | null;
  chatbots: readonly Chatbot[];
  onClose: () => void;
};

/** Making a key, which ends with the key shown this once; or changing one. */
export function KeyDialog({ clientId, stored, chatbots, onClose }: Props) {
  const { t } = useTranslation('keys');
  const { t: common } = useTranslation('common');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(stored ? draftOf(stored) : newDraft(clientId));
  const [told, setTold] = useState(false);
  const [openedAt] = useState(() => new Date());
  const problems = problemsOf(draft, openedAt);
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.keys.key() });

  const create = useMutation({
    mutationFn: () => client.keys.create(creationOf(draft, new Date())),
    onSuccess: refresh,
    gcTime: 0, // the key is in the answer: it goes with the dialog
  });
  const change = useMutation({
    mutationFn: (key: ApiKey) => client.keys.update(changeOf(key.id, draft, new Date())),
    onSuccess: ({ name }) => {
      refresh();
      toasts.done(t('saved'), { text: name });
      onClose();
    },
  });
  const submit = () => {
    setTold(true);
    if (problems.length > 0) return;
    if (stored) change.mutate(stored);
    else create.mutate();
  };

  if (create.data) {
    const [first] = draft.everyBot ? chatbots.map(({ id }) => id) : draft.chatbotIds;
    return <KeyShown made={create.data} chatbotId={first} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={stored ? t('editTitle', { name: stored.name }) : t('createTitle')}
      submit={stored ? common('save') : t('createNow')}
      error={create.error ?? change.error}
      disabled={create.isPending || change.isPending}
      size="sm"
      onSubmit={submit}
      onClose={onClose}
    >
      <KeyFields
        draft={draft}
        stored={stored !== null}
        chatbots={chatbots}
        problems={told ? problems : []}
        onChange={changed => setDraft(current => ({ ...current, ...changed }))}
      />
    </FormDialog>
  );
}
