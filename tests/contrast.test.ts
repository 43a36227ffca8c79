import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast } from '#shared/lib/colours.ts';

const LEAST = 4.5; // WCAG 2.2 AA, text of any size

const source = readFileSync(join(import.meta.dirname, '..', 'src', 'renderer', 'app', 'tokens.css'), 'utf8');

/** The colours of one block of the style sheet, by the name of their variable. */
function coloursOf(selector: string): Record<string, string> {
  const start = source.indexOf(`${selector} {`);
  const block = source.slice(start, source.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const light = coloursOf(':root');
const themes = { light, dark: { ...light, ...coloursOf("[data-theme='dark']") } };

const WORDS = ['text', 'muted', 'faint', 'accent', 'accent-hover', 'ok', 'warn', 'bad', 'info', 'sheet-text'];
const GROUNDS = [
  'bg',
  'surface',
  'surface-2',
  'sheet',
  'accent-soft',
  'ok-soft',
  'warn-soft',
  'bad-soft',
  'info-soft',
  'mark',
];
/** Words on a colour of their own: buttons, and the tooltip, which is the page turned over. */
const PAIRS = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'bad'],
  ['bg', 'text'],
] as const;

describe.each(Object.entries(themes))('the colours of the %s theme', (_, colours) => {
  const ratio = (words: string, ground: string) => contrast(colours[words] ?? '', colours[ground] ?? '');

  it.each(WORDS)('--%s is read on every ground', words => {
    const unreadable = GROUNDS.filter(ground => !(ratio(words, ground) >= LEAST));
    expect(unreadable).toEqual([]);
  });

  it.each(PAIRS)('--%s is read on --%s', (words, ground) => {
    expect(ratio(words, ground)).toBeGreaterThanOrEqual(LEAST);
  });
});

it('names every colour that words have in the interface', () => {
  const known = new Set([...WORDS, ...PAIRS.flat(), 'mark', 'paper-mark', 'line']);
  const used = [...source.matchAll(/--([\w-]+): #[\da-f]{6};/g)].map(([, name]) => name);
  expect(used.filter(name => !known.has(name ?? '') && !GROUNDS.includes(name ?? ''))).toEqual([]);
});

/** Pages that Foyer writes itself, at its doors: each holds its own colours, by day and by night. */
const DOOR_PAGES = ['front-page.ts', 'message-page.ts', 'docs-page.ts'];

describe.each(DOOR_PAGES)('the colours of %s', name => {
  const http = join(import.meta.dirname, '..', 'src', 'main', 'http');
  const file = [join(http, name), join(http, 'public', name)].find(path => existsSync(path)) ?? '';
  const found = [
    ...readFileSync(file, 'utf8').matchAll(/--([\w-]+): light-dark\((#[\da-f]{3,6}), (#[\da-f]{3,6})\)/g),
  ];
  const whole = (color: string) =>
    color.length === 4 ? color.replaceAll(/[\da-f]/g, digit => digit + digit) : color;

  it.each(['text', 'muted', 'accent'])('--%s is read on every ground', words => {
    for (const theme of [2, 3] as const) {
      const colours = new Map(found.map(match => [match[1], whole(match[theme] ?? '')]));
      for (const ground of ['bg', 'surface', 'sunken']) {
        const color = colours.get(ground);
        if (color === undefined) continue; // this page has no such ground
        expect(contrast(colours.get(words) ?? '', color), ground).toBeGreaterThanOrEqual(LEAST);
      }
    }
  });
});
