import { useCurrentClient } from '../../state/current-client.tsx';
import { useSession } from '../../state/session.tsx';
import { placesFor, type Place } from './navigation.ts';

/** The places that the person here may open. */
export function usePlaces(): readonly Place[] {
  const { role } = useSession();
  const { clients } = useCurrentClient();
  return placesFor(role, clients.length > 1);
}
