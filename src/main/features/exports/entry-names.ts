const NAME_MAX_CHARACTERS = 120; // with its folder and number it fits every file system, in UTF-8 too
const NUMBER_DIGITS = 5;

/** Names that mean a device on Windows, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * The path of a document in an archive, e.g. `files/00001 Règlement.pdf`: numbered, so that no two are the same, and
 * free of what a file system or an unpacker takes for something else.
 *
 * @param index counted from 0, as in `documents.json`.
 * @param ending put in place of the file's own, with its dot; without it the file keeps its own.
 */
export function entryName(folder: string, index: number, fileName: string, ending?: string): string {
  const cleaned = fileName
    .normalize('NFC')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[<>:"/\\|?*]/g, '_')
    .replace(DEVICE, '$&_');
  const dot = cleaned.lastIndexOf('.');
  const own = dot > 0 && cleaned.length - dot <= 12 ? cleaned.slice(dot) : '';
  const characters = Array.from(cleaned.slice(0, cleaned.length - own.length)); // never half an emoji
  const stem = characters.slice(0, NAME_MAX_CHARACTERS).join('');
  const name = `${stem}${ending ?? own}`.replaceAll(/[. ]+$/g, '').trim();
  const number = String(index + 1).padStart(NUMBER_DIGITS, '0');
  return `${folder}/${number}${name === '' ? '' : ` ${name}`}`;
}
