import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#shared/contract/vocabulary.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { foreignWords } from '../support/foreign-words.ts';
import { untilRead } from '../support/temporary-app.ts';
import { contrastFaults } from './support/axe.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { furnishEveryPage } from './support/every-page.ts';
import { drawn, goOn, groundOf } from './support/in-page.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';
import { pageFaults } from './support/page-faults.js';
import { wordsShown } from './support/words-shown.js';

type Size = { width: number; height: number };

/**
 * Every page, in each language, one by day and one by night, on a desk and on a phone; words and contrast in the first
 * size. Day and night differ in colours alone: going from one to the other for each size would be half of the work.
 */
const LOOKS: { language: Language; dark: boolean; sizes: readonly [Size, ...Size[]] }[] = [
  {
    language: 'fr',
    dark: false,
    sizes: [
      { width: 1280, height: 800 },
      { width: 320, height: 640 }, // the narrowest phone still sold
    ],
  },
  { language: 'en', dark: true, sizes: [{ width: 1024, height: 700 }, PHONE] },
];

const LONG_WORD = 'Rechtsschutzversicherungsgesellschaftenverordnungsentwurfspapierkorb';
/** Questions about it, and for a person. */
const ASKED = {
  fr: [
    `Que dit ${LONG_WORD} du code de vérification ?`,
    `${LONG_WORD.repeat(3)} ?`,
    'Je voudrais parler à quelqu’un',
  ],
  en: [
    `What does ${LONG_WORD} say of the verification code?`,
    `${LONG_WORD.repeat(3)}?`,
    'I would like to talk to somebody',
  ],
} as const;
const DOCUMENT = {
  fr: [
    `${LONG_WORD} donne le code de vérification ${'9F3A'.repeat(30)} à qui le demande.`,
    '| Colonne | Valeur | Remarque | Suite | Fin |',
    'let longue = ligne; ',
  ],
  en: [
    `${LONG_WORD} gives the verification code ${'9F3A'.repeat(30)} to whoever asks for it.`,
    '| Column | Value | Remark | Rest | End |',
    'let long = line; ',
  ],
} as const;

/** Said in the other language on purpose: the way to it, its name, and the first client’s name of before, in the log. */
const ON_PURPOSE = new Set(['English', 'Français', 'Switch to English', 'Passer en français', 'Mon bureau']);
const VARIABLE = /\{\{[^}]*\}\}/;
const TELLING = 12; // letters of a sentence beside its variables that make it known by

/** Sentences that only the other language has: as they stand, or around their variables. */
function sentencesOf(language: Language): (text: string) => boolean {
  const all = (of: Language) => flat(catalogues[of]).filter(words => !ON_PURPOSE.has(words));
  const own = new Set(all(language));
  const others = all(language === 'fr' ? 'en' : 'fr').filter(words => !own.has(words) && /\s/.test(words));
  const whole = new Set(others);
  const patterns = others
    .filter(words => VARIABLE.test(words) && words.split(VARIABLE).join('').length >= TELLING)
    .map(words => new RegExp(`^${words.split(VARIABLE).map(escaped).join('.+')}$`, 'u'));
  return text => whole.has(text) || patterns.some(pattern => pattern.test(text));
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function flat(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(flat) : [];
}

describe.each(LOOKS)('every page in $language', ({ language, dark, sizes }) => {
  let browser: Browser;
  let office: FurnishedOffice;
  let paths: string[];

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice(language)]);
    await addLongWords(office, language);
    const everyPage = await furnishEveryPage(office, language);
    const [longAnswer, longQuestion, wish] = await Promise.all(ASKED[language].map(ask));
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
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  async function ask(message: string): Promise<string> {
    const { chatbotId, server } = office;
    const events = await server.client.conversations.chat({ chatbotId, message, channel: 'api' });
    let conversationId = '';
    for await (const event of events) if (event.type === 'started') ({ conversationId } = event);
    return conversationId;
  }

  const isForeign = sentencesOf(language);

  /** Words of the other language, and those that are too pale. */
  async function wordFaults(page: Page): Promise<string[]> {
    const foreign = (await page.evaluate(wordsShown)).filter(
      text => !ON_PURPOSE.has(text) && (isForeign(text) || foreignWords(text, language).length > 0),
    );
    return [...foreign.map(text => `says “${text}”`), ...(await contrastFaults(page.mainFrame()))];
  }

  it(
    'fits, is read by everybody, speaks one language, and complains of nothing',
    { timeout: 400_000 },
    async () => {
      const [first] = sizes;
      const window = await openWindow(browser, { language, dark, ...first });
      const { page } = window;
      await signIn(page, office.server.address);
      const faults: string[] = [];
      // As a window that is made narrower on one page, and wider again on the next.
      let order = [...sizes];
      for (const path of paths) {
        await page.evaluate(goOn, path);
        await window.settled();
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        for (const size of order) {
          await page.setViewportSize(size);
          await page.evaluate(drawn);
          const found = await page.evaluate(pageFaults);
          if (size === first) found.push(...(await wordFaults(page)));
          faults.push(...found.map(fault => `${path} at ${size.width} px: ${fault}`));
        }
        order = order.toReversed();
      }
      // The last one is open while the day ends, or begins.
      const ground = await page.locator('body').evaluate(groundOf);
      await page.emulateMedia({ colorScheme: dark ? 'light' : 'dark', reducedMotion: 'reduce' });
      await page.evaluate(drawn);
      expect(await page.locator('body').evaluate(groundOf)).not.toBe(ground);
      faults.push(...(await page.evaluate(pageFaults)), ...(await wordFaults(page)));
      expect(faults).toEqual([]);
      const refused = /\/(?:people\/inspectLink|sources\/get)$/; // the link and the source that do not exist
      expect(window.complaints.filter(complaint => !refused.test(complaint))).toEqual([]);
      await page.context().close();
    },
  );

  it('is reached from the keyboard alone, through the palette', async () => {
    const window: WatchedPage = await openWindow(browser);
    const { page } = window;
    await signIn(page, office.server.address);
    await page.keyboard.press('Control+k');
    const box = page.getByRole('dialog').getByRole('combobox');
    await box.waitFor();
    await page.keyboard.type(language === 'fr' ? 'modele' : 'model');
    // What Enter takes is the first one, once the list has followed the typing.
    await page
      .getByRole('option', { selected: true })
      .filter({ hasText: language === 'fr' ? 'Modèles' : 'Models' })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/models/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('assistant');
    await page
      .getByRole('option', { name: /Assistant RH|HR assistant/ })
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
async function addLongWords(
  { server: { client }, chatbotId, dataFolder }: FurnishedOffice,
  language: Language,
): Promise<void> {
  const [sentence, header, line] = DOCUMENT[language];
  const file = join(dataFolder, `${LONG_WORD}-2026-11-30-version-definitive.md`);
  await writeFile(
    file,
    [
      `# ${LONG_WORD}`,
      sentence,
      `${header}\n|---|---|---|---|---|`,
      `| ${LONG_WORD} | ${'1 234 567,89 € '.repeat(4)} | ${LONG_WORD} | a | b |`,
      `\n\`\`\`\n${line.repeat(20)}\n\`\`\``,
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
