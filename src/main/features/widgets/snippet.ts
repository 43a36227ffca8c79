import type { Widget } from '#shared/contract/widget-settings.ts';

/** What whoever runs the page replaces by the value it makes for each answer. */
const NONCE_PLACEHOLDER = 'NONCE';
/** The element of the page that an inline widget fills. */
const INLINE_ELEMENT = 'foyer-chat';

export type SnippetForm = {
  inline: boolean;
  nonce: boolean;
  /** Hash of the script; null when it is not pinned. */
  integrity: string | null;
};

export type SnippetAttribute = readonly [name: string, value: string];

/**
 * The attributes of the script that shows the widget, `src` first: what the launcher needs, so that the page asks
 * nothing of Foyer before the widget is opened. Those without a value are left out.
 */
export function snippetAttributes(widget: Widget, color: string, baseUrl: string): SnippetAttribute[] {
  const { appearance, behaviour, publicId } = widget;
  return filled([
    ['src', `${baseUrl}/widget/v1.js`],
    ['data-widget-id', publicId],
    ['data-color', color],
    ['data-position', appearance.position],
    ['data-label', appearance.label],
    ['data-title', appearance.title],
    ['data-language', appearance.language],
    ['data-theme', appearance.theme],
    ['data-auto-open', behaviour.autoOpen ? 'true' : null],
    ['data-delay', behaviour.autoOpen ? String(behaviour.autoOpenDelaySeconds) : null],
    ['data-offline-message', behaviour.offlineMessage],
  ]);
}

/** What only a bubble has: where it is, what it says, when it opens. */
const OF_BUBBLES: ReadonlySet<string> = new Set([
  'data-position',
  'data-label',
  'data-auto-open',
  'data-delay',
]);

/** The tag to paste. Every value is written as an attribute, never as code. */
export function snippetOf(widget: Widget, color: string, baseUrl: string, form: SnippetForm): string {
  const { inline, nonce, integrity } = form;
  const script = tag('script async', [
    ...snippetAttributes(widget, color, baseUrl).filter(([name]) => !inline || !OF_BUBBLES.has(name)),
    ...filled([
      ['data-inline', inline ? `#${INLINE_ELEMENT}` : null],
      ['nonce', nonce ? NONCE_PLACEHOLDER : null],
      ['integrity', integrity],
      // Without it no browser compares the hash of a script from elsewhere.
      ['crossorigin', integrity === null ? null : 'anonymous'],
    ]),
  ]);
  return inline ? `<div id="${INLINE_ELEMENT}"></div>\n${script}</script>` : `${script}</script>`;
}

/** The full page in a frame, for sites that take no script. */
export function frameOf(title: string, pageUrl: string): string {
  const frame = tag('iframe', [
    ['src', pageUrl],
    ['title', title],
    ['width', '100%'],
    ['height', '620'],
    ['allow', 'clipboard-write'],
  ]);
  return `${frame}</iframe>`;
}

function filled(attributes: readonly (readonly [string, string | null])[]): SnippetAttribute[] {
  return attributes.flatMap(([name, value]): SnippetAttribute[] =>
    value === null || value === '' ? [] : [[name, value]],
  );
}

function tag(name: string, attributes: readonly SnippetAttribute[]): string {
  const written = attributes.map(([attribute, value]) => `${attribute}="${escapeAttribute(value)}"`);
  return `<${name} ${written.join(' ')}>`;
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
