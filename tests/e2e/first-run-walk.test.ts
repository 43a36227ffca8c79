import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#shared/contract/vocabulary.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { foreignWords } from '../support/foreign-words.ts';
import { untilRead } from '../support/temporary-app.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openOffice, OWNER, type Office } from './support/office.ts';
import { wordsShown } from './support/words-shown.js';

const SAID = {
  fr: {
    bot: 'Accueil du port',
    purpose: 'Renseigne les plaisanciers sur le port',
    file: { name: 'tarifs.txt', text: 'Une nuit au ponton coûte 24 euros pour un voilier de dix mètres.' },
    question: 'Combien coûte une nuit au ponton ?',
    answer: '24 euros',
    palette: [
      ['réseau', 'section_network'],
      ['aide', 'section_help'],
      ['clé', 'section_keys'],
      ['export', 'tab_privacy'],
      ['widget', 'tab_deploy'],
    ],
  },
  en: {
    bot: 'Harbour office',
    purpose: 'Tells sailors about the harbour',
    file: { name: 'prices.txt', text: 'A night at the pontoon costs 24 euros for a boat of ten metres.' },
    question: 'How much does a night at the pontoon cost?',
    answer: '24 euros',
    palette: [
      ['network', 'section_network'],
      ['help', 'section_help'],
      ['key', 'section_keys'],
      ['export', 'tab_privacy'],
      ['widget', 'tab_deploy'],
    ],
  },
} as const;

type Place = (typeof SAID)['fr']['palette'][number][1];

const PASSWORD = 'un cheval mange la batterie';

/** The ways to the other language, in its words on purpose. */
const OTHER_LANGUAGE = ['Switch to English', 'Passer en français', 'English', 'Français'];

describe.each(['fr', 'en'] as const)('a first run in %s, without stumbling:', (language: Language) => {
  const words = catalogues[language];
  const said = SAID[language];
  let browser: Browser;
  let office: Office;
  let window: WatchedPage;
  let page: Page;
  let link: string;

  const button = (name: string, where: Page = page) => where.getByRole('button', { name, exact: true });
  const option = (name: string | RegExp) => page.getByRole('option', { name });
  const dialog = () => page.getByRole('dialog');
  const to = (path: string) => page.goto(`${office.server.address}/#${path}`);
  const settled = (where: Page) =>
    where.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  const keepingQuestion = () => page.getByRole('dialog', { name: words.common.onceTitle });

  /** Nothing in sight is of the other language. */
  async function speaksOneLanguage(where: Page = page): Promise<void> {
    const foreign = (await where.evaluate(wordsShown)).filter(
      text => !OTHER_LANGUAGE.includes(text) && foreignWords(text, language).length > 0,
    );
    expect(foreign).toEqual([]);
  }

  async function fits(where: Page): Promise<void> {
    await settled(where);
    expect(await where.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PHONE.width,
    );
  }

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openOffice()]);
    window = await openWindow(browser, { language });
    ({ page } = window);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('the one-time link asks in the language of the browser, and leads to the three steps', async () => {
    await page.goto(office.server.setUpLink ?? '');
    await page.getByLabel(words.firstRun.fullName).fill(OWNER.fullName);
    await page.getByLabel(words.firstRun.email).fill(OWNER.email);
    await page.getByLabel(words.firstRun.password, { exact: true }).fill(OWNER.password);
    await speaksOneLanguage();
    await button(words.firstRun.start).click();
    await page.getByText(words.firstRun.modelNone).waitFor();
    await speaksOneLanguage();
    await button(words.firstRun.skip).click();
    await page.getByRole('navigation', { name: words.shell.navigation }).waitFor();
    await settled(page);
    await speaksOneLanguage();
  });

  it('what a chatbot is for says who will see it', async () => {
    await to('/chatbots?create=true');
    await dialog().getByText(words.chatbots.descriptionHint).waitFor();
    await dialog().getByLabel(words.chatbots.name, { exact: false }).first().fill(said.bot);
    await dialog().getByLabel(words.chatbots.description).fill(said.purpose);
    await button(words.chatbots.createNow).click();
    await page.getByRole('heading', { name: said.bot }).waitFor();
    await page.getByText(words.chatbots.descriptionHint).waitFor();
    await speaksOneLanguage();
  });

  it('a file dropped on a chatbot is for that chatbot alone', async () => {
    const { client } = office.server;
    const [bot] = (await client.chatbots.list({})).filter(({ name }) => name === said.bot);
    if (!bot) throw new Error('No chatbot was made');
    await client.chatbots.create({ name: 'B', clientId: bot.clientId, language });
    await to(`/chatbots/${bot.id}?tab=knowledge`);
    await page.getByText(words.knowledge.dropFor.replace('{{name}}', said.bot)).waitFor();
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(said.file.text)}], '${said.file.name}', { type: 'text/plain' }));
      return data;
    })()`);
    const heading = page.getByRole('heading', { name: said.bot });
    const stem = said.file.name.replace('.txt', '');
    for (const type of ['dragenter', 'dragover', 'drop'])
      await heading.dispatchEvent(type, { dataTransfer: transfer });
    await page.getByRole('row', { name: new RegExp(stem) }).waitFor();
    await untilRead(client, bot.id);
    const { items } = await client.documents.list({ q: stem });
    expect(items.map(({ chatbotIds }) => chatbotIds)).toEqual([[bot.id]]);
    // Where a person stands in no chatbot, nothing is taken for granted.
    await to('/knowledge');
    await page.getByText(words.knowledge.dropAsks).waitFor();
    await speaksOneLanguage();
  });

  it('a question is answered with its source, which opens at the passage', async () => {
    const [bot] = (await office.server.client.chatbots.list({})).filter(({ name }) => name === said.bot);
    await to(`/chat?bot=${bot?.id}`);
    await page.getByRole('textbox', { name: /question/i }).fill(said.question);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article', { name: words.chat.answerOf.replace('{{name}}', said.bot) });
    await answer.getByText(said.answer).first().waitFor();
    await page.locator('mark', { hasText: said.answer }).first().waitFor();
    await speaksOneLanguage();
  });

  it('every tab of the chatbot opens, the one to deploy it too', async () => {
    const [bot] = (await office.server.client.chatbots.list({})).filter(({ name }) => name === said.bot);
    for (const tab of ['appearance', 'deploy', 'visitors'] as const) {
      await to(`/chatbots/${bot?.id}?tab=${tab}`);
      await page.getByRole('tab', { name: words.chatbots[`tab_${tab}`], selected: true }).waitFor();
      await settled(page);
      expect(await page.getByRole('main').getByRole('alert').count()).toBe(0);
      await speaksOneLanguage();
    }
  });

  it('Escape does not take away an access key that nobody copied', async () => {
    await to('/settings/keys');
    await button(words.keys.create).click();
    await dialog().getByLabel(words.keys.name).first().fill('Site');
    await button(words.keys.createNow).click();
    const key = page.locator('pre').first();
    await key.waitFor();
    await page.locator(':focus').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await keepingQuestion().waitFor();
    await speaksOneLanguage();
    await keepingQuestion().getByRole('button', { name: words.common.cancel }).click();
    await keepingQuestion().waitFor({ state: 'detached' });
    await button(words.keys.shownDone).click();
    await key.waitFor({ state: 'detached' });
  });

  it('nor an invitation that nobody copied', async () => {
    await to('/settings/people?invite=true');
    await dialog().getByLabel(words.people.fullName).fill('Hugo Petit');
    await dialog().getByLabel(words.people.email).fill('hugo@atelier.fr');
    await button(words.people.inviteNow).click();
    const shown = page.getByTestId('one-time-link');
    link = (await shown.innerText()).trim();
    await page.locator(':focus').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await keepingQuestion().getByRole('button', { name: words.common.cancel }).click();
    await keepingQuestion().waitFor({ state: 'detached' });
    await button(words.common.copy).click();
    await button(words.people.finish).click();
    await shown.waitFor({ state: 'detached' });
  });

  const looked: readonly (readonly [typed: string, place: Place])[] = said.palette;
  it.each(looked)('the palette finds « %s »', async (typed, place) => {
    await to('/');
    await settled(page);
    await page.keyboard.press('Control+k');
    await dialog().getByRole('combobox').fill(typed);
    const names: Record<Place, string> = {
      tab_privacy: words.clients.tab_privacy,
      tab_deploy: words.chatbots.tab_deploy,
      section_network: words.settings.section_network,
      section_help: words.settings.section_help,
      section_keys: words.settings.section_keys,
    };
    await option(new RegExp(`${names[place]}$`))
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('who was invited lands where they may be, and is shown nothing else', async () => {
    const { page: theirs, complaints } = await openWindow(browser, { language, ...PHONE });
    await theirs.goto(link);
    await theirs.getByLabel(words.people.joinPassword, { exact: true }).fill(PASSWORD);
    await button(words.people.joinSubmit, theirs).click();
    await expect.poll(() => new URL(theirs.url()).hash).toBe('#/');
    await theirs
      .getByRole('link', { name: new RegExp(said.bot) })
      .first()
      .waitFor();
    await theirs.getByText(said.purpose).first().waitFor(); // who sees it: here they are
    await fits(theirs);
    await theirs.goto(`${office.server.address}/#/settings/network`);
    await theirs.waitForURL(/#\/settings\/appearance$/);
    await theirs.goto(`${office.server.address}/#/models`);
    await theirs.getByText(words.home.whom).waitFor();
    await theirs.getByText(words.shell.notYours).first().waitFor();
    await speaksOneLanguage(theirs);
    expect(complaints).toEqual([]);
    await theirs.context().close();
  });

  it('the log says who set up Foyer and who joined it', async () => {
    await to('/settings/audit');
    const entries = page.getByRole('table', { name: words.audit.list }).getByRole('row');
    const { deeds } = words.auditDeeds;
    await entries.filter({ hasText: `Hugo Petit ${deeds.users_joined_self}` }).waitFor();
    await entries.filter({ hasText: `${OWNER.fullName} ${deeds.users_set_up_self}` }).waitFor();
    await speaksOneLanguage();
  });

  it('the pages fit a phone', async () => {
    const [bot] = (await office.server.client.chatbots.list({})).filter(({ name }) => name === said.bot);
    await page.setViewportSize(PHONE);
    for (const path of [
      '/',
      '/knowledge',
      `/chatbots/${bot?.id}`,
      `/chatbots/${bot?.id}?tab=deploy`,
      '/settings/audit',
    ]) {
      await to(path);
      await fits(page);
      await speaksOneLanguage();
    }
    expect(window.complaints).toEqual([]);
  });
});
