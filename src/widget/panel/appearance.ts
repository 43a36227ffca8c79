import { colourOf, mix, plainInkOn, readableOn } from '../../shared/lib/colours.ts';
import type { WidgetSettings } from '../wire.ts';

/** The grounds colours stand on, by theme: as in panel.css. */
const GROUNDS = {
  light: { surface: '#ffffff', soft: '#f4f1ec', tint: 0.16 },
  dark: { surface: '#1d1a17', soft: '#272320', tint: 0.24 },
} as const;

const DEFAULT_COLOUR = '#bf4a16';

/** The owner's colour, put right wherever it is used so that what it is used for can be read. */
export function coloursFor(color: string, theme: 'light' | 'dark'): Record<string, string> {
  const { surface, soft, tint } = GROUNDS[theme];
  const chosen = colourOf(color) ?? DEFAULT_COLOUR;
  const tinted = mix(chosen, surface, tint);
  // Words in the colour stand on the surface, on a bubble and on its own tint: they read on all three.
  const accent = [surface, soft, tinted].reduce((shown, ground) => readableOn(shown, ground), chosen);
  return {
    '--brand': chosen,
    '--on-brand': plainInkOn(chosen),
    '--accent': accent,
    '--accent-soft': tinted,
  };
}

/**
 * Shows theme and colours of a widget, and follows the visitor's system where the owner leaves it to that.
 * @returns what ends it
 */
export function showAppearance(
  root: HTMLElement,
  { color, theme: chosen }: Pick<WidgetSettings, 'color' | 'theme'>,
): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const show = (): void => {
    const theme = chosen === 'visitor' ? (system.matches ? 'dark' : 'light') : chosen;
    root.dataset['theme'] = theme;
    for (const [name, value] of Object.entries(coloursFor(color, theme))) root.style.setProperty(name, value);
  };
  show();
  system.addEventListener('change', show);
  return () => system.removeEventListener('change', show);
}
