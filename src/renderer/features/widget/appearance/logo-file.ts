import { LOGO_MAX_BYTES } from '#shared/contract/limits.ts';

export type LogoProblem = 'notImage' | 'svg' | 'tooLarge' | 'unreadable';

/** How the files begin that browsers show and that cannot run anything. */
const BEGINNINGS: readonly { type: string; matches: (bytes: Uint8Array) => boolean }[] = [
  { type: 'image/png', matches: bytes => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) },
  { type: 'image/jpeg', matches: bytes => startsWith(bytes, [0xff, 0xd8, 0xff]) },
  { type: 'image/gif', matches: bytes => startsWith(bytes, [0x47, 0x49, 0x46, 0x38]) },
  {
    type: 'image/webp',
    matches: bytes =>
      startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]),
  },
];

/**
 * A file as the logo of a widget: its `data:` address, or why it cannot be one. The content decides, not the name; the
 * server looks again.
 */
export async function readLogo(file: Blob): Promise<{ address: string } | { problem: LogoProblem }> {
  if (file.size > LOGO_MAX_BYTES) return { problem: 'tooLarge' };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // Moved or taken away since it was chosen.
    if (error instanceof DOMException) return { problem: 'unreadable' };
    throw error;
  }
  const type = BEGINNINGS.find(({ matches }) => matches(bytes))?.type;
  if (type !== undefined) return { address: `data:${type};base64,${base64Of(bytes)}` };
  return { problem: looksLikeSvg(bytes) ? 'svg' : 'notImage' };
}

/** The file that a `data:` address holds. */
export function fileOf(address: string): File {
  const [head = '', data = ''] = address.split(',');
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
  return new File([bytes], 'logo', { type: head.slice('data:'.length, head.indexOf(';')) });
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  return /<svg[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, 2_000)));
}

const PIECE = 8_192; // arguments a call takes on every engine

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}
