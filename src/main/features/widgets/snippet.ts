import type { Widget } from '#shared/contract/widgets.ts';

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

/**
 * The tag to paste: it carries what the launcher needs, so that the page asks nothing of Foyer before the widget is
 * opened. Every value is written as an attribute, never as code.
 */
export function snippetOf(widget: Widget, color: string, baseUrl: string, form: SnippetForm): string {
  const { appearance, behaviour, publicId } = widget;
  const { inline, nonce, integrity } = form;
  const floating = (value: string | null) => (inline ? null : value);
  const script = tag('script async', [
    ['src', `${baseUrl}/widget/v1.js`],
    ['data-widget-id', publicId],
    ['data-inline', inline ? `#${INLINE_ELEMENT}` : null],
    ['data-color', color],
    ['data-position', floating(appearance.position)],
    ['data-label', floating(appearance.label)],
    ['data-title', appearance.title],
    ['data-language', appearance.language],
    ['data-theme', appearance.theme],
    ['data-auto-open', floating(behaviour.autoOpen ? 'true' : null)],
    ['data-delay', floating(behaviour.autoOpen ? String(behaviour.autoOpenDelaySeconds) : null)],
    ['data-offline-message', behaviour.offlineMessage],
    ['nonce', nonce ? NONCE_PLACEHOLDER : null],
    ['integrity', integrity],
    // Without it no browser compares the hash of a script from elsewhere.
    ['crossorigin', integrity === null ? null : 'anonymous'],
  ]);
  const code = `${script}</script>`;
  return inline ? `<div id="${INLINE_ELEMENT}"></div>\n${code}` : code;
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

function tag(name: string, attributes: readonly (readonly [string, string | null])[]): string {
  const written = attributes.flatMap(([attribute, value]) =>
    value === null || value === '' ? [] : [`${attribute}="${escapeAttribute(value)}"`],
  );
  return `<${name} ${written.join(' ')}>`;
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
