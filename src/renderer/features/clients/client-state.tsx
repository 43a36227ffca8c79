import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';

type State = 'erasing' | 'archived' | 'inactive' | 'active';

const tones: Record<State, Tone> = { erasing: 'bad', archived: 'quiet', inactive: 'warn', active: 'ok' };

/** What a client is in, in a word. */
export function ClientState({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const state = stateOf(client);
  return (
    <StateChip tone={tones[state]} dot>
      {t(`state_${state}`)}
    </StateChip>
  );
}

function stateOf({ erasing, archivedAt, active }: Client): State {
  if (erasing) return 'erasing';
  if (archivedAt !== null) return 'archived';
  return active ? 'active' : 'inactive';
}
