import { mix, plainInkOn, readableOn } from './colours.ts';

/** The grounds colours stand on, by theme: as in the panel's base.css. */
const GROUNDS = {
  light: { surface: '#ffffff', soft: '#f4f1ec', tint: 0.16 },
  dark: { surface: '#1d1a17', soft: '#272320', tint: 0.24 },
} as const;

/** Colours of one theme, `#rrggbb`. */
export type WidgetColours = {
  /** What stands on the brand's colour: black or white. */
  onBrand: string;
  /** Of words, quick replies and sources. */
  accent: string;
  /** The ground of what is accented. */
  accentSoft: string;
};

/** The owner's colours (`#rrggbb`) by theme, put right wherever they are used so that what they are used for can be read. */
export function widgetColours(color: string, accentColor: string): Record<'light' | 'dark', WidgetColours> {
  const inTheme = (theme: 'light' | 'dark'): WidgetColours => {
    const { surface, soft, tint } = GROUNDS[theme];
    const accentSoft = mix(accentColor, surface, tint);
    // Words in the colour stand on the surface, on a bubble and on its own tint: they read on all three.
    const accent = [surface, soft, accentSoft].reduce(
      (shown, ground) => readableOn(shown, ground),
      accentColor,
    );
    return { onBrand: plainInkOn(color), accent, accentSoft };
  };
  return { light: inTheme('light'), dark: inTheme('dark') };
}
