const NAME_MAX_LENGTH = 200; // characters; longer ones are cut before the extension

/** A name for people to read: no folders, no control or direction characters, never empty. Not a path. */
export function readableName(given: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Bidirectional overrides can make `exe.fdp` read as `pdf.exe`.
  const clean = base.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return 'document';
  const characters = [...clean];
  if (characters.length <= NAME_MAX_LENGTH) return clean;
  const extension = /\.[\p{Letter}\p{Number}]{1,10}$/u.exec(clean)?.[0] ?? '';
  return characters.slice(0, NAME_MAX_LENGTH - extension.length).join('') + extension;
}

/** The name without its extension: what a document is called until its own title is known. */
export function titleOf(fileName: string): string {
  const title = fileName.replace(/\.[\p{Letter}\p{Number}]{1,10}$/u, '').trim();
  return title === '' ? fileName : title;
}
