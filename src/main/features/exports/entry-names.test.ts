import { describe, expect, it } from 'vitest';
import { entryName } from './entry-names.ts';

describe('entryName', () => {
  it.each([
    ['Règlement intérieur.pdf', 'files/00001 Règlement intérieur.pdf'],
    ['../../etc/passwd', 'files/00001 .._.._etc_passwd'],
    ['C:\\Windows\\x.docx', 'files/00001 C__Windows_x.docx'],
    ['CON.txt', 'files/00001 CON_.txt'],
    ['a\u0000b\u202efdp.exe', 'files/00001 abfdp.exe'],
    ['fin. ', 'files/00001 fin'],
    ['', 'files/00001'],
    [`${'é'.repeat(300)}.pdf`, `files/00001 ${'é'.repeat(120)}.pdf`],
  ])('%s', (fileName, expected) => {
    expect(entryName('files', 0, fileName)).toBe(expected);
  });

  it('no two are the same, and a text takes its own ending', () => {
    expect(entryName('texts', 12, 'Guide.pdf', '.txt')).toBe('texts/00013 Guide.txt');
    expect(entryName('files', 0, 'a.md')).not.toBe(entryName('files', 1, 'A.md'));
  });
});
