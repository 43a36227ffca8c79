import { expect, it } from 'vitest';
import { placesFromAddress, placesInAddress } from './place-address.ts';

it('places come back from an address as they went in, and from any other address not at all', () => {
  const places = [
    { start: 120, end: 180 },
    { start: 900, end: 950 },
  ];
  expect(placesFromAddress(placesInAddress(places))).toEqual(places);
  for (const address of [undefined, '', '12', '1-2.', 'a-b', '1-2,3-4'])
    expect(placesFromAddress(address)).toEqual([]);
});
