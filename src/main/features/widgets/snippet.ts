import type { Widget } from '#shared/contract/widgets.ts';

export type SnippetAttribute = readonly [name: string, value: string];

/**
 * The attributes of the script that shows the widget, `src` first: what the launcher needs, so that the page asks
 * nothing of Foyer before the widget is opened. Those without a value are left out.
 */
export function snippetAttributes(widget: Widget, color: string, baseUrl: string): SnippetAttribute[] {
  const { appearance, behaviour, publicId } = widget;
  const attributes: [string, string | null][] = [
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
  ];
  return attributes.flatMap(([name, value]): SnippetAttribute[] =>
    value === null || value === '' ? [] : [[name, value]],
  );
}

/** The tag to paste. Every value is written as an attribute, never as code. */
export function snippetOf(widget: Widget, color: string, baseUrl: string): string {
  const written = snippetAttributes(widget, color, baseUrl).map(
    ([name, value]) => `${name}="${escapeAttribute(value)}"`,
  );
  return `<script async ${written.join(' ')}></script>`;
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
