import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockedPdf } from '../support/locked-files.ts';
import { pagedPdf } from '../support/sample-files.ts';
import { untilRead } from '../support/temporary-app.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { isInSightOfScroller } from './support/in-page.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const filler = (page: number): string[] =>
  Array.from({ length: 36 }, (_, line) => `Le paragraphe ${page}-${line} du manuel ne dit rien.`);
const WORDS = 'La visite de la chaudière est faite en octobre.';
const MANUAL = pagedPdf([filler(1), [...filler(2), WORDS], filler(3)]);

describe('the pages of a document', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let id = '';
  let passage = { start: 0, end: 0 };

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    const { client } = office.server;
    const path = join(office.dataFolder, 'manuel.pdf');
    await writeFile(path, MANUAL);
    const { documents } = await client.documents.addPaths({ chatbotId: office.chatbotId, paths: [path] });
    id = documents[0]?.id ?? '';
    await untilRead(client, office.chatbotId);
    const { blocks } = await client.documents.page({ id, page: 2 });
    const block = blocks.find(({ text }) => text.includes(WORDS));
    const start = (block?.start ?? 0) + (block?.text.indexOf(WORDS) ?? 0);
    passage = { start, end: start + WORDS.length };
  });
  beforeEach(async () => {
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const open = () =>
    page.goto(`${office.server.address}/#/documents/${id}?start=${passage.start}&end=${passage.end}`);
  const drawn = (number: number) => page.getByRole('article', { name: `page ${number} sur 3` });
  const picture = (number: number) => drawn(number).locator('img');
  const isDrawn = (image: Locator) =>
    image.evaluate(element => 'naturalWidth' in element && Number(element.naturalWidth) > 0);
  const widthOf = async (one: Locator) => (await one.boundingBox())?.width ?? 0;

  it('are shown as they look, with the passage marked and in sight', async () => {
    await open();
    await expect.poll(() => isDrawn(picture(2))).toBe(true);
    const mark = drawn(2).locator('mark');
    expect(await mark.count()).toBe(1);
    await expect.poll(() => mark.evaluate(isInSightOfScroller)).toBe(true);
    // The line is the last one: 72 points from the left, near the lower end of the page.
    const [sheet, line] = [await drawn(2).boundingBox(), await mark.boundingBox()];
    expect(((line?.x ?? 0) - (sheet?.x ?? 0)) / (sheet?.width ?? 1)).toBeCloseTo(72 / 612, 1);
    expect(((line?.y ?? 0) - (sheet?.y ?? 0)) / (sheet?.height ?? 1)).toBeGreaterThan(0.75);
    expect((sheet?.height ?? 0) / (sheet?.width ?? 1)).toBeCloseTo(792 / 612, 2);
    expect(await drawn(2).textContent()).toContain(WORDS);
    expect(window.complaints).toEqual([]);
  });

  it('are turned by button and key, made larger and smaller, and fit again', async () => {
    await open();
    const fit = await widthOf(drawn(2));
    await page.getByRole('button', { name: 'Agrandir' }).click();
    await expect.poll(() => widthOf(drawn(2))).toBeCloseTo(fit * 1.25, -1);
    await page.getByRole('region', { name: 'Document' }).focus();
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await expect.poll(() => widthOf(drawn(2))).toBeCloseTo(fit * 0.75, -1);
    await page.keyboard.press('0');
    await expect.poll(() => widthOf(drawn(2))).toBeCloseTo(fit, -1);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => isDrawn(picture(3))).toBe(true);
    expect(await drawn(3).locator('mark').count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Page précédente' }).click();
    await expect.poll(() => isDrawn(picture(1))).toBe(true);
    await page.getByRole('button', { name: 'Revenir au passage' }).click();
    await drawn(2).locator('mark').waitFor();
  });

  it('give way to their text, which stays the choice', async () => {
    await open();
    await page.getByRole('button', { name: 'Texte' }).click();
    await page.locator('mark', { hasText: WORDS }).waitFor();
    expect(await page.getByRole('button', { name: 'Agrandir' }).count()).toBe(0);
    await page.reload();
    await page.locator('mark', { hasText: WORDS }).waitFor();
    await page.getByRole('button', { name: 'Page', exact: true }).click();
    await expect.poll(() => isDrawn(picture(2))).toBe(true);
  });

  it('that cannot be drawn say so, above their text', async () => {
    await page.route('**/page/image?*', route => route.fulfill({ status: 422, body: '' }));
    await open();
    await page.getByText('Cette page ne peut pas être affichée telle quelle').waitFor();
    await page.locator('mark', { hasText: WORDS }).waitFor();
  });

  it('fit a phone', async () => {
    await page.setViewportSize(PHONE);
    await open();
    await expect.poll(() => isDrawn(picture(2))).toBe(true);
    expect(await widthOf(drawn(2))).toBeLessThanOrEqual(PHONE.width);
    expect(await widthOf(drawn(2))).toBeGreaterThan(PHONE.width * 0.85);
    await expect.poll(() => drawn(2).locator('mark').evaluate(isInSightOfScroller)).toBe(true);
  });

  it('are not there for a document that has none', async () => {
    const { items } = await office.server.client.documents.list({ limit: 50 });
    const note = items.find(({ fileName }) => fileName.endsWith('.md'));
    await page.goto(`${office.server.address}/#/documents/${note?.id}`);
    await page.getByRole('article', { name: /^Texte de / }).waitFor();
    expect(await page.getByRole('button', { name: 'Texte' }).count()).toBe(0);
  });

  it('of a file with a password are there once it is given, and not any more once it is forgotten', async () => {
    const { client, address } = office.server;
    const path = join(office.dataFolder, 'bail.pdf');
    await writeFile(path, await lockedPdf(['The lease ends in March.'], 'sesame'));
    const { documents } = await client.documents.addPaths({ chatbotId: office.chatbotId, paths: [path] });
    await untilRead(client, office.chatbotId);
    await page.goto(`${address}/#/documents/${documents[0]?.id ?? ''}`);
    const field = page.getByLabel('Mot de passe du fichier');
    await field.fill('faux');
    await page.getByRole('button', { name: 'Ouvrir et lire' }).click();
    await page.getByText('Ce mot de passe n’ouvre pas le fichier').waitFor();
    await field.fill('sesame');
    await page.getByLabel('Le garder pour les prochaines lectures').check();
    await page.getByRole('button', { name: 'Ouvrir et lire' }).click();
    await page.getByRole('article', { name: 'page 1 sur 1' }).waitFor();
    await page.getByRole('button', { name: 'Oublier le mot de passe' }).click();
    await page.getByText('son mot de passe, qui n’est pas gardé').waitFor();
    await page.reload();
    await page.getByText('cette page ne peut pas être affichée telle quelle').waitFor();
    await page.getByText('The lease ends in March.').first().waitFor();
  });
});
