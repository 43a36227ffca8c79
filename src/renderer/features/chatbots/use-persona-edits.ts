import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { client, orpc } from '../../rpc/client.ts';
import { changesOf, personaWith, problemsOf, type PersonaEdits } from './persona.ts';
import type { Editing } from './use-save-all.ts';

/** The persona as a person is changing it. */
export function usePersonaEdits(bot: Chatbot) {
  const queries = useQueryClient();
  const [edits, setEdits] = useState<PersonaEdits>({});
  const persona = personaWith(bot, edits);
  const changes = changesOf(bot, edits);
  const problems = problemsOf(persona);

  const editing: Editing<'persona'> = {
    tab: 'persona',
    changed: changes !== null,
    valid: !Object.values(problems).some(Boolean),
    async send() {
      if (changes === null) return;
      const saved = await client.chatbots.update(changes);
      queries.setQueryData(orpc.chatbots.get.queryKey({ input: { id: saved.id } }), saved);
      void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
      setEdits(current => (current === edits ? {} : current)); // what was typed meanwhile stays
    },
    discard: () => setEdits({}),
  };
  return {
    ...editing,
    persona,
    changes,
    problems,
    edit: (change: PersonaEdits) => setEdits(current => ({ ...current, ...change })),
  };
}

export type PersonaEditing = ReturnType<typeof usePersonaEdits>;
