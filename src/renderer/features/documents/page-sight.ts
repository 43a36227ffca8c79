import { useState } from 'react';

/** How a page is looked at: as it was drawn, or as the text that was read of it. */
export type Sight = 'page' | 'text';

const REMEMBERED = 'foyer.document-sight';
/** Shares of the width there is; 1 fits. */
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The choice between page and text, which stays, and how large the page is. */
export function usePageSight() {
  const [sight, setSight] = useState<Sight>(() =>
    localStorage.getItem(REMEMBERED) === 'text' ? 'text' : 'page',
  );
  const [zoom, setZoom] = useState(1);
  const step = (by: 1 | -1) => ZOOMS[ZOOMS.indexOf(zoom) + by];
  return {
    sight,
    zoom,
    larger: step(1) === undefined ? null : () => setZoom(step(1) ?? zoom),
    smaller: step(-1) === undefined ? null : () => setZoom(step(-1) ?? zoom),
    fit: () => setZoom(1),
    choose(next: Sight) {
      localStorage.setItem(REMEMBERED, next);
      setSight(next);
    },
  };
}
export type PageSight = ReturnType<typeof usePageSight>;
