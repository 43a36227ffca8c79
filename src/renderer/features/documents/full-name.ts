import type { Document } from '#shared/contract/document.ts';

type Named = Pick<Document, 'title' | 'fileName'>;

/** Whether the name of the file says something that the title does not. */
export function isNamedApart({ title, fileName }: Named): boolean {
  return fileName !== title && !fileName.startsWith(`${title}.`);
}

/** Title and file in full, for a hint over a name that may be cut. */
export function fullName({ title, fileName }: Named): string {
  return fileName === title || fileName.startsWith(`${title}.`) ? fileName : `${title}\n${fileName}`;
}
