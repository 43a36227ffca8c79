import type { LauncherLooks } from '../../shared/lib/launcher-looks.ts';

/** Foyer's own ember, while nobody says another colour. */
const DEFAULT_COLOUR = '#bf4a16';

/** What one widget on one page is told by the server, its snippet or `Foyer.mount`. */
export type WidgetOptions = {
  /** The public id of the widget. */
  widgetId: string;
  /** Address of the server, e.g. `http://foyer.local:4281` or, behind a proxy, `https://example.org/assistant`. */
  server: string;
  color: string;
  position: 'left' | 'right';
  /** Words beside the launcher's sign, and its name; null: the loader's own. */
  label: string | null;
  /** Name of the window; null: the loader's own. */
  title: string | null;
  /** `page`, `visitor` or the code of a language; null: what the owner set. */
  language: string | null;
  /** `light`, `dark`; anything else: the visitor's. */
  theme: string | null;
  autoOpen: boolean;
  delaySeconds: number;
  /** A CSS selector: the panel becomes an element of the page, without a launcher. */
  inline: string | null;
  /** The owner's words while the server does not answer; null: the loader's own. */
  offlineMessage: string | null;
  /** For pages whose policy admits scripts and styles by nonce. */
  nonce: string | null;
};

export type Given = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The address of the server from that of the loader, which lies at a known place below it. */
export function serverOf(src: string): string {
  return src.replace(/\/widget\/[\w-]+\.js.*/, '');
}

/** The options of a snippet: the looks that came with its script, and `data-…` where the page wants it otherwise. */
export function optionsOfScript(
  { dataset, nonce, src }: HTMLScriptElement,
  looks: LauncherLooks | null,
): Given {
  return { nonce, server: serverOf(src), ...looks, ...dataset };
}

/** Options as a page may write them, with everything that is missing or makes no sense put right. */
export function readOptions(given: Given, server: string): WidgetOptions {
  const text = (name: string): string | null => `${given[name] ?? ''}`.trim() || null;
  const color = `${given['color']}`;
  return {
    widgetId: text('widgetId') ?? '',
    server: text('server') ?? server,
    color: /^#[\da-f]{6}$/i.test(color) ? color : DEFAULT_COLOUR,
    position: given['position'] === 'left' ? 'left' : 'right',
    label: text('label'),
    title: text('title'),
    language: text('language'),
    theme: text('theme'),
    autoOpen: /^(true)?$/.test(`${given['autoOpen'] ?? false}`),
    delaySeconds: Number(given['delay']) || 0,
    inline: text('inline'),
    offlineMessage: text('offlineMessage'),
    nonce: text('nonce'),
  };
}
