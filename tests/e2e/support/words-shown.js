/**
 * All that a page says: its texts in sight, and what is read aloud or shown on pointing at something. Runs inside the
 * page, so it stands alone and in plain JavaScript.
 * @returns {string[]}
 */
export function wordsShown() {
  const said = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node;
    if (parentElement.closest('script, style, noscript, code, pre, [lang]:not(html)')) continue;
    said.push(node.textContent);
  }
  for (const element of document.querySelectorAll(
    '[aria-label], [title], [placeholder], [alt], [aria-description]',
  )) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
      said.push(element.getAttribute(name) ?? '');
  }
  return [...new Set(said.map(text => text.trim()).filter(text => /\p{Letter}{2}/u.test(text)))];
}
