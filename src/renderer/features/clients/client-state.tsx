import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';

type State = 'erasing' | 'archived' | 'inactive' | 'active';

const tones: Record<State, Tone> = { erasing: 'bad', archived: 'quiet', inactive: 'warn', active: 'ok' };

/** What a client is in, in a word. */
export function ClientState({ client }: { client: Client }) {
  const { words, tone } = useClientStateWords()(client);
  return (
    <StateChip tone={tone} dot>
      {words}
    </StateChip>
  );
}

/** The same in words alone, with how it looks. */
export function useClientStateWords(): (client: Client) => { words: string; tone: Tone } {
  const { t } = useTranslation('clients');
  return client => {
    const state = stateOf(client);
    return { words: t(`state_${state}`), tone: tones[state] };
  };
}

function stateOf({ erasing, archivedAt, active }: Client): State {
  if (erasing) return 'erasing';
  if (archivedAt !== null) return 'archived';
  return active ? 'active' : 'inactive';
}
