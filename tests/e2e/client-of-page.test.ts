import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilRead } from '../support/temporary-app.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const OWN = 'Mon bureau';
const OTHER = 'Cabinet Lefèvre';

describe('the client shown is that of the page', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let bot: { id: string; clientId: string };
  let documentId: string;
  let conversationId: string;
  const switcher = () => page.getByRole('complementary').getByRole('button', { name: /chatbots?$/ });
  const to = (path: string) => page.goto(`${office.server.address}/#${path}`);
  /** Back to the first client, on a page that belongs to none. */
  const startAtOwn = async () => {
    await to('/');
    const shown = switcher();
    if (!(await shown.innerText()).startsWith(OWN)) {
      await shown.click();
      await page.getByRole('option', { name: OWN }).click();
    }
    await expect.poll(() => shown.innerText()).toContain(OWN);
  };

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    const { client } = office.server;
    const other = await client.clients.create({ name: OTHER });
    bot = await client.chatbots.create({ clientId: other.id, name: 'Greffe', language: 'fr' });
    await client.documents.addSample({ chatbotId: bot.id, language: 'fr' });
    await untilRead(client, bot.id);
    documentId = (await client.documents.list({ chatbotId: bot.id })).items[0]?.id ?? '';
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    await to(`/chat?bot=${bot.id}`);
    await page.getByRole('textbox', { name: /question/i }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/chat\/[0-9a-f-]{36}$/);
    conversationId = page.url().split('/').at(-1) ?? '';
    await page.locator('[role=article][aria-busy=false]').last().waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it.each([
    ['its chatbot', () => `/chatbots/${bot.id}`],
    ['a tab of its chatbot', () => `/chatbots/${bot.id}?tab=deploy`],
    ['its chatbot, to chat', () => `/chat?bot=${bot.id}`],
    ['its documents, of one chatbot', () => `/knowledge?bot=${bot.id}`],
    ['its conversations, of one chatbot', () => `/conversations?bot=${bot.id}`],
    ['a document of it', () => `/documents/${documentId}`],
    ['a conversation of it', () => `/chat/${conversationId}`],
    ['a conversation of it, to read', () => `/conversations/${conversationId}`],
    ['the client itself', () => `/clients/${bot.clientId}?tab=chatbots`],
  ])('after a link to %s, and stays so', async (_, path) => {
    await startAtOwn();
    await to(path());
    await expect.poll(() => switcher().innerText()).toContain(OTHER);
    await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
    expect(await page.getByRole('main').getByText('Assistant RH').count()).toBe(0);
    await to('/chatbots');
    await page.getByRole('link', { name: 'Greffe' }).waitFor();
    expect(await page.getByRole('link', { name: 'Assistant RH' }).count()).toBe(0);
  });

  it('from the palette, whose chatbot and document may be of another client', async () => {
    for (const [typed, option] of [
      ['greffe', 'Greffe'],
      ['reglement', /Règlement/],
    ] as const) {
      await startAtOwn();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill(typed);
      await page.getByRole('option', { name: option }).first().click();
      await page.waitForURL(/#\/(chatbots|documents)\//);
      const { clientId } = page.url().includes('/chatbots/')
        ? bot
        : await office.server.client.documents.get({ id: page.url().split('/').at(-1) ?? '' });
      const name = clientId === bot.clientId ? OTHER : OWN;
      await expect.poll(() => switcher().innerText()).toContain(name);
    }
  });

  it('and choosing another one leaves the page for the list of such things', async () => {
    for (const [path, list] of [
      [`/chatbots/${bot.id}`, '/chatbots'],
      [`/documents/${documentId}`, '/knowledge'],
      [`/chat/${conversationId}`, '/chat'],
      [`/conversations/${conversationId}`, '/conversations'],
      [`/knowledge?bot=${bot.id}`, '/knowledge'],
    ] as const) {
      await to(path);
      await expect.poll(() => switcher().innerText()).toContain(OTHER);
      await switcher().click();
      await page.getByRole('option', { name: OWN }).click();
      await expect.poll(() => switcher().innerText()).toContain(OWN);
      expect(new URL(page.url()).hash).toBe(`#${list}`);
    }
  });

  it('unless changes that are not saved hold the person there', async () => {
    await to(`/chatbots/${bot.id}`);
    await page.getByLabel('Nom', { exact: true }).fill('Greffe du soir');
    await switcher().click();
    await page.getByRole('option', { name: OWN }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    expect(await switcher().innerText()).toContain(OTHER);
    await page.getByRole('button', { name: 'Annuler' }).click();
  });

  it('of an archived client too, which the list no longer holds', async () => {
    await office.server.client.clients.archive({ id: bot.clientId });
    await to('/');
    await page.reload();
    await page.getByRole('complementary').getByText(OWN).waitFor();
    await to(`/chatbots/${bot.id}`);
    await expect.poll(() => page.getByRole('complementary').innerText()).toContain(OTHER);
    expect(window.complaints).toEqual([]);
  });
});
