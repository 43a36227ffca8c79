import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, ClientFields } from '#shared/contract/clients.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { useSaveShortcut } from '../../ui/use-save-shortcut.ts';
import { changesOf, draftOf, problemsOf, type ClientEdits } from './client-draft.ts';

/** A client as a person is changing it, and saving it (Ctrl/⌘ + S too). */
export function useClientEdits(client: Client) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [edits, setEdits] = useState<ClientEdits>({});
  const draft = { ...draftOf(client), ...edits };
  const changes = changesOf(client, draft);
  const problems = problemsOf(draft);
  const valid = !Object.values(problems).some(Boolean);
  // What cannot be read as a number changes nothing yet, but is there to be seen.
  const touched = changes !== null || !valid;

  const saving = useMutation({
    mutationFn: (wanted: Partial<ClientFields>) => core.clients.update({ id: client.id, ...wanted }),
    onSuccess: saved => {
      queries.setQueryData(orpc.clients.get.queryKey({ input: { id: saved.id } }), saved);
      void queries.invalidateQueries({ queryKey: orpc.clients.key() });
      setEdits({});
      toasts.done(t('saved'));
    },
    onError: toasts.failed,
  });
  const save = () => {
    if (changes !== null && valid && !saving.isPending) saving.mutate(changes);
  };

  useSaveShortcut(save);

  return {
    draft,
    touched,
    problems,
    valid,
    saving: saving.isPending,
    edit: (change: ClientEdits) => setEdits(current => ({ ...current, ...change })),
    discard: () => setEdits({}),
    save,
  };
}

export type ClientEditing = ReturnType<typeof useClientEdits>;
