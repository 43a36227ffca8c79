import type { Range } from './sheet-layout.ts';

/** Places of a document as they stand in the address of its page: `120-180.900-950`. */
export function placesInAddress(places: readonly Range[]): string {
  return places.map(({ start, end }) => `${start}-${end}`).join('.');
}

/** The places of an address; none for one that was not written by Foyer. */
export function placesFromAddress(address: string | undefined): Range[] {
  if (address === undefined || !/^\d+-\d+(?:\.\d+-\d+)*$/.test(address)) return [];
  return address.split('.').map(place => {
    const [start = 0, end = 0] = place.split('-').map(Number);
    return { start, end };
  });
}
