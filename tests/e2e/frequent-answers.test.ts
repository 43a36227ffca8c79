import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('frequent answers', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const open = (path: string) => page.goto(`${office.server.address}/#${path}`);

  it('are reached from the settings, and say that there are none yet', async () => {
    await open('/settings/modules');
    await page.getByRole('link', { name: 'Ouvrir' }).click();
    await page.getByRole('heading', { name: 'Réponses fréquentes', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Aucune réponse fréquente' }).waitFor();
  });

  it('are written, refused when the question is there already, changed and deleted', async () => {
    await page.getByRole('button', { name: 'Ajouter une réponse' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Question').fill('Où se garer ?');
    await dialog.getByLabel('Réponse du bureau').fill('Sous l’hôtel de ville.');
    await dialog.getByLabel('Autres façons de le demander').fill('parking\nparking = stationnement');
    await dialog.getByLabel('Valable du').fill('2026-01-02');
    await dialog.getByLabel('Valable jusqu’au').fill('2026-01-01');
    await dialog.getByText('Le dernier jour vient avant le premier.').waitFor();
    await dialog.getByLabel('Valable jusqu’au').fill('');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    const line = page.getByRole('listitem').filter({ hasText: 'Où se garer ?' });
    await line.getByText('En service').waitFor();

    await page.getByRole('button', { name: 'Ajouter une réponse' }).first().click();
    await dialog.getByLabel('Question').fill('ou se garer');
    await dialog.getByLabel('Réponse du bureau').fill('Ailleurs.');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Cette question a déjà une réponse').waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).click();

    await line.getByRole('button', { name: 'Modifier' }).click();
    await dialog.getByLabel('Réponse du bureau').fill('Sous l’hôtel de ville, niveau 1.');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await line.getByText('niveau 1').waitFor();
  });

  it('are given in a conversation, and marked as the office’s own', async () => {
    await open(`/chat?bot=${office.chatbotId}&ask=${encodeURIComponent('où se garer svp')}`);
    const answer = page.getByRole('article', { name: /Réponse de/ });
    await answer.getByText('Sous l’hôtel de ville, niveau 1.').waitFor();
    await answer.getByText('Réponse du bureau').waitFor();
  });

  it('come from a table after a look at it, and go into one', async () => {
    await open('/modules/frequentAnswers');
    await page.getByRole('button', { name: 'Importer' }).click();
    const dialog = page.getByRole('dialog');
    const path = join(office.dataFolder, 'questions.csv');
    writeFileSync(
      path,
      'Question;Réponse\nQuels horaires ?;De 9 h à 17 h\nSans réponse ?;\nOù se garer ?;En ville',
    );
    await dialog.locator('input[type=file]').setInputFiles(path);
    await dialog.getByText('1 réponse ajoutée').waitFor();
    await dialog.getByText('1 réponse modifiée').waitFor();
    await dialog.getByText('Ligne 3, « Sans réponse ? » : la réponse manque').waitFor();
    await dialog.getByRole('button', { name: 'Importer' }).click();
    await page.getByText('Quels horaires ?').waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Exporter' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('reponses-frequentes.csv');
    const saved = join(office.dataFolder, 'again.csv');
    await download.saveAs(saved);
    const table = readFileSync(saved, 'utf8');
    for (const question of ['Quels horaires ?', 'Où se garer ?']) expect(table).toContain(question);
    // What came out goes in again, and changes nothing.
    await page.getByRole('button', { name: 'Importer' }).click();
    await dialog.locator('input[type=file]').setInputFiles(saved);
    await dialog.getByText('2 réponses inchangées').waitFor();
    await page.keyboard.press('Escape');
  });

  it('are found by the palette, and are not shown where the module is off', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('faq');
    await page.getByRole('option', { name: /Réponses fréquentes/ }).waitFor();
    await page.keyboard.press('Escape');
    await open('/settings/modules');
    await page.getByRole('switch', { name: 'Mettre en service : Réponses fréquentes' }).click();
    await page.getByText('Réponses fréquentes : hors service').waitFor();
    await open('/modules/frequentAnswers');
    await page.getByRole('heading', { name: 'Réponses fréquentes : hors service pour ce client' }).waitFor();
    // The one that was refused is told by the browser too.
    expect(window.complaints.filter(each => !each.includes('409'))).toEqual([]);
  });
});
