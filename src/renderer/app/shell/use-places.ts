import { pagesFor } from '#shared/lib/pages.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import type { RailPlace } from '../../ui/place.ts';
import { railPlaces } from '../places.ts';

/** The places of the rail that the person here may open; what one may not do is absent. */
export function usePlaces(): readonly RailPlace[] {
  const { role } = useRights();
  const { clients } = useCurrentClient();
  const open = pagesFor(role, clients.length > 1);
  return railPlaces.filter(({ page }) => open.includes(page));
}
