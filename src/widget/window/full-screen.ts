import { FULL_SCREEN } from '../shadow-style.ts';

/**
 * While the panel covers the screen (phones, strong zoom): the page under it neither scrolls nor takes the focus, and
 * the panel ends where a phone's keyboard begins. Returns what ends all that.
 * @param takeFocus called when the focus is about to get lost under the panel
 */
export function coverScreen(host: HTMLElement, pane: HTMLElement, takeFocus: () => void): () => void {
  if (!window.matchMedia(FULL_SCREEN).matches) return () => undefined;
  const { style } = document.documentElement;
  const { overflow } = style;
  style.overflow = 'hidden';

  const viewport = window.visualViewport;
  const fit = (): void => {
    if (viewport === null) return;
    pane.style.height = `${viewport.height}px`;
    pane.style.transform = `translateY(${viewport.offsetTop}px)`;
  };
  const keepFocus = (event: FocusEvent): void => {
    if (event.target !== host) takeFocus();
  };
  viewport?.addEventListener('resize', fit);
  viewport?.addEventListener('scroll', fit);
  document.addEventListener('focusin', keepFocus);
  fit();
  return () => {
    style.overflow = overflow;
    viewport?.removeEventListener('resize', fit);
    viewport?.removeEventListener('scroll', fit);
    document.removeEventListener('focusin', keepFocus);
    pane.style.removeProperty('height');
    pane.style.removeProperty('transform');
  };
}
