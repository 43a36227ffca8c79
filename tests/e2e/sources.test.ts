import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { pagedPdf } from '../support/sample-files.ts';
import { untilRead } from '../support/temporary-app.ts';
import { openWindow, startBrowser } from './support/browser.ts';
import { isInSightOfScroller } from './support/in-page.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const ROOMS =
  'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliette Kilo Lima Mike Novembre Oscar Papa Quebec Romeo'.split(
    ' ',
  );

const TARIFF = [
  '# Tarif des salles de réunion',
  '',
  'Le tarif des salles de réunion, une ligne par salle.',
  '',
  '| Salle | Demi-journée | Journée |',
  '|---|---|---|',
  ...ROOMS.map((room, index) => `| ${room} | ${index + 10} € | ${index + 40} € |`),
].join('\n');

const filler = (page: number): string[] =>
  Array.from(
    { length: 38 },
    (_, line) => `Le paragraphe ${page}-${line} du manuel ne dit rien de particulier.`,
  );

/** The words about the boiler begin on its third page and end on the fourth. */
const MANUAL = pagedPdf([
  filler(1),
  filler(2),
  [...filler(3), 'La visite annuelle de la chaudière est faite en octobre par la maison'],
  ['Calorifer, qui envoie son rapport sous neuf semaines.', ...filler(4)],
]);

describe('the sources of an answer', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let model: StandIn;
  let page: Page;

  beforeAll(async () => {
    [browser, office, model] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOllamaStandIn(),
    ]);
    const { client } = office.server;
    const paths = ['tarif.md', 'manuel.pdf'].map(name => join(office.dataFolder, name));
    await Promise.all([writeFile(paths[0] ?? '', TARIFF), writeFile(paths[1] ?? '', MANUAL)]);
    await client.documents.addPaths({ chatbotId: office.chatbotId, paths });
    await untilRead(client, office.chatbotId);
    await client.models.create({
      name: 'Modèle',
      provider: 'ollama',
      model: 'mistral-small:latest',
      url: model.url,
      isDefault: true,
    });
    ({ page } = await openWindow(browser));
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await model.close();
  });

  /** Asks, and lets the model answer with `write`, given the number of the passage that holds some words. */
  async function answered(
    question: string,
    write: (numberOf: (words: string) => number) => string,
  ): Promise<Locator> {
    model.setReply(({ turns }) => {
      const asked = turns.at(-1)?.content ?? '';
      return write(words =>
        Number([...asked.slice(0, asked.indexOf(words)).matchAll(/^\[(\d+)\] /gm)].at(-1)?.[1]),
      );
    });
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('heading', { name: /je connais le règlement/ }).waitFor();
    await page.getByRole('textbox', { name: 'Votre question' }).fill(question);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article', { name: /Réponse de/ }).last();
    await answer.getByText(/^Confiance /).waitFor();
    return answer;
  }
  const aboutRooms = () =>
    answered(
      'Quel est le tarif des salles Quebec et Charlie ?',
      numberOf =>
        `Quebec coûte 56 € la journée [${numberOf('| Quebec')}], Charlie 42 € [${numberOf('| Quebec')}].`,
    );
  async function inSight(mark: Locator): Promise<void> {
    await expect.poll(() => mark.evaluate(isInSightOfScroller)).toBe(true);
  }

  it('show the row of a long table, with the head of the table above it', async () => {
    const answer = await aboutRooms();
    await answer.getByRole('list', { name: 'Sources' }).getByRole('button').first().click();
    const panel = page.getByRole('region', { name: 'Source 1' });
    const row = panel.locator('tr.marked');
    await row.waitFor();
    expect(await row.locator('mark').allTextContents()).toEqual(['Quebec', '26 €', '56 €']);
    expect(await panel.locator('mark').count()).toBe(3);
    await inSight(row);
    await inSight(panel.locator('tr.again', { hasText: 'Demi-journée' }));
  });

  it('are one for each document: its places are stepped through by button and by key, and a number opens its own', async () => {
    const answer = await aboutRooms();
    const numbers = answer.getByRole('button', { name: /^Source 1 : Tarif/ });
    expect(await numbers.count()).toBe(2);
    expect(
      await answer.getByRole('list', { name: 'Sources' }).getByRole('button', { name: /^\d/ }).count(),
    ).toBe(1);
    await numbers.nth(1).click();
    const panel = page.getByRole('region', { name: 'Source 1' });
    await panel.getByText('2 sur 2').waitFor();
    await panel.locator('mark', { hasText: 'Charlie' }).waitFor();
    await panel.getByRole('button', { name: 'Passage suivant' }).click();
    await panel.getByText('1 sur 2').waitFor();
    await inSight(panel.locator('mark', { hasText: 'Quebec' }));
    await page.keyboard.press('ArrowRight');
    await panel.getByText('2 sur 2').waitFor();
    await inSight(panel.locator('mark', { hasText: 'Charlie' }));
    expect(await panel.locator('mark', { hasText: 'Quebec' }).count()).toBe(0);

    await panel.getByRole('link', { name: 'Ouvrir' }).click();
    await page.waitForURL(/#\/documents\/.*places=/);
    await page.getByText('2 sur 2').waitFor();
    await inSight(page.locator('mark', { hasText: 'Charlie' }));
    await page.getByRole('button', { name: 'Passage précédent' }).click();
    await page.getByText('1 sur 2').waitFor();
    await inSight(page.locator('mark', { hasText: 'Quebec' }));
  });

  it('fill a phone, where they are stepped through as well', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const answer = await aboutRooms();
    await answer.getByRole('list', { name: 'Sources' }).getByRole('button').first().click();
    const dialog = page.getByRole('dialog', { name: 'Source 1' });
    await inSight(dialog.locator('tr.marked', { hasText: 'Quebec' }));
    await dialog.getByRole('button', { name: 'Passage suivant' }).click();
    await inSight(dialog.locator('tr.marked', { hasText: 'Charlie' }));
    expect((await dialog.boundingBox())?.width).toBeLessThanOrEqual(390);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('name the pages of their words, and are scrolled to there', async () => {
    const answer = await answered(
      'Quand est faite la visite annuelle de la chaudière et quand vient le rapport ?',
      numberOf => `En octobre ; le rapport est envoyé sous neuf semaines [${numberOf('visite annuelle')}].`,
    );
    await answer.getByRole('button', { name: /^1 .* p\. 3–4$/ }).click();
    const panel = page.getByRole('region', { name: 'Source 1' });
    await panel.getByText('Page 3 sur 4').first().waitFor();
    await inSight(panel.locator('mark').first());
    await panel.getByRole('button', { name: 'Texte' }).click();
    await inSight(panel.locator('mark', { hasText: 'chaudière' }));
    await panel.getByRole('button', { name: 'Page suivante' }).click();
    await inSight(panel.locator('mark', { hasText: 'neuf semaines' }));
    await panel.getByRole('button', { name: 'Page', exact: true }).click();
    await inSight(panel.locator('mark').first());
  });

  it('that do not hold a figure are said to, where it stands; confidence says what it means', async () => {
    const answer = await answered(
      'Quel est le tarif de la salle Quebec ?',
      numberOf => `La salle Quebec coûte **75** € la journée [${numberOf('| Quebec')}].`,
    );
    const figure = answer.locator('.doubt').first();
    expect(await figure.textContent()).toBe('75');
    expect(await figure.getAttribute('aria-description')).toContain('Ce chiffre n’est pas dans la source');
    await answer.getByText('Un point de cette réponse ne se trouve pas dans ses sources').waitFor();
    await answer.getByRole('button', { name: 'Confiance faible : à vérifier avant de s’y fier' }).click();
    await page.getByText('Cette réponse peut être fausse ou incomplète', { exact: false }).last().waitFor();
    await page.keyboard.press('Escape');
  });

  it('that were only read are offered without a number', async () => {
    const answer = await answered('Combien de jours de congé pour un mariage ?', () => 'Quatre jours [1].');
    await answer.getByRole('button', { name: /autres? documents? consultés?/ }).click();
    const other = answer.getByRole('button', { name: /^Consulté, non cité : / }).first();
    await other.click();
    const panel = page.getByRole('region', { name: /^Consulté, non cité/ });
    await panel.locator('mark').first().waitFor();
    await inSight(panel.locator('mark').first());
  });
});
