/** An amount as it was typed, with a comma or a point; null for none, undefined for what is no amount. */
export function amountTyped(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/gu, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,9}(?:\.\d+)?$/u.test(plain) ? Number(plain) : undefined;
}
