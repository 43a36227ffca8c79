import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { placesFor, type Place } from './navigation.ts';

/** The places that the person here may open. */
export function usePlaces(): readonly Place[] {
  const { role } = useRights();
  const { clients } = useCurrentClient();
  return placesFor(role, clients.length > 1);
}
