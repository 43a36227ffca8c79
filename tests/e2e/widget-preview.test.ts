import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitorSession } from '#shared/contract/visitor-panel.ts';
import { STAND_IN_WIDGET } from '../support/widget-stand-in-data.ts';
import { startBrowser } from './support/browser.ts';
import {
  addField,
  answerPreview,
  embedPreview,
  hasFocus,
  sayToOneself,
  showInPreview,
} from './support/in-page.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const session: VisitorSession = {
  widget: {
    ...STAND_IN_WIDGET,
    leadForm: { when: 'on-request', intro: null, fields: [{ name: 'phone', required: true }] },
  },
  visitor: { id: '01900000-0000-7000-8000-000000000000', name: null, email: null, consentAt: null },
  conversations: [],
  open: true,
  server: { version: '0' },
};
const message = (change: object = {}, widget: Partial<VisitorSession['widget']> = {}) => ({
  foyer: 1,
  type: 'preview',
  session: { ...session, widget: { ...session.widget, ...widget } },
  pageLanguage: 'fr',
  launcher: true,
  label: null,
  ...change,
});

/** The administration of the real server, whose page frames the preview in a sandbox. */
describe('the preview of a widget', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  async function openPage(): Promise<{ page: Page; preview: ReturnType<Page['frameLocator']> }> {
    const page = await (await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })).newPage();
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', each => {
      if (each.type() === 'error') complaints.push(each.text());
    });
    await signIn(page, office.server.address);
    complaints.length = 0;
    return { page, preview: page.frameLocator('#preview') };
  }

  it('is the very widget, shows each edit at once, and calls nobody', async () => {
    const { page, preview } = await openPage();
    const requests: string[] = [];
    await page.evaluate(embedPreview, message());
    await preview.getByText('Bonjour, je connais le règlement').waitFor();
    await page.evaluate(addField);
    page.on('request', request => requests.push(new URL(request.url()).pathname));
    await page.evaluate(
      showInPreview,
      message({ label: 'Une question ?' }, { title: 'Paie', color: '#1d4ed8', position: 'left' }),
    );
    await preview.getByRole('heading', { name: 'Paie' }).waitFor();
    expect(await page.locator('#edited').evaluate(hasFocus)).toBe(true);
    const launcher = preview.locator('#launcher').getByRole('button');
    await launcher.click();
    await preview.getByRole('heading', { name: 'Paie' }).waitFor({ state: 'hidden' });
    await launcher.getByText('Une question ?').waitFor();
    await launcher.click();
    await preview.getByRole('textbox').fill('Un essai');
    await page.keyboard.press('Enter');
    await preview.locator('.talk .prose').getByText('Aperçu : rien n’est envoyé.').waitFor();
    await page.evaluate(showInPreview, message({ look: 'lead-form' }));
    const form = preview.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Téléphone' }).fill('0102030405');
    await form.getByRole('button', { name: 'Envoyer' }).click();
    await preview.getByText('vos coordonnées nous sont bien parvenues').waitFor();
    await page.evaluate(showInPreview, message({ look: 'offline' }, { offlineMessage: 'À demain.' }));
    await preview.getByText('À demain.').waitFor();
    expect(requests.filter(path => path.includes('visitor') && !path.startsWith('/assets/'))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('keeps what it was asked to show when an answer ends meanwhile, and sends nothing then', async () => {
    const { page, preview } = await openPage();
    await page.evaluate(embedPreview, message());
    await preview.getByRole('textbox').fill('Un essai');
    await page.keyboard.press('Enter');
    await preview.locator('.talk .prose').getByText('Aperçu').waitFor();
    await page.evaluate(showInPreview, message({ look: 'offline' }, { offlineMessage: 'À demain.' }));
    await preview.locator('.talk .prose').getByText('Voici comment une réponse apparaîtra.').waitFor();
    await preview.getByRole('textbox').fill('Un autre');
    await page.keyboard.press('Enter');
    await preview.locator('.talk').getByText('Un autre').waitFor();
    await preview.getByText('À demain.').waitFor();
    expect(await preview.getByText('Un autre').count()).toBe(1);
    expect(await preview.locator('.talk .prose').count()).toBe(1);
    await page.evaluate(showInPreview, message());
    await preview.getByText('À demain.').waitFor({ state: 'hidden' });
    await preview.locator('.talk .prose').nth(1).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('hands questions to the administration and draws what comes back', async () => {
    const { page, preview } = await openPage();
    await page.evaluate(embedPreview, message({ launcher: false }));
    await page.evaluate(answerPreview);
    await preview.getByRole('textbox').fill('Combien de jours ?');
    await page.keyboard.press('Enter');
    await preview.locator('.talk .prose').getByText('Réponse à : Combien de jours ?').waitFor();
    await preview.locator('.citation').click();
    await preview.getByRole('dialog').locator('mark', { hasText: 'le passage' }).waitFor();
    expect(await preview.locator('#launcher').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('listens to nobody but the page that frames it from its own origin', async () => {
    const { page, preview } = await openPage();
    await page.evaluate(embedPreview, null);
    await page.frameLocator('#preview').locator('body').waitFor({ state: 'attached' });
    const frame = page.frames().find(each => each.url().endsWith('/widget/preview/'));
    // From the frame itself: the right origin by its address, the wrong window.
    await frame?.evaluate(sayToOneself, message());
    await page.evaluate(showInPreview, { ...message(), foyer: 2 });
    expect(await preview.getByRole('textbox').count()).toBe(0);
    await page.evaluate(showInPreview, message());
    await preview.getByRole('textbox').waitFor();
    await page.context().close();
  });
});
