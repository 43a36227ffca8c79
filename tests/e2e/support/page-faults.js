/**
 * What is wrong with the page shown: what sticks out of it, controls without a name, keys in the place of words.
 * Runs inside the page, so it stands alone and in plain JavaScript.
 * @returns {string[]}
 */
export function pageFaults() {
  const faults = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`is ${scrollWidth} px wide in ${clientWidth}`);
  // What may be moved sideways on purpose: code, tables, a row of tabs; and what is cut with an ellipsis, or hidden.
  const sideways = 'pre, .table, [data-sideways], .MuiTabs-scroller, textarea, input, .visually-hidden';
  for (const element of document.querySelectorAll('body *')) {
    if (element.getClientRects().length === 0 || element.closest(sideways)) continue;
    const { overflowX } = getComputedStyle(element);
    const words = `<${element.tagName.toLowerCase()}> “${element.textContent.trim().slice(0, 60)}”`;
    if (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
      faults.push(`moves sideways (${element.scrollWidth} px in ${element.clientWidth}): ${words}`);
    const { left, right, width } = element.getBoundingClientRect();
    if (
      width > 1 &&
      element.matches('a, button, input, select, td, p, li, h1, h2') &&
      (right > clientWidth + 1 || left < -1)
    )
      faults.push(`sticks out of the page (${Math.round(left)} to ${Math.round(right)} px): ${words}`);
  }
  // A time, a date or a figure with its unit stays on one line.
  const unit =
    /\d{1,2}:\d{2}(?::\d{2})?|\d+[\u00a0\u202f ](?:ms|s|min|h|o|ko|Mo|Go|kB|MB|GB|%|€)(?![\p{L}\d])|\d{1,2}[\u00a0 ](?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.?(?:[\u00a0 ]\d{4})?/gu;
  // Words of documents are theirs: the page of one is full of them.
  const ofDocument = location.hash.startsWith('#/documents/');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (!ofDocument && texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (parentElement.closest('pre, article, [role=article]')) continue;
    for (const { 0: found, index } of data.matchAll(unit)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + found.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) faults.push(`breaks “${found}” over two lines in “${data.trim().slice(0, 60)}”`);
    }
  }
  for (const control of document.querySelectorAll('button, a[href], input, textarea, select')) {
    if (control.getClientRects().length === 0 || control.closest('[aria-hidden=true]')) continue;
    const texts = [control, ...(control.labels ?? [])].map(element => element.textContent.trim());
    const named =
      texts.some(text => text !== '') ||
      control.hasAttribute('aria-label') ||
      control.hasAttribute('aria-labelledby');
    if (!named) faults.push(`has a control without a name: ${control.outerHTML.slice(0, 120)}`);
  }
  const key =
    /\b(?:common|shell|settings|chat|models|help|knowledge|home|conversations|chatbots|people|signIn)[.:](?!ex[ae]mple\b)[a-z]\w*\b/u;
  const untranslated = key.exec(document.body.innerText)?.[0];
  if (untranslated) faults.push(`shows a key instead of words: ${untranslated}`);
  return faults;
}
