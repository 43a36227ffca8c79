// npm run screenshots: takes the pictures of the README from the running application.
// With `-- --every FOLDER`: every page, in both languages, light and dark, wide and on a phone, to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { openWindow, PHONE, startBrowser } from '../tests/e2e/support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from '../tests/e2e/support/office.ts';
import { startSite } from '../tests/support/widget-site.ts';
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
    colleagues: ['Hugo Petit', 'Nadia Benali', 'Sarah Colin'],
    neighbour: 'Atelier Roux',
    keyName: 'Site web',
    pageTitle: 'Vie de l’atelier',
    pageText: 'Congés, frais, horaires : tout est dans le règlement. Une question ? Demandez à l’assistant.',
  },
  en: {
    second: 'Customer desk',
    secondText: 'Tells customers about delays and the guarantee',
    question: 'How many days of leave for a marriage?',
    followUp: 'And for a child?',
    unanswered: 'What is the procedure for a company bike?',
    other: 'What if I lose my badge?',
    bench: 'parental leave',
    colleagues: ['Hugh Small', 'Nadia Bell', 'Sarah Collins'],
    neighbour: 'Russet Workshop',
    keyName: 'Website',
    pageTitle: 'Life at the workshop',
    pageText: 'Leave, expenses, hours: it is all in the handbook. A question? Ask the assistant.',
  },
} as const satisfies Record<Language, Record<string, string | readonly string[]>>;

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
  const [own] = await client.clients.list({});
  const clientId = own?.id ?? '';
  await furnishWithPeople(client, clientId, language);
  await client.network.update({ enabled: true });
  await client.widgets.update({
    id: office.chatbotId,
    enabled: true,
    allowedDomains: ['intranet.example.org', '*.example.com'],
  });
  return { office, clientId, conversationId, documentId: items[0]?.id ?? '', state };
}

/** A second client, colleagues in their roles, a key: what an office has after a month. */
async function furnishWithPeople(client: RemoteClient, clientId: string, language: Language) {
  const { colleagues, neighbour, keyName } = words[language];
  const other = await client.clients.create({ name: neighbour, language });
  const roles = ['editor', 'agent', 'member'] as const;
  for (const [index, fullName] of colleagues.entries()) {
    const email = `${fullName.split(' ')[0]?.toLowerCase()}@example.org`;
    const role = roles[index] ?? 'member';
    const memberships = [{ clientId, role }, ...(index === 0 ? [{ clientId: other.id, role }] : [])];
    await client.people.invite({ email, fullName, language, role, memberships });
  }
  await client.keys.create({ clientId, name: keyName, scopes: ['chat', 'search'] });
}

async function openWindowSignedIn(office: FurnishedOffice, language: Language) {
  const browser = await startBrowser();
  const { page } = await openWindow(browser, { language });
  await signIn(page, office.server.address);
  return { browser, page };
}

type Place = Awaited<ReturnType<typeof livedIn>>;

function everyPage({ office: { chatbotId }, clientId, conversationId, documentId }: Place): Shot[] {
  return [
    { name: 'home', path: '/' },
    { name: 'chat', path: `/chat/${conversationId}` },
    { name: 'chat-new', path: `/chat?bot=${chatbotId}` },
    { name: 'chatbots', path: '/chatbots' },
    { name: 'chatbot-create', path: '/chatbots?create=true' },
    { name: 'chatbot-persona', path: `/chatbots/${chatbotId}` },
    ...['knowledge', 'appearance', 'deploy', 'visitors'].map(tab => ({
      name: `chatbot-${tab}`,
      path: `/chatbots/${chatbotId}?tab=${tab}`,
    })),
    { name: 'knowledge', path: '/knowledge' },
    { name: 'knowledge-bench', path: '/knowledge?bench=true' },
    { name: 'document', path: `/documents/${documentId}` },
    { name: 'conversations', path: '/conversations' },
    { name: 'conversations-unanswered', path: '/conversations?view=unanswered' },
    { name: 'conversation', path: `/conversations/${conversationId}` },
    { name: 'clients', path: '/clients' },
    { name: 'clients-create', path: '/clients?create=true' },
    { name: 'erasures', path: '/clients/erasures' },
    { name: 'models', path: '/models' },
    { name: 'models-add', path: '/models?add=true' },
    ...[
      'appearance',
      'account',
      'people',
      'network',
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
    { name: 'clients', path: '/clients' },
    ...['overview', 'people', 'keys', 'activity', 'privacy'].map(tab => ({
      name: `client-${tab}`,
      path: `/clients/${clientId}?tab=${tab}`,
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
    { name: 'appearance', path: `/chatbots/${chatbotId}?tab=appearance` },
    { name: 'deploy', path: `/chatbots/${chatbotId}?tab=deploy` },
    { name: 'people', path: '/settings/people' },
    { name: 'audit', path: '/settings/audit' },
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

/** The widget, open on a page of the office, with a question answered. */
async function shootWidget(browser: Browser, { office }: Place, language: Language, folder: string) {
  const site = await startSite();
  const { client } = office.server;
  await client.widgets.update({ id: office.chatbotId, allowedDomains: [new URL(site.url).host] });
  const { placements } = await client.widgets.snippet({ id: office.chatbotId });
  const { pageTitle, pageText } = words[language];
  const style = 'body{font:17px/1.6 sans-serif;margin:56px;color:#333;width:30em}h1{font-size:34px}';
  const snippet = placements.find(({ kind }) => kind === 'address')?.snippet ?? '';
  site.pages.set('/', {
    html: `<!doctype html><html lang="${language}"><link rel="icon" href="data:,"><title>${pageTitle}</title><style>${style}</style><h1>${pageTitle}</h1><p>${pageText}</p>${snippet}`,
  });
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const viewport = { width: 1100, height: 760 };
  const context = await browser.newContext({ locale, viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator('[data-foyer-widget]').getByRole('button').first().click();
  const panel = page.frameLocator('[data-foyer-widget] iframe');
  const box = panel.getByRole('textbox').last();
  await box.fill(words[language].question);
  await box.press('Enter');
  await panel.locator('.talk .chip').first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  await page.screenshot({ path: join(folder, `widget-${language}.png`) });
  await context.close();
  await site.close();
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
  await shootWidget(browser, place, language, folder);
  await place.office.close();
}
await browser.close();
