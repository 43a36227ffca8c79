import { loaderPath, PLAIN_LOADER } from '#shared/lib/launcher-looks.ts';

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

type Attribute = readonly [name: string, value: string | null];

/**
 * The tag to paste: which widget, where from, and what is the page's own business. What the launcher looks like comes
 * from the server with the script. A page that pins the script pins the plain loader, which asks for the looks.
 */
export function snippetOf(publicId: string, baseUrl: string, form: SnippetForm): string {
  const { inline, nonce, integrity } = form;
  const script = tag('script async', [
    ['src', baseUrl + (integrity === null ? loaderPath(publicId) : `/widget/${PLAIN_LOADER}`)],
    ['data-widget-id', integrity === null ? null : publicId],
    ['data-inline', inline ? `#${INLINE_ELEMENT}` : null],
    ['nonce', nonce ? NONCE_PLACEHOLDER : null],
    ['integrity', integrity],
    // Without it no browser compares the hash of a script from elsewhere.
    ['crossorigin', integrity === null ? null : 'anonymous'],
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

function tag(name: string, attributes: readonly Attribute[]): string {
  const written = attributes.flatMap(([attribute, value]) =>
    value === null ? [] : [` ${attribute}="${escapeAttribute(value)}"`],
  );
  return `<${name}${written.join('')}>`;
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
