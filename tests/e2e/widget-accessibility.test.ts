import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { widgetColours } from '#shared/lib/widget-colours.ts';
import { STAND_IN_SOURCES } from '../support/widget-stand-in-data.ts';
import { accessibilityFaults } from './support/axe.ts';
import { announcements, hasFocus, isCut } from './support/in-page.js';
import { useWidgetPlace } from './support/widget-page.ts';

/** Each language, by day and by night, in the system's own colours, on a desk, a phone, and zoomed. */
const LOOKS = [
  { lang: 'fr', name: 'day', width: 1280, height: 800 },
  { lang: 'en', name: 'night', width: 1280, height: 800, colorScheme: 'dark' },
  { lang: 'en', name: 'a phone', width: 390, height: 844, hasTouch: true, isMobile: true },
  { lang: 'fr', name: 'high contrast', width: 1024, height: 768, forcedColors: 'active' },
  { lang: 'fr', name: '200 % zoom', width: 640, height: 400 },
  { lang: 'en', name: '400 % zoom', width: 320, height: 512, colorScheme: 'dark' },
] as const;

/** Colours owners choose: one to read black on, one to read white on, one that is hard to read anything on. */
const COLOURS = ['#ffd400', '#1d4ed8', '#8a8a8a'] as const;

describe('the widget for everybody', () => {
  const place = useWidgetPlace();

  async function faultsNow(page: Page, state: string): Promise<string[]> {
    const faults = await Promise.all(page.frames().map(accessibilityFaults));
    return faults.flat().map(fault => `${state}: ${fault}`);
  }

  it.each(LOOKS)(
    'has no fault in any state ($lang, $name)',
    async ({ lang, width, height, name: _name, ...window }) => {
      const { widget } = place.standIn;
      widget.askForPerson = true;
      widget.attachments = { enabled: true, maxBytes: 1_000_000, types: ['image'] };
      widget.privacyNotice = {
        text: 'Gardé trente jours.',
        url: 'https://exemple.fr',
        consentRequired: true,
      };
      const visit = await place.visit({ lang, window: { viewport: { width, height }, ...window } });
      const { page, panel, talk, open, ask } = visit;
      const [agree, more, person, send] =
        lang === 'fr'
          ? (['J’accepte', 'Autres actions', 'Parler à une personne', 'Envoyer'] as const)
          : (['I agree', 'More actions', 'Talk to a person', 'Send'] as const);
      const faults: string[] = [];
      const look = async (state: string) => faults.push(...(await faultsNow(page, state)));

      await visit.launcher.waitFor();
      await look('the launcher');
      await open();
      await look('an agreement');
      await panel.getByRole('button', { name: agree }).click();
      await panel.getByRole('textbox').waitFor();
      await look('the beginning');
      place.standIn.hold();
      await ask('Combien de jours ?');
      await panel.locator('.live .prose').waitFor();
      await look('an answer under way');
      place.standIn.release();
      await talk.locator('.actions').waitFor();
      await look('an answer');
      await panel.getByRole('button', { name: more }).click();
      await look('the menu');
      await panel.getByRole('button', { name: person }).click();
      await panel.getByRole('dialog').getByRole('button', { name: send }).click();
      await panel.locator('.fault').first().waitFor();
      await look('a form with faults');
      await page.keyboard.press('Escape');
      await panel.locator('.citation').first().click();
      await panel.locator('.paper[aria-busy=false]').waitFor();
      await look('a source');
      await page.keyboard.press('Escape');
      await panel.getByRole('dialog').waitFor({ state: 'detached' });
      await page.context().setOffline(true);
      await ask('Hors ligne');
      await panel.locator('.waiting').waitFor();
      await look('a message that waits');
      expect(faults).toEqual([]);
      expect(await panel.locator('body').evaluate(isCut)).toEqual([]);
    },
  );

  it.each(COLOURS)('can be read in %s', async color => {
    Object.assign(place.standIn.widget, { color, colours: widgetColours(color, color) });
    for (const colorScheme of ['light', 'dark'] as const) {
      const visit = await place.visit({
        attributes: `data-color="${color}" data-label="Une question ?"`,
        window: { colorScheme },
      });
      const faults = await faultsNow(visit.page, `launcher, ${colorScheme}`);
      await visit.open();
      await visit.ask('Combien de jours ?');
      await visit.talk.locator('.actions').waitFor();
      faults.push(...(await faultsNow(visit.page, `answer, ${colorScheme}`)));
      expect(faults).toEqual([]);
    }
  });

  it('tells a screen reader whole sentences, each once, and never single words', async () => {
    place.standIn.pace = 60;
    place.standIn.reply = () => ({
      text: 'Vous avez droit à **quatre jours** [1]. Prévenez votre responsable quinze jours avant. Gardez un justificatif pour votre retour au bureau, il sera demandé.',
      sources: [],
    });
    const visit = await place.visit();
    await visit.open();
    const log = visit.panel.getByRole('log');
    await log.evaluate(announcements);
    await visit.ask('Combien de jours ?');
    await visit.talk.locator('.actions').waitFor();
    await expect
      .poll(() => log.evaluate(element => element.getAttribute('data-said')?.split('\n') ?? []))
      .toEqual([
        'Je regarde dans les documents…',
        'Réponse de Assistant RH',
        'Vous avez droit à quatre jours [1].'.replace(' [1]', ''),
        'Prévenez votre responsable quinze jours avant.',
        'Gardez un justificatif pour votre retour au bureau, il sera demandé.',
      ]);
  });

  it('shows what the documents say while the model reads, and tells it once, before the answer', async () => {
    place.standIn.pace = 5;
    place.standIn.reply = () => ({
      text: 'Vous avez droit à quatre jours.',
      sources: STAND_IN_SOURCES,
      quotes: [{ text: 'Mariage du salarié : quatre jours ouvrés.', number: 1, place: 0 }],
    });
    const visit = await place.visit();
    await visit.open();
    const log = visit.panel.getByRole('log');
    await log.evaluate(announcements);
    await visit.ask('Combien de jours ?');
    const quote = visit.talk.getByRole('blockquote');
    await quote.getByText('Mariage du salarié : quatre jours ouvrés.').waitFor();
    await visit.talk.getByText('Je regarde dans les documents…').waitFor();
    await quote.getByRole('button', { name: /^Source 1/ }).click();
    await visit.panel.getByRole('dialog').locator('mark').waitFor();
    await visit.page.keyboard.press('Escape');
    place.standIn.release();
    await visit.talk.locator('.actions').waitFor();
    expect(await quote.count()).toBe(0);
    expect(await visit.talk.getByText('Je regarde dans les documents…').count()).toBe(0);
    await expect
      .poll(() => log.evaluate(element => element.getAttribute('data-said')?.split('\n') ?? []))
      .toEqual([
        'Je regarde dans les documents…',
        'Mariage du salarié : quatre jours ouvrés.',
        'Réponse de Assistant RH',
        'Vous avez droit à quatre jours.',
      ]);
  });

  it('gives the focus back to where it came from, whatever is closed', async () => {
    const visit = await place.visit();
    const { page, panel, launcher } = visit;
    await launcher.focus();
    await page.keyboard.press('Enter');
    const field = panel.getByRole('textbox');
    await field.waitFor();
    await expect.poll(() => field.evaluate(hasFocus)).toBe(true);
    const more = panel.getByRole('button', { name: 'Autres actions' });
    await more.focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => panel.getByRole('button', { name: 'Mes conversations' }).evaluate(hasFocus))
      .toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => more.evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await panel.getByRole('dialog', { name: 'Mes conversations' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => more.evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => launcher.evaluate(hasFocusInShadow)).toBe(true);
  });
});

function hasFocusInShadow(element: { getRootNode(): unknown }): boolean {
  return (element.getRootNode() as { activeElement: unknown }).activeElement === element;
}
