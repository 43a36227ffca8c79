import { mix, plainInkOn, readableOn } from '../../shared/lib/colours.ts';
import type { WidgetSettings } from '../wire.ts';

/** The grounds colours stand on, by theme: as in panel.css. */
const GROUNDS = {
  light: { surface: '#ffffff', soft: '#f4f1ec', tint: 0.16 },
  dark: { surface: '#1d1a17', soft: '#272320', tint: 0.24 },
} as const;

type Colours = Pick<WidgetSettings, 'color' | 'accentColor'>;

/** The owner's colours (`#rrggbb`), put right wherever they are used so that what they are used for can be read. */
export function coloursFor({ color, accentColor }: Colours, theme: 'light' | 'dark'): Record<string, string> {
  const { surface, soft, tint } = GROUNDS[theme];
  const tinted = mix(accentColor, surface, tint);
  // Words in the colour stand on the surface, on a bubble and on its own tint: they read on all three.
  const accent = [surface, soft, tinted].reduce((shown, ground) => readableOn(shown, ground), accentColor);
  return {
    '--brand': color,
    '--on-brand': plainInkOn(color),
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
  widget: Colours & Pick<WidgetSettings, 'theme'>,
): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const show = (): void => {
    const theme = widget.theme === 'visitor' ? (system.matches ? 'dark' : 'light') : widget.theme;
    root.dataset['theme'] = theme;
    for (const [name, value] of Object.entries(coloursFor(widget, theme)))
      root.style.setProperty(name, value);
  };
  show();
  system.addEventListener('change', show);
  return () => system.removeEventListener('change', show);
}
