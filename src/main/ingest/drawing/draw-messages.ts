import type { DrawnImage, DrawnLayout, PageKind, PassageSought } from '../ports.ts';

/** What the drawing process is asked of a page: how it looks, or its proportions and where a passage is. */
export type DrawRequest = { path: string; kind: PageKind; page: number; password?: string | null } & (
  { want: 'image'; width: number } | { want: 'layout'; passage: PassageSought | null }
);

/** What it answers, or a `Failure`. */
export type DrawMessage = ({ type: 'image' } & DrawnImage) | ({ type: 'layout' } & DrawnLayout);
