/** The shell listens for it, so that a page opens the palette without knowing the shell. */
export const PALETTE_EVENT = 'foyer:palette';

/** Opens the palette from anywhere: the search button of a page, for instance. */
export function openPalette(): void {
  window.dispatchEvent(new Event(PALETTE_EVENT));
}
