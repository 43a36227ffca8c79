import { expect, it } from 'vitest';
import { readableName, readableTitle } from './file-names.ts';

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

it.each([
  ['  Règlement\n intérieur ', 'Règlement intérieur'],
  ['\u202efdp.exe', 'fdp.exe'],
  ['\u0007', ''],
  ['\u200b', ''],
  ['🏠', '🏠'],
])('the title %j becomes %j', (given, expected) => {
  expect(readableTitle(given)).toBe(expected);
});
