/** Text as it stands in HTML, between tags and in quoted attributes. */
export function htmlText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** French sets `:` `;` `?` `!` and its quotes apart by a space at which no line ends. */
export function unbroken(words: string): string {
  return words.replaceAll(/ ([:;?!»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}
