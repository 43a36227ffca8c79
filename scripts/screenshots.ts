// npm run screenshots: takes the pictures of the README from the running application.
// With `-- --every FOLDER`: every page, in both languages, light and dark, wide and on a phone, to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Language } from '#shared/contract/vocabulary.ts';
import { openWindow, PHONE, startBrowser } from '../tests/e2e/support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from '../tests/e2e/support/office.ts';
import { provideChromium } from './chromium.mjs';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { projectRoot } from './runtime.mjs';

const SETTLED_MS = 700; // fonts drawn, skeletons gone

const words = {
  fr: {
    second: 'Accueil clients',
    secondText: 'Renseigne les clients sur les délais et la garantie',
    question: 'Combien de jours de congé pour un mariage ?',
    followUp: 'Et pour un enfant ?',
    unanswered: 'Quelle est la procédure pour le vélo de fonction ?',
    other: 'Que faire si je perds mon badge ?',
    bench: 'congé parental',
  },
  en: {
    second: 'Customer desk',
    secondText: 'Tells customers about delays and the guarantee',
    question: 'How many days of leave for a marriage?',
    followUp: 'And for a child?',
    unanswered: 'What is the procedure for a company bike?',
    other: 'What if I lose my badge?',
    bench: 'parental leave',
  },
} as const satisfies Record<Language, Record<string, string>>;

type Shot = { name: string; path: string; before?: (page: Page) => Promise<void> };

/** Chatbots and conversations as after a few days of use. */
async function livedIn(language: Language) {
  const office = await openFurnishedOffice(language);
  const { client } = office.server;
  const say = words[language];
  const second = await client.chatbots.create({
    name: say.second,
    description: say.secondText,
    color: '#2f6699',
    language,
  });
  const { items } = await client.documents.list({ chatbotId: office.chatbotId });
  for (const { id } of items.slice(0, 1))
    await client.documents.link({ id, chatbotIds: [office.chatbotId, second.id] });
  const signed = await openWindowSignedIn(office, language);
  const ask = async (message: string) => {
    await signed.page.goto(
      `${office.server.address}/#/chat?bot=${office.chatbotId}&ask=${encodeURIComponent(message)}`,
    );
    await signed.page.waitForURL(/#\/chat\/[0-9a-f-]{36}/);
    await signed.page.locator('article[aria-busy=false], [role=article][aria-busy=false]').last().waitFor();
    return signed.page.url().split('/').at(-1) ?? '';
  };
  await ask(say.unanswered);
  await ask(say.other);
  const conversationId = await ask(say.question);
  const box = signed.page.locator('textarea').first();
  await box.fill(say.followUp);
  await box.press('Enter');
  await signed.page.locator('[role=article][aria-busy]').nth(1).waitFor();
  await signed.page.locator('[role=article][aria-busy=false]').nth(1).waitFor();
  const state = await signed.page.context().storageState();
  await signed.browser.close();
  return { office, conversationId, documentId: items[0]?.id ?? '', state };
}

async function openWindowSignedIn(office: FurnishedOffice, language: Language) {
  const browser = await startBrowser();
  const { page } = await openWindow(browser, { language });
  await signIn(page, office.server.address);
  return { browser, page };
}

type Place = Awaited<ReturnType<typeof livedIn>>;

function everyPage({ office: { chatbotId }, conversationId, documentId }: Place): Shot[] {
  return [
    { name: 'home', path: '/' },
    { name: 'chat', path: `/chat/${conversationId}` },
    { name: 'chat-new', path: `/chat?bot=${chatbotId}` },
    { name: 'chatbots', path: '/chatbots' },
    { name: 'chatbot-create', path: '/chatbots?create=true' },
    { name: 'chatbot-persona', path: `/chatbots/${chatbotId}` },
    { name: 'chatbot-knowledge', path: `/chatbots/${chatbotId}?tab=knowledge` },
    { name: 'knowledge', path: '/knowledge' },
    { name: 'knowledge-bench', path: '/knowledge?bench=true' },
    { name: 'document', path: `/documents/${documentId}` },
    { name: 'conversations', path: '/conversations' },
    { name: 'conversations-unanswered', path: '/conversations?view=unanswered' },
    { name: 'conversation', path: `/conversations/${conversationId}` },
    { name: 'models', path: '/models' },
    { name: 'models-add', path: '/models?add=true' },
    ...[
      'appearance',
      'account',
      'people',
      'mail',
      'security',
      'keys',
      'audit',
      'privacy',
      'data',
      'help',
      'about',
    ].map(section => ({
      name: `settings-${section}`,
      path: `/settings/${section}`,
    })),
    { name: 'people-invite', path: '/settings/people?invite=true' },
    { name: 'palette', path: '/', before: page => page.keyboard.press('Control+k') },
  ];
}

function readmeShots({ office: { chatbotId }, conversationId }: Place): Shot[] {
  return [
    { name: 'chat', path: `/chat/${conversationId}` },
    { name: 'home', path: '/' },
    { name: 'chatbot', path: `/chatbots/${chatbotId}` },
    { name: 'knowledge', path: '/knowledge' },
  ];
}

type Look = { language: Language; dark: boolean; phone: boolean };

async function shoot(browser: Browser, place: Place, shots: readonly Shot[], look: Look, folder: string) {
  const context = await browser.newContext({
    locale: look.language === 'fr' ? 'fr-FR' : 'en-GB',
    colorScheme: look.dark ? 'dark' : 'light',
    viewport: look.phone ? PHONE : { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    storageState: place.state,
  });
  const page = await context.newPage();
  const { address } = place.office.server;
  for (const { name, path, before } of shots) {
    await page.goto('about:blank');
    await page.goto(`${address}/#${path}`);
    await page.locator('nav:visible').first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    await before?.(page);
    if (before) await page.waitForTimeout(SETTLED_MS);
    const file = [name, look.dark ? 'dark' : null, look.phone ? 'phone' : null, look.language]
      .filter(Boolean)
      .join('-');
    await page.screenshot({ path: join(folder, `${file}.png`) });
  }
  await context.close();
}

const args = process.argv.slice(2);
const every = args.indexOf('--every');
const folder = every === -1 ? join(projectRoot, 'docs', 'screenshots') : (args[every + 1] ?? '');
const chromium = provideChromium();
if ('problem' in chromium || folder === '') {
  process.stderr.write(
    `${'problem' in chromium ? chromium.problem : 'Usage: npm run screenshots [-- --every FOLDER]'}\n`,
  );
  process.exit(2);
}
process.env['CHROMIUM_PATH'] = chromium.path;
await ensureBuilt(PARTS);
mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
for (const language of ['fr', 'en'] as const) {
  const place = await livedIn(language);
  for (const dark of [false, true]) {
    for (const phone of [false, true]) {
      const shots = every === -1 ? readmeShots(place) : everyPage(place);
      // The README shows French and English in daylight, and one page at night and on a phone.
      const wanted = every !== -1 ? shots : dark || phone ? (dark && phone ? [] : shots.slice(0, 1)) : shots;
      await shoot(browser, place, wanted, { language, dark, phone }, folder);
    }
  }
  await place.office.close();
}
await browser.close();
