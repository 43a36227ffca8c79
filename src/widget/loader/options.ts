import { colourOf } from '../../shared/lib/colours.ts';

/** Foyer's own ember, where the snippet names no colour. */
const DEFAULT_COLOUR = '#bf4a16';

/** What one widget on one page is told by its snippet or by `Foyer.mount`. */
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
  theme: 'light' | 'dark' | 'visitor' | null;
  autoOpen: boolean;
  delaySeconds: number;
  /** A CSS selector: the panel becomes an element of the page, without a launcher. */
  inline: string | null;
  /** The owner's words while the server does not answer; null: the loader's own. */
  offlineMessage: string | null;
  /** For pages whose policy admits scripts and styles by nonce. */
  nonce: string | null;
};

type Given = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The address of the server from that of the loader, which lies at a known place below it. */
export function serverOf(src: string): string {
  return src.split('/widget/v1')[0] as string;
}

/** The options of a snippet: `data-…` of its script; null when it names no widget. */
export function optionsOfScript(script: HTMLScriptElement): Record<string, string> | null {
  const { dataset, nonce, src } = script;
  const given = { nonce, server: serverOf(src), ...dataset } as Record<string, string>;
  return given['widgetId'] ? given : null;
}

/** Options as a page may write them, with everything that is missing or makes no sense put right. */
export function readOptions(given: Given, server: string): WidgetOptions {
  const text = (name: string): string | null => `${given[name] ?? ''}`.trim() || null;
  const one = <Choice extends string>(name: string, ...choices: Choice[]): Choice | null =>
    choices.find(choice => choice === given[name]) ?? null;
  return {
    widgetId: text('widgetId') ?? '',
    server: text('server') ?? server,
    color: colourOf(text('color')) ?? DEFAULT_COLOUR,
    position: one('position', 'left') ?? 'right',
    label: text('label'),
    title: text('title'),
    language: text('language'),
    theme: one('theme', 'light', 'dark', 'visitor'),
    autoOpen: ['true', '', true].includes((given['autoOpen'] as string | boolean | undefined) ?? 'false'),
    delaySeconds: Number(given['delay']) || 0,
    inline: text('inline'),
    offlineMessage: text('offlineMessage'),
    nonce: text('nonce'),
  };
}
