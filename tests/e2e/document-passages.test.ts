import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilRead } from '../support/temporary-app.ts';
import { openWindow, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('the passages of a document', () => {
  let browser: Browser;
  let office: FurnishedOffice;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('are put in other words and left out of answers', async () => {
    const { client } = office.server;
    const path = join(office.dataFolder, 'garage.md');
    await writeFile(
      path,
      '# Garage\n\nLe garage à vélos ferme à 19 heures tous les jours. Le portail reste ouvert.\n',
    );
    const { documents } = await client.documents.addPaths({ chatbotId: office.chatbotId, paths: [path] });
    await untilRead(client, office.chatbotId);
    const { page } = await openWindow(browser);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/documents/${documents[0]?.id ?? ''}`);

    // Cut in two before its second sentence, and joined again.
    const actions = page.getByRole('button', { name: 'Actions du passage 1' });
    await actions.click();
    await page.getByRole('menuitem', { name: 'Couper en deux' }).click();
    const cut = page.getByRole('dialog', { name: 'Couper le passage 1 en deux' });
    const doCut = cut.getByRole('button', { name: 'Couper en deux' });
    expect(await doCut.isDisabled()).toBe(true);
    await cut.getByRole('radio', { name: 'Le portail reste ouvert.' }).check();
    await doCut.click();
    const second = page.getByRole('button', { name: 'Actions du passage 2' });
    await second.waitFor();
    await actions.click();
    await page.getByRole('menuitem', { name: 'Réunir avec le suivant' }).click();
    await second.waitFor({ state: 'detached' });
    await actions.click();
    await page.getByRole('menuitem', { name: 'Rétablir tel que lu' }).click();
    await page.getByText('Retouché').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Actions du passage 1' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    await page.getByLabel('Texte utilisé dans les réponses').fill('Le garage ferme à 22 heures.');
    const questions = page.getByLabel('Questions auxquelles ce passage répond');
    const typed = ['Et la nuit ?', ...Array<string>(10).fill(`${'Combien '.repeat(40)}?`)].join('\n');
    await questions.fill(typed);
    await page.getByText('11 questions : 10 au plus. Retirez-en 1.').waitFor();
    expect(await questions.inputValue()).toBe(typed);
    expect(await page.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true);
    await questions.fill('Et la nuit ?');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Retouché').waitFor();

    await page.getByRole('button', { name: 'Actions du passage 1' }).click();
    await page.getByRole('menuitem', { name: 'Exclure des réponses' }).click();
    await page.getByRole('button', { name: 'Reprendre' }).waitFor();
    expect((await client.documents.get({ id: documents[0]?.id ?? '' })).passageCount).toBe(0);

    const short = join(office.dataFolder, 'annexe.md');
    await writeFile(short, 'Annexe 3');
    const added = await client.documents.addPaths({ chatbotId: office.chatbotId, paths: [short] });
    await untilRead(client, office.chatbotId);
    await page.goto(`${office.server.address}/#/documents/${added.documents[0]?.id ?? ''}`);
    await page.getByRole('button', { name: 'Trop courts 1' }).click();
    await page.getByRole('button', { name: 'Exclure ce passage' }).click();
    await page.getByRole('button', { name: 'Reprendre' }).waitFor();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('button', { name: 'Trop courts 1' }).waitFor();

    // Done by somebody else, it is seen where the page is open.
    await client.passages.excludeFlagged({ id: added.documents[0]?.id ?? '', flag: 'short' });
    await page.getByRole('button', { name: 'Trop courts 1' }).waitFor({ state: 'detached' });

    const rule =
      'La piscine ouvre au mois de mai, sous la garde de deux maîtres nageurs, et ferme dès que la nuit tombe.';
    const doubles = Object.entries({ 'piscine.md': rule, 'bassin.md': `${rule} Le samedi aussi.` });
    const paths = doubles.map(([name]) => join(office.dataFolder, name));
    for (const [name, text] of doubles) await writeFile(join(office.dataFolder, name), text);
    const same = await client.documents.addPaths({ chatbotId: office.chatbotId, paths });
    await untilRead(client, office.chatbotId);
    await page.goto(`${office.server.address}/#/documents/${same.documents[0]?.id ?? ''}`);
    await page.getByText('1 passage de ce document dit la même chose qu’un autre.').waitFor();
    await page.getByRole('link', { name: 'Voir les doubles' }).click();
    const group = page.getByRole('region', { name: '2 passages disent la même chose' });
    await group.getByText('Le samedi aussi.').waitFor();
    await page.getByRole('button', { name: 'Garder celui de bassin' }).click();
    await page.getByText('Aucun passage de ce document n’a de double').waitFor();
    const counts = await Promise.all(same.documents.map(({ id }) => client.documents.get({ id })));
    expect(counts.map(({ passageCount }) => passageCount)).toEqual([0, 1]);
    await page.getByRole('button', { name: 'Annuler' }).last().click();
    await group.waitFor();

    // Of an office that has some, they are found from its knowledge; once none are left, nothing is said.
    await page.getByRole('link', { name: 'Tous les documents' }).click();
    await group.waitFor();
    await client.documents.remove({ id: same.documents[0]?.id ?? '' });
    await page.getByText('Aucun passage en double').waitFor();
  });
});
