/**
 * What is wrong with the page shown: what sticks out of it, controls without a name, keys in the place of words.
 * Runs inside the page, so it stands alone and in plain JavaScript.
 * @returns {string[]}
 */
export function pageFaults() {
  const faults = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`is ${scrollWidth} px wide in ${clientWidth}`);
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
    /\b(?:common|shell|settings|chat|models|help|knowledge|home|conversations|chatbots|people|signIn)[.:][a-z]\w*\b/u;
  const untranslated = key.exec(document.body.innerText)?.[0];
  if (untranslated) faults.push(`shows a key instead of words: ${untranslated}`);
  return faults;
}
