/**
 * Keeps `host` in the page while single-page applications replace what is around it. The document must have a body.
 * @param inline a selector: `host` goes into that element, and waits while there is none; null: into the body
 * @returns what ends it
 */
export function stayInPage(host: HTMLElement, inline: string | null): () => void {
  let waiting = 0;
  const place = (): void => {
    waiting = 0;
    const target = inline === null ? document.body : document.querySelector(inline);
    if (target !== null && host.parentNode !== target) target.append(host);
    watch();
  };
  const observer = new MutationObserver(() => {
    // Once for any number of changes: applications change much at a time.
    if (!host.isConnected) waiting ||= window.setTimeout(place);
  });
  const watch = (): void => {
    observer.disconnect();
    const subtree = inline !== null; // its place may appear anywhere
    // Only what can take the launcher away: the rest of the page may change as often as it likes.
    for (const node of [document.documentElement, document.body])
      observer.observe(node, { childList: true, subtree });
  };
  place();
  return () => {
    observer.disconnect();
    window.clearTimeout(waiting);
  };
}
