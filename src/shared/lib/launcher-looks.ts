/**
 * What a page must know of a widget to show its launcher, as the server hands it over: under the names of the
 * attributes by which a page may ask for something else. What is left out is the launcher's own.
 */
export type LauncherLooks = {
  widgetId: string;
  /** `#rrggbb`. */
  color: string;
  /** Left out: on the right. */
  position?: 'left';
  /** Words beside the launcher's sign. */
  label?: string;
  /** Name of the window. */
  title?: string;
  /** `page`, `visitor` or the code of a language. */
  language: string;
  /** Left out: the visitor's. */
  theme?: 'light' | 'dark';
  autoOpen?: true;
  /** Seconds until it opens by itself. */
  delay?: number;
  /** The owner's words while the server does not answer. */
  offlineMessage?: string;
};

/** Name of the loader as anybody may load it, without the looks of one widget: what a page pins by its hash. */
export const PLAIN_LOADER = 'v1.js';

/** Where the loader with the looks of one widget is, below the address of the server. */
export function loaderPath(publicId: string): string {
  return `/widget/${publicId}.js`;
}

/**
 * The loader told what its widget looks like: a constant of a block around it, so that it asks for nothing before it
 * shows, and leaves no name in the page.
 * @param loader the code of the plain loader, which reads `FOYER_LOOKS` where there is one
 */
export function loaderWithLooks(loader: string, looks: LauncherLooks): string {
  return `{const FOYER_LOOKS=${JSON.stringify(looks).replaceAll('<', '\\u003c')};${loader}\n}`;
}
