import type { Widget } from '#shared/contract/widgets.ts';

/**
 * The tag to paste: it carries what the launcher needs, so that the page asks nothing of Foyer before the widget is
 * opened. Every value is written as an attribute, never as code.
 */
export function snippetOf(widget: Widget, color: string, baseUrl: string): string {
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
  const written = attributes.flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${name}="${escapeAttribute(value)}"`],
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
