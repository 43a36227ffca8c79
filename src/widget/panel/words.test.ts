import { describe, expect, it } from 'vitest';
import { widget as english } from '../../shared/i18n/en/widget.ts';
import { widget as french } from '../../shared/i18n/fr/widget.ts';
import { bytesInWords, problemOf } from './files.ts';
import { isOpen } from '../../shared/lib/office-hours.ts';
import type { OfficeHours } from '../wire.ts';
import { openingWords } from './office-hours.ts';
import { chooseLanguage, createTranslate, isRightToLeft } from './words.ts';

const fr = createTranslate('fr', french);
const en = createTranslate('en', english);

describe('the language shown', () => {
  const around = { pageLanguage: 'en-GB', visitorLanguage: 'ar', botLanguage: 'fr' };
  it.each([
    ['page', 'en-GB'],
    ['visitor', 'ar'],
    ['de', 'de'],
    ['<script>', 'fr'],
  ])('%s is %s', (wanted, code) => {
    expect(chooseLanguage(wanted, around)).toBe(code);
  });

  it('is the bot’s when the page says none, or nonsense', () => {
    expect(chooseLanguage('page', { ...around, pageLanguage: null })).toBe('fr');
    expect(chooseLanguage('page', { ...around, pageLanguage: 'x_1' })).toBe('fr');
  });

  it('knows what is written from right to left', () => {
    expect(['ar', 'he-IL', 'fa', 'ur'].every(isRightToLeft)).toBe(true);
    expect(['fr', 'arn', 'en'].some(isRightToLeft)).toBe(false);
  });

  it('has forms by number, and names in their place', () => {
    expect(fr('queued', { count: 1 })).toBe('Votre question est la prochaine.');
    expect(fr('queued', { count: 4 })).toContain('4');
    expect(en('sourceNamed', { number: 2, title: 'Rules' })).toBe('Source 2: Rules');
    expect(fr('fileTooLarge', { name: '{{limit}}.pdf', limit: '5 Mo' })).toContain('« {{limit}}.pdf »');
  });
});

describe('office hours', () => {
  const hours = {
    timeZone: 'Europe/Paris',
    days: { monday: ['09:00', '18:00'], tuesday: ['09:00', '12:30'], friday: ['14:00', '24:00'] },
  } as const;
  const at = (instant: string) => new Date(instant);
  const given = { timeZone: hours.timeZone, days: { ...hours.days } } as unknown as OfficeHours;

  it.each([
    ['2026-11-23T07:59:00Z', false], // Monday 8:59 in Paris
    ['2026-11-23T08:00:00Z', true],
    ['2026-11-23T17:00:00Z', false],
    ['2026-11-27T22:59:00Z', true], // Friday 23:59
    ['2026-07-06T07:00:00Z', true], // Monday 9:00 in summer
  ])('%s: open %s', (instant, open) => {
    expect(isOpen(given, at(instant))).toBe(open);
  });

  it('says when the office opens next', () => {
    expect(openingWords(given, at('2026-11-23T08:30:00Z'), fr)).toBeNull();
    expect(openingWords(given, at('2026-11-23T07:00:00Z'), fr)).toBe('Fermé, ouvre à 9\u00a0h');
    expect(openingWords(given, at('2026-11-24T20:00:00Z'), en)?.replace(/\s/g, ' ')).toBe(
      'Closed, opens Friday at 2:00 PM',
    );
    expect(openingWords(given, at('2026-11-28T12:00:00Z'), fr)).toBe('Fermé, ouvre lundi à 9\u00a0h');
    expect(openingWords({ ...given, days: {} }, at('2026-11-28T12:00:00Z'), fr)).toBe('Fermé');
  });
});

describe('a file to attach', () => {
  const rules = { enabled: true, maxBytes: 5_000_000, types: ['image', 'pdf'] as ('image' | 'pdf')[] };
  const file = (name: string, type: string, size = 1_000) => ({ name, type, size });

  it.each([
    [file('plan.png', 'image/png'), null],
    [file('contrat.PDF', ''), null],
    [
      file('photo.svg', 'image/svg+xml'),
      '« photo.svg » n’est pas accepté. Vous pouvez joindre : images, PDF.',
    ],
    [
      file('jeu.exe', 'application/octet-stream'),
      '« jeu.exe » n’est pas accepté. Vous pouvez joindre : images, PDF.',
    ],
    [file('vide.pdf', 'application/pdf', 0), '« vide.pdf » est vide.'],
    [file('gros.pdf', 'application/pdf', 9_000_000), '« gros.pdf » est trop lourd : 5 Mo au plus.'],
  ])('%o', (given, problem) => {
    expect(problemOf(given, rules, fr)?.replace(/\s/g, ' ') ?? null).toBe(problem);
  });

  it('has a size as people say it', () => {
    expect(bytesInWords(1_234_567, 'en')).toBe('1.2 MB');
    expect(bytesInWords(43_000, 'fr').replace(/\s/, ' ')).toBe('43 ko');
  });
});
