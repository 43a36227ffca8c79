/** Hands a text that the page shows to the person as a file. What the core gives is linked to, or `saveFrom`. */
export function saveAsFile(fileName: string, mediaType: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** Hands a file that the core writes to the person: it is saved as it comes, however long it is. */
export function saveFrom(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
