import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#shared/contract/vocabulary.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { foreignWords } from '../support/foreign-words.ts';
import { contrastFaults } from './support/axe.ts';
import { openWindow, startBrowser } from './support/browser.ts';
import { furnishEveryPage } from './support/every-page.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';
import { wordsShown } from './support/words-shown.js';

const LOOKS = [
  { language: 'fr', dark: false },
  { language: 'en', dark: true },
] as const;

/** Said in the other language on purpose: the way to it, its name, and the first client’s name of before, in the log. */
const ON_PURPOSE = new Set(['English', 'Français', 'Switch to English', 'Passer en français', 'Mon bureau']);
const VARIABLE = /\{\{[^}]*\}\}/;
const TELLING = 12; // letters of a sentence beside its variables that make it known by

/** Sentences that only the other language has: as they stand, or around their variables. */
function sentencesOf(language: Language): (text: string) => boolean {
  const all = (of: Language) => flat(catalogues[of]).filter(words => !ON_PURPOSE.has(words));
  const own = new Set(all(language));
  const others = all(language === 'fr' ? 'en' : 'fr').filter(words => !own.has(words) && /\s/.test(words));
  const whole = new Set(others);
  const patterns = others
    .filter(words => VARIABLE.test(words) && words.split(VARIABLE).join('').length >= TELLING)
    .map(words => new RegExp(`^${words.split(VARIABLE).map(escaped).join('.+')}$`, 'u'));
  return text => whole.has(text) || patterns.some(pattern => pattern.test(text));
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function flat(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(flat) : [];
}

describe.each(LOOKS)('every page in $language (dark: $dark)', ({ language, dark }) => {
  let browser: Browser;
  let office: FurnishedOffice;
  let page: Page;
  let paths: string[];

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice(language)]);
    paths = await furnishEveryPage(office, language);
    ({ page } = await openWindow(browser, { language, dark }));
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('is read by everybody, and speaks one language', { timeout: 300_000 }, async () => {
    const isForeign = sentencesOf(language);
    const faults: string[] = [];
    for (const path of paths) {
      await page.goto('about:blank');
      await page.goto(`${office.server.address}/#${path}`);
      await page.locator('main').waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      const foreign = (await page.evaluate(wordsShown)).filter(
        text => !ON_PURPOSE.has(text) && (isForeign(text) || foreignWords(text, language).length > 0),
      );
      faults.push(
        ...foreign.map(text => `${path} says “${text}”`),
        ...(await contrastFaults(page.mainFrame())).map(fault => `${path}: ${fault}`),
      );
    }
    expect(faults).toEqual([]);
  });
});
