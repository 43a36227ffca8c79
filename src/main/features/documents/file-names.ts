const NAME_MAX_LENGTH = 200; // characters; longer ones are cut before the extension

/** Control characters, and bidirectional overrides, which can make `exe.fdp` read as `pdf.exe`. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name for people to read: no folders, no control or direction characters, never empty. Not a path. */
export function readableName(given: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(UNSEEN, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return 'document';
  const characters = [...clean];
  if (characters.length <= NAME_MAX_LENGTH) return clean;
  const extension = /\.[\p{Letter}\p{Number}]{1,10}$/u.exec(clean)?.[0] ?? '';
  return characters.slice(0, NAME_MAX_LENGTH - extension.length).join('') + extension;
}

/** A title as a person gives it, in one line; empty when there is nothing to see in it. */
export function readableTitle(given: string): string {
  const seen = given.normalize('NFC').replace(/\s+/gu, ' ').replace(UNSEEN, '');
  const line = seen.replace(/ +/gu, ' ').trim();
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(line) ? line : '';
}
