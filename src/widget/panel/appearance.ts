import type { WidgetSettings } from '../wire.ts';

/**
 * Shows theme and colours of a widget, and follows the visitor's system where the owner leaves it to that.
 * @returns what ends it
 */
export function showAppearance(
  root: HTMLElement,
  { color, colours, theme }: Pick<WidgetSettings, 'color' | 'colours' | 'theme'>,
): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const show = (): void => {
    const shown = theme === 'visitor' ? (system.matches ? 'dark' : 'light') : theme;
    const { onBrand, accent, accentSoft } = colours[shown];
    root.dataset['theme'] = shown;
    root.style.cssText = `--brand:${color};--on-brand:${onBrand};--accent:${accent};--accent-soft:${accentSoft}`;
  };
  show();
  system.onchange = show;
  return () => {
    system.onchange = null;
  };
}
