/** Puts text on the clipboard; false when the browser refuses, so that the page can say so. */
export async function copyText(text: string): Promise<boolean> {
  // Over plain HTTP, as in an office, browsers offer no `navigator.clipboard`: only the older way remains.
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (!clipboard) return copyFromPage(text);
  try {
    await clipboard.writeText(text);
    return true;
  } catch (error) {
    console.warn('The clipboard refused', error);
    return copyFromPage(text);
  }
}

function copyFromPage(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const { activeElement } = document;
  // Inside an open dialog, which lets the focus go nowhere else.
  const place = document.querySelector('[role=dialog] form, [role=dialog]') ?? document.body;
  place.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (activeElement instanceof HTMLElement) activeElement.focus();
  return copied;
}
