/** Puts text on the clipboard; false when the browser refuses, so that the page can say so. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    console.warn('The clipboard refused', error);
    return false;
  }
}
