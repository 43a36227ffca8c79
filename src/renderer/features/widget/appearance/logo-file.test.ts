import { describe, expect, it } from 'vitest';
import { fileOf, readLogo } from './logo-file.ts';

const file = (bytes: Uint8Array<ArrayBuffer> | string) => new Blob([bytes]);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);

describe('a logo', () => {
  it('is an image by its content, whatever its name', async () => {
    expect(await readLogo(file(PNG))).toEqual({ address: 'data:image/png;base64,iVBORwECAw==' });
    expect(await readLogo(file('GIF89a'))).toEqual({ address: 'data:image/gif;base64,R0lGODlh' });
    expect(await readLogo(file('RIFF0000WEBPVP8 '))).toHaveProperty('address');
    expect(await readLogo(file(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)))).toHaveProperty('address');
  });

  it.each([
    ['letters', file('Bonjour'), 'notImage'],
    ['nothing', file(''), 'notImage'],
    ['a sound in the same envelope as WebP', file('RIFF0000WAVEfmt '), 'notImage'],
    ['a drawing that may run', file('<?xml version="1.0"?>\n<svg xmlns="x"><script/></svg>'), 'svg'],
    ['more than it may weigh', file(new Uint8Array(400_001)), 'tooLarge'],
  ])('cannot be %s', async (_name, given, problem) => {
    expect(await readLogo(given)).toEqual({ problem });
  });

  it('of the largest size comes whole', async () => {
    const large = new Uint8Array(400_000);
    large.set(PNG);
    const read = await readLogo(file(large));
    if (!('address' in read)) throw new Error(read.problem);
    const sent = fileOf(read.address);
    expect(sent.type).toBe('image/png');
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(large);
  });
});
