/** Where something stands, in any unit; without a place it comes last. */
export type Place = { left: number; top: number; width: number; height: number };

/** Things that overlap by this share of the taller one stand beside each other; a column stands alone. */
const BESIDE_SHARE = 0.5;

function isBeside(one: Place, other: Place): boolean {
  const overlap = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  const taller = Math.max(one.height, other.height);
  return taller <= 0 ? one.top === other.top : overlap >= taller * BESIDE_SHARE;
}

/** Things in the order in which a person reads them: rows from the top, each from the left. */
export function inReadingOrder<Thing extends { place: Place | null }>(things: readonly Thing[]): Thing[] {
  const placed = things.flatMap(thing => (thing.place === null ? [] : [{ thing, place: thing.place }]));
  const rows: { first: Place; members: typeof placed }[] = [];
  for (const next of placed.toSorted(
    (one, two) => one.place.top - two.place.top || one.place.left - two.place.left,
  )) {
    const row = rows.at(-1);
    if (row !== undefined && isBeside(row.first, next.place)) row.members.push(next);
    else rows.push({ first: next.place, members: [next] });
  }
  return [
    ...rows.flatMap(({ members }) =>
      members.toSorted((one, two) => one.place.left - two.place.left).map(({ thing }) => thing),
    ),
    ...things.filter(({ place }) => place === null),
  ];
}
