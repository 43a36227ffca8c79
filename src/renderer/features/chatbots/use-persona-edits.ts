import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot, ChatbotUpdate } from '#shared/contract/chatbots.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { useSaveShortcut } from '../../ui/use-save-shortcut.ts';
import { changesOf, personaWith, problemsOf, type PersonaEdits } from './persona.ts';

/** The persona as a person is changing it, and saving it (Ctrl/⌘ + S too). */
export function usePersonaEdits(bot: Chatbot) {
  const { t } = useTranslation('chatbots');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [edits, setEdits] = useState<PersonaEdits>({});
  const persona = personaWith(bot, edits);
  const changes = changesOf(bot, edits);
  const problems = problemsOf(persona);
  const valid = !Object.values(problems).some(Boolean);

  const saving = useMutation({
    mutationFn: (wanted: ChatbotUpdate) => client.chatbots.update(wanted),
    onSuccess: saved => {
      queries.setQueryData(orpc.chatbots.get.queryKey({ input: { id: saved.id } }), saved);
      void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
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
    persona,
    changes,
    problems,
    valid,
    saving: saving.isPending,
    edit: (change: PersonaEdits) => setEdits(current => ({ ...current, ...change })),
    discard: () => setEdits({}),
    save,
  };
}

export type PersonaEditing = ReturnType<typeof usePersonaEdits>;
