import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilRead } from '../support/temporary-app.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { furnishEveryPage } from './support/every-page.ts';
import { pageFaults } from './support/page-faults.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

/** Every page, in each language, by day and by night, on a desk and on a phone. */
const LOOKS = [
  { language: 'fr', dark: false, width: 1280, height: 800 },
  { language: 'en', dark: true, width: 1024, height: 700 },
  { language: 'en', dark: false, ...PHONE },
  { language: 'fr', dark: false, width: 360, height: 740 },
  { language: 'fr', dark: true, width: 320, height: 640 }, // the narrowest phone still sold
] as const;

const LONG_WORD = 'Rechtsschutzversicherungsgesellschaftenverordnungsentwurfspapierkorb';

describe('every page', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let paths: string[];

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    await addLongWords(office);
    const everyPage = await furnishEveryPage(office);
    const longAnswer = await ask(`Que dit ${LONG_WORD} du code de vérification ?`);
    const longQuestion = await ask(`${LONG_WORD.repeat(3)} ?`);
    const wish = await ask('Je voudrais parler à quelqu’un');
    const read = (await office.server.client.documents.list({ chatbotId: office.chatbotId })).items;
    paths = [
      ...everyPage,
      ...read.slice(0, 2).map(({ id }) => `/documents/${id}`),
      ...[longAnswer, longQuestion, wish].map(id => `/conversations/${id}`),
      '/conversations?view=waiting',
      `/chat/${longAnswer}`,
      `/chat/${longQuestion}`,
    ];
  });

  async function ask(message: string): Promise<string> {
    const { chatbotId, server } = office;
    const events = await server.client.conversations.chat({ chatbotId, message, channel: 'api' });
    let conversationId = '';
    for await (const event of events) if (event.type === 'started') ({ conversationId } = event);
    return conversationId;
  }

  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it.each(LOOKS)(
    'fits, is named for those who cannot see it, and complains of nothing ($language, dark $dark, $width px)',
    async look => {
      const window = await openWindow(browser, look);
      const { page } = window;
      await signIn(page, office.server.address);
      await chooseLanguage(page, look.language);
      const faults: string[] = [];
      for (const path of paths) {
        await page.goto('about:blank');
        await page.goto(`${office.server.address}/#${path}`);
        await page.locator('main').waitFor();
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        faults.push(...(await page.evaluate(pageFaults)).map(fault => `${path}: ${fault}`));
      }
      expect(faults).toEqual([]);
      const refused = /\/people\/inspectLink$/; // the link that does not exist
      expect(window.complaints.filter(complaint => !refused.test(complaint))).toEqual([]);
      await page.context().close();
    },
    180_000, // sixty pages, each loaded anew
  );

  it('is reached from the keyboard alone, through the palette', async () => {
    const window: WatchedPage = await openWindow(browser);
    const { page } = window;
    await signIn(page, office.server.address);
    await page.keyboard.press('Control+k');
    const box = page.getByRole('dialog').getByRole('combobox');
    await box.waitFor();
    await page.keyboard.type('modele');
    // What Enter takes is the first one, once the list has followed the typing.
    await page.getByRole('option', { selected: true }).filter({ hasText: 'Modèles' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/models/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Assistant');
    await page
      .getByRole('option', { name: /Assistant RH/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.locator(':focus').waitFor();
    expect(window.complaints).toEqual([]);
  });
});

/** Names and words that nobody can break, wherever a person or a file may bring them. */
async function addLongWords({ server: { client }, chatbotId, dataFolder }: FurnishedOffice): Promise<void> {
  const file = join(dataFolder, `${LONG_WORD}-2026-11-30-version-definitive.md`);
  await writeFile(
    file,
    [
      `# ${LONG_WORD}`,
      `${LONG_WORD} donne le code de vérification ${'9F3A'.repeat(30)} à qui le demande.`,
      '| Colonne | Valeur | Remarque | Suite | Fin |\n|---|---|---|---|---|',
      `| ${LONG_WORD} | ${'1 234 567,89 € '.repeat(4)} | ${LONG_WORD} | a | b |`,
      `\n\`\`\`\n${'let longue = ligne; '.repeat(20)}\n\`\`\``,
    ].join('\n\n'),
  );
  const [own] = await client.clients.list({});
  await client.documents.addPaths({ chatbotId, paths: [file] });
  await untilRead(client, chatbotId);
  await client.chatbots.create({
    name: LONG_WORD.slice(0, 80),
    description: LONG_WORD.repeat(3),
    suggestedQuestions: [LONG_WORD.repeat(2)],
  });
  await client.keys.create({
    clientId: own?.id ?? '',
    name: LONG_WORD.slice(0, 80),
    scopes: ['chat', 'read'],
  });
}

async function chooseLanguage(page: Page, language: 'fr' | 'en'): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings/appearance`);
  await page.getByRole('button', { name: language === 'fr' ? 'Français' : 'English' }).click();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
}
