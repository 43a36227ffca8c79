import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { databaseFile } from '#main/db/connection.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const realDocuments = fileURLToPath(new URL('../../../shared/data/documents', import.meta.url));
const withRealDocuments = existsSync(realDocuments);
if (!withRealDocuments) console.log(`Real documents are absent (${realDocuments}): their test is left out`);

describe('giving documents to a chatbot', () => {
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

  const row = (name: string | RegExp) => page.getByRole('row', { name });

  async function open(): Promise<void> {
    await page.goto(`${office.server.address}/#/knowledge`);
    await page.getByRole('heading', { name: 'Connaissances' }).waitFor();
  }

  async function give(files: { name: string; content: string }[]): Promise<void> {
    const folder = join(office.dataFolder, 'to-give');
    await mkdir(folder, { recursive: true });
    const paths = await Promise.all(
      files.map(async ({ name, content }) => {
        const path = join(folder, name);
        await writeFile(path, content);
        return path;
      }),
    );
    await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(paths);
  }

  it('reads files, says what it could not read and why, and keeps each name, of the same content too', async () => {
    const content = 'La livraison des meubles prend trois semaines après la commande.';
    await open();
    await give([
      { name: 'livraison.txt', content },
      { name: 'vide.txt', content: '' },
    ]);
    await row(/livraison/)
      .getByText('Prêt')
      .waitFor();
    await row(/vide/).getByText('Le fichier est vide').waitFor();
    await row(/vide/).getByRole('link').first().click();
    await page.getByText('Le fichier est vide').first().waitFor();
    await open();
    await give([{ name: 'livraison.txt', content }]);
    await page
      .getByText(/« livraison.txt » était déjà là/)
      .first()
      .waitFor();
    await give([{ name: 'copie.txt', content }]);
    await row(/copie/).getByText('Prêt').waitFor();
    await row(/copie/).getByRole('link').click();
    await page.getByRole('tab', { name: 'Détails' }).last().click();
    await page
      .getByRole('region', { name: 'Même contenu' })
      .getByRole('link', { name: 'livraison.txt' })
      .waitFor();
    await open();
  });

  it('asks once about files that have the name of a document there; the earlier version is kept aside', async () => {
    const fare = (price: number) =>
      `La place au port coûte ${price} euros par mois, toutes charges comprises.`;
    await give([
      { name: 'tarifs.txt', content: fare(100) },
      { name: 'horaires.txt', content: 'Le port ouvre à six heures en été.' },
    ]);
    await row(/tarifs/)
      .getByText('Prêt')
      .waitFor();
    await row(/horaires/)
      .getByText('Prêt')
      .waitFor();
    const fares = async () => {
      const { items } = await office.server.client.documents.list({ q: 'tarifs', limit: 1 });
      return items[0]?.id;
    };
    const earlier = await fares();
    await give([
      { name: 'tarifs.txt', content: fare(120) },
      { name: 'horaires.txt', content: 'Le port ouvre à cinq heures en été.' },
    ]);
    const question = page.getByRole('region', { name: '2 fichiers portent le nom d’un document déjà là' });
    await question.getByText('tarifs.txt').waitFor();
    await question.getByRole('button', { name: 'Remplacer' }).click();
    await question.waitFor({ state: 'detached' });
    await expect.poll(fares).not.toBe(earlier);
    const newer = row(/tarifs/).filter({ has: page.locator(`a[href$="${await fares()}"]`) });
    await newer.getByText('Prêt').waitFor();
    expect(await row(/tarifs/).count()).toBe(1);
    await newer.getByRole('link').click();
    await page.getByRole('tab', { name: 'Détails' }).last().click();
    const versions = page.getByRole('region', { name: 'Versions précédentes' });
    await versions.getByRole('link', { name: /^Comparer/ }).click();
    await page.getByRole('heading', { name: 'Ce qui a changé dans tarifs' }).waitFor();
    await page.getByText('1 passage modifié').waitFor();
    const words = async (kind: string) =>
      (await page.locator(`article ${kind}`).allInnerTexts()).map(text => text.trim());
    expect([await words('del'), await words('ins')]).toEqual([['100'], ['120']]);
    await page.getByRole('link', { name: 'Voir la version précédente' }).click();
    await page.getByText(/Version précédente, mise de côté/).waitFor();
    await page.getByText('100 euros').waitFor();
    await page.getByRole('button', { name: 'Restaurer' }).first().click();
    await expect.poll(() => found('place au port', /La place au port/)).toEqual([fare(100)]);
    await open();
  });

  it('keeps both where that is wanted', async () => {
    await give([{ name: 'horaires.txt', content: 'Le port ouvre à quatre heures en été.' }]);
    const question = page.getByRole('region', { name: 'Une version plus récente de « horaires.txt » ?' });
    await question.getByRole('button', { name: 'Garder les deux' }).click();
    await page.getByText('1 document gardé avec l’ancien').waitFor();
    await expect.poll(async () => (await found('le port ouvre en été', /Le port ouvre/)).length).toBe(2);
  });

  const found = async (q: string, pattern: RegExp) => {
    const { results } = await office.server.client.search.search({ chatbotId: office.chatbotId, q, k: 20 });
    return results.map(({ text }) => text).filter(text => pattern.test(text));
  };

  it('calls a document otherwise, and finds it by that name', async () => {
    await row(/copie/).getByRole('button', { name: 'Actions pour copie' }).click();
    await page.getByRole('menuitem', { name: 'Renommer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Renommer le document' });
    await dialog.getByRole('textbox').fill('Délais du menuisier');
    await dialog.getByRole('button', { name: 'Renommer' }).click();
    await row(/Délais du menuisier/)
      .getByText('copie.txt')
      .waitFor();
    await expect
      .poll(async () => {
        const { results } = await office.server.client.search.search({
          chatbotId: office.chatbotId,
          q: 'menuisier',
          k: 5,
        });
        return results.map(({ title }) => title);
      })
      .toEqual(['Délais du menuisier']);
    await page.getByRole('searchbox', { name: 'Rechercher un document' }).fill('menuisier');
    await row(/Règlement/)
      .first()
      .waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Rechercher un document' }).fill('');
  });

  it('sorts the whole list by any column', async () => {
    const titles = async () => await page.getByRole('row').getByRole('link').allTextContents();
    const head = page.getByRole('columnheader', { name: 'Document' });
    await head.getByRole('button').click();
    await expect.poll(async () => head.getAttribute('aria-sort')).toBe('ascending');
    const { compare } = new Intl.Collator('fr', { sensitivity: 'base' });
    const first = async () => (await titles()).at(0);
    await expect.poll(first).toBe('Délais du menuisier');
    expect(await titles()).toEqual((await titles()).toSorted(compare));
    await head.getByRole('button').click();
    await expect.poll(first).toBe('vide');
    expect(await titles()).toEqual((await titles()).toSorted((left, right) => compare(right, left)));
    await page.getByRole('columnheader', { name: 'Taille' }).getByRole('button').click();
    await expect.poll(async () => (await titles()).at(-1)).toBe('vide');
  });

  it('lets a failure be dismissed, which stops it from counting, and that be taken back', async () => {
    await page.getByRole('link', { name: '1 à revoir' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(2); // its head, and what is to be seen to
    await row(/vide/).getByRole('button', { name: 'Actions pour vide' }).click();
    await page.getByRole('menuitem', { name: 'Écarter l’échec' }).click();
    await page.getByRole('link', { name: '1 à revoir' }).waitFor({ state: 'detached' });
    await row(/vide/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Annuler' }).last().click();
    await page.getByRole('link', { name: '1 à revoir' }).waitFor();
    await row(/vide/).waitFor();
    await open();
  });

  it('shows what was not read of a document, and where', async () => {
    const { items } = await office.server.client.documents.list({ q: 'horaires', limit: 1 });
    const warning = { kind: 'without_text', unread: 3, total: 12, unit: 'pages', places: ['4', '5', '9'] };
    const database = new Sqlite(databaseFile(office.dataFolder));
    database
      .prepare('update documents set warnings = ? where id = ?')
      .run(JSON.stringify([warning]), items[0]?.id);
    database.close();
    await page.reload();
    await page.getByRole('link', { name: '1 lu en partie' }).click();
    await row(/horaires/)
      .getByText('Lu en partie')
      .waitFor();
    await row(/horaires/)
      .getByText('Pages sans texte (3 pages sur 12)')
      .waitFor();
    await row(/horaires/)
      .getByRole('link')
      .click();
    await page.getByRole('note').getByRole('button', { name: 'Détails' }).click();
    const list = page.getByRole('region', { name: 'Ce qui n’a pas été lu' });
    await list.getByText('aucun mot n’a été reconnu').waitFor();
    expect(await list.getByRole('link').allTextContents()).toEqual(['4', '5', '9']);
    await open();
  });

  it('asks for whom files are when a person stands in no chatbot, and takes them wherever they are dropped', async () => {
    const { clientId } = await office.server.client.documents.get({
      id: (await office.server.client.documents.list({ limit: 1 })).items[0]?.id ?? '',
    });
    const other = await office.server.client.chatbots.create({ name: 'Capitainerie', clientId });
    await page.reload();
    await page.getByText('Foyer demandera pour quel chatbot.').waitFor();
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['Le ponton nord est réservé aux visiteurs.'], 'pontons.txt', { type: 'text/plain' }));
      return data;
    })()`);
    // On the heading, far from the zone.
    const heading = page.getByRole('heading', { name: 'Connaissances' });
    for (const type of ['dragenter', 'dragover', 'drop'])
      await heading.dispatchEvent(type, { dataTransfer: transfer });
    const dialog = page.getByRole('dialog', { name: 'Pour quel chatbot ?' });
    expect(await dialog.getByRole('button', { name: 'Ajouter' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: 'Capitainerie' }).check();
    await dialog.getByRole('button', { name: 'Ajouter' }).click();
    await row(/pontons/)
      .getByText('Prêt')
      .waitFor();
    const { items } = await office.server.client.documents.list({ q: 'pontons' });
    expect(items[0]?.chatbotIds).toEqual([other.id]);

    // Where a person stands in a chatbot, nobody asks.
    await page.goto(`${office.server.address}/#/knowledge?bot=${office.chatbotId}`);
    await page.getByText('Pour Assistant RH.').waitFor();
    await give([{ name: 'ancre.txt', content: 'L’ancre pèse douze kilos.' }]);
    await row(/ancre/).getByText('Prêt').waitFor();
    expect((await office.server.client.documents.list({ q: 'ancre' })).items[0]?.chatbotIds).toEqual([
      office.chatbotId,
    ]);
    await page.goto(`${office.server.address}/#/knowledge`);
  });

  it('gives documents to a chatbot and takes them away, many at once, and takes that back', async () => {
    const linked = async () => {
      const { items } = await office.server.client.documents.list({ limit: 200 });
      const bots = await office.server.client.chatbots.list({});
      const name = (id: string) => bots.find(bot => bot.id === id)?.name;
      return items
        .filter(({ fileName }) => /ancre|pontons/.test(fileName))
        .map(({ fileName, chatbotIds }) => [fileName, chatbotIds.map(name).toSorted()]);
    };
    const before = await linked();
    for (const name of [/ancre/, /pontons/]) await row(name).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Chatbots…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Capitainerie (1 sur 2)' }).check();
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('1 document mis à jour').waitFor();
    expect(await linked()).toEqual([
      ['ancre.txt', ['Assistant RH', 'Capitainerie']],
      ['pontons.txt', ['Capitainerie']],
    ]);
    await page.getByRole('button', { name: 'Annuler' }).last().click();
    await expect.poll(linked).toEqual(before);
  });

  it('gives several documents a tag, narrows the list to it, and calls it otherwise everywhere', async () => {
    for (const name of [/ancre/, /pontons/]) await row(name).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Étiquettes…' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Donner' }).fill('Le port');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('2 documents mis à jour').waitFor();
    await row(/ancre/).getByText('Le port').waitFor();
    await page.getByRole('link', { name: 'Étiquettes', exact: true }).click();
    await page.getByRole('button', { name: 'Actions pour Le port' }).click();
    await page.getByRole('menuitem', { name: 'Renommer' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Capitainerie du port');
    await page.getByRole('dialog').getByRole('button', { name: 'Renommer' }).click();
    await page.getByRole('link', { name: 'Capitainerie du port' }).click();
    await row(/Règlement/)
      .first()
      .waitFor({ state: 'detached' });
    await row(/pontons/)
      .getByText('Capitainerie du port')
      .waitFor();
    expect(await page.getByRole('row').count()).toBe(3); // with the heads of columns
  });

  it('finds a passage on the bench and opens it in its page', async () => {
    await page.goto(`${office.server.address}/#/knowledge?bench=true`);
    const bench = page.getByRole('dialog');
    await bench.getByRole('textbox').fill('livraison des meubles');
    await page.keyboard.press('Enter');
    await bench.getByText('trois semaines').first().waitFor();
    await bench
      .getByRole('link', { name: /trois semaines/ })
      .first()
      .click();
    await page.locator('mark').first().waitFor();
  });

  it('deletes a document with its passages', async () => {
    await open();
    await row(/vide/).getByRole('checkbox').check();
    await row(/livraison/)
      .getByRole('checkbox')
      .check();
    await page.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('2 documents supprimés').waitFor();
    await row(/livraison/).waitFor({ state: 'detached' });
    const { results } = await office.server.client.search.search({
      chatbotId: office.chatbotId,
      q: 'livraison des meubles',
      k: 5,
    });
    // Its copy under another name keeps its own passages.
    expect(results.filter(({ text }) => text.includes('trois semaines')).map(({ title }) => title)).toEqual([
      'Délais du menuisier',
    ]);
  });

  it.runIf(withRealDocuments)(
    'ends every real file in its right state, and none blocks the others',
    async () => {
      const expected: Record<string, RegExp> = {
        'tracemonkey.pdf': /Prêt/,
        'docx-tables.docx': /Prêt/,
        'wiki_duck.html': /Prêt/,
        'UDHR_first_article_all.txt': /Prêt/,
        'copy-protected.pdf': /Prêt/,
        'testWORD_truncated.docx': /Fichier endommagé/,
        'testOCR.pdf': /Prêt/,
        'empty.pdf': /Aucun texte trouvé/,
      };
      await page.goto(`${office.server.address}/#/knowledge?bot=${office.chatbotId}`);
      await page.getByText('Pour Assistant RH.').waitFor();
      await page
        .locator('input[type=file]:not([webkitdirectory])')
        .first()
        .setInputFiles(Object.keys(expected).map(name => join(realDocuments, name)));
      await expect
        .poll(
          async () => {
            const { items, totals } = await office.server.client.documents.list({ limit: 200 });
            return totals.working === 0 && items.filter(({ fileName }) => fileName in expected).length;
          },
          { timeout: 60_000 },
        )
        .toBe(Object.keys(expected).length);
      const { items } = await office.server.client.documents.list({ limit: 200 });
      for (const { fileName, title } of items.filter(item => item.fileName in expected)) {
        const state = row(new RegExp(title.slice(0, 30).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))).first();
        await state.getByText(expected[fileName] ?? /^$/).waitFor();
      }
      expect(window.complaints).toEqual([]);
    },
  );
});
