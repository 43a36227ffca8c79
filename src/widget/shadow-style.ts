/** Where the panel takes the whole screen: phones, and any screen zoomed until it is as small as one. */
export const FULL_SCREEN = '(max-width: 520px), (max-height: 520px)';

/**
 * Puts a style into a shadow root. A constructed sheet is no inline style, so that the strictest policy of the page
 * admits it; the rest is for browsers before 2023.
 */
export function addStyle(root: ShadowRoot, css: string, nonce: string | null): void {
  const { adoptedStyleSheets } = root as Partial<ShadowRoot>;
  if (adoptedStyleSheets) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...adoptedStyleSheets, sheet];
    return;
  }
  const style = document.createElement('style');
  if (nonce !== null) style.nonce = nonce;
  style.textContent = css;
  root.append(style);
}
