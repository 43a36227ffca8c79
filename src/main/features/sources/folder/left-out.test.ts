import { describe, expect, it } from 'vitest';
import { isIgnored, isJunk, isPicture, isWithoutText } from './left-out.ts';

describe('what a folder leaves out', () => {
  it.each([
    ['brouillons', 'brouillons', true],
    ['a/brouillons/b.txt', 'brouillons', true],
    ['a/Brouillons/b.txt', 'brouillons', true],
    ['a/brouillons-2/b.txt', 'brouillons', false],
    ['a/brouillon-2.txt', 'brouillon*', true],
    ['archives/2020/a.txt', 'archives/**', true],
    ['archives/2020/a.txt', '/archives/*', true], // a folder is left out with what is in it
    ['vieux/archives/a.txt', 'archives/**', false],
    ['a/b/c.tmp', '*.tmp', true],
    ['a/b/c.tmp.txt', '*.tmp', false],
    ['réglé.txt'.normalize('NFD'), 'réglé*', true],
    ['a.b(c)+.txt', 'a.b(c)+.txt', true],
    ['axb(c)+.txt', 'a.b(c)+.txt', false],
  ])('%s by %s: %s', (path, pattern, expected) => {
    expect(isIgnored(path.normalize('NFC'), [pattern])).toBe(expected);
  });

  it('is compared in no time, whatever the pattern', () => {
    const since = performance.now();
    expect(isIgnored(`${'a'.repeat(250)}/${'a'.repeat(250)}`, [`${'*a'.repeat(140)}b`])).toBe(false);
    expect(performance.now() - since).toBeLessThan(500);
  });

  it('is junk of systems and files on their way, and kinds without a text', () => {
    const junk = ['.git', 'Thumbs.db', 'desktop.ini', '~$lettre.docx', 'film.crdownload', '$RECYCLE.BIN'];
    expect(junk.filter(name => !isJunk(name))).toEqual([]);
    expect(['lettre.docx', 'notes~1.txt', 'temp.pdf'].filter(isJunk)).toEqual([]);
    const names = ['photo.JPG', 'video.mp4', 'setup.exe', 'lettre.docx', 'exe', 'scan.tiff'];
    expect(names.filter(isWithoutText)).toEqual(['video.mp4', 'setup.exe']);
    expect(names.filter(isPicture)).toEqual(['photo.JPG', 'scan.tiff']);
  });
});
