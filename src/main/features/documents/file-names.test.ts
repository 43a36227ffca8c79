import { expect, it } from 'vitest';
import { readableName, titleOf } from './file-names.ts';

it.each([
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\CON', 'CON'],
  ['a\u0000b.txt', 'ab.txt'],
  ['\u202efdp.exe', 'fdp.exe'],
  ['..', 'document'],
  ['  ', 'document'],
  ['Règlement intérieur.pdf', 'Règlement intérieur.pdf'],
])('%j becomes %j', (given, expected) => {
  expect(readableName(given)).toBe(expected);
});

it('cuts a long name and keeps its extension', () => {
  const name = readableName(`${'é'.repeat(500)}.docx`);
  expect([...name]).toHaveLength(200);
  expect(name.endsWith('.docx')).toBe(true);
});

it('titles are names without extension', () => {
  expect(titleOf('Guide v1.2.docx')).toBe('Guide v1.2');
  expect(titleOf('.pdf')).toBe('.pdf');
});
