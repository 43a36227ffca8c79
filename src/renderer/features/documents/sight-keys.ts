import type { KeyboardEvent } from 'react';
import type { DocumentPage } from '#shared/contract/document.ts';
import type { PageSight } from './page-sight.ts';

/** What a key does; null where it is for something else. */
function deedOf(
  key: string,
  sight: PageSight,
  { page, pageCount }: DocumentPage,
  onTurn: (page: number) => void,
): (() => void) | null {
  if (key === '+' || key === '=') return sight.larger;
  if (key === '-') return sight.smaller;
  if (key === '0') return sight.fit;
  // Larger than what it is in, a page is moved by its arrows.
  if (sight.zoom > 1) return null;
  if (key === 'ArrowLeft' && page > 1) return () => onTurn(page - 1);
  if (key === 'ArrowRight' && page < pageCount) return () => onTurn(page + 1);
  return null;
}

/** For what scrolls a page that is looked at: its size by `+`, `-` and `0`, the pages before and after by the arrows. */
export function sightKeys(
  label: string,
  page: DocumentPage | undefined,
  sight: PageSight,
  onTurn: (page: number) => void,
) {
  if (page?.drawable !== true || sight.sight !== 'page') return {};
  return {
    tabIndex: 0,
    role: 'region',
    'aria-label': label,
    onKeyDown(event: KeyboardEvent) {
      const deed =
        event.ctrlKey || event.metaKey || event.altKey ? null : deedOf(event.key, sight, page, onTurn);
      if (deed === null) return;
      event.preventDefault();
      deed();
    },
  };
}
