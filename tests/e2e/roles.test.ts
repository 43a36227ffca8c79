import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientRole } from '#shared/contract/route.ts';
import { send } from '../doors/door-support.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, type FurnishedOffice } from './support/office.ts';

const PASSWORD = 'un cheval mange la batterie';

/** What each role finds, and what it does not. */
const ROLES = [
  {
    role: 'editor',
    pages: [
      'Accueil',
      'Discuter',
      'Chatbots',
      'Connaissances',
      'Sources',
      'Conversations',
      'Contacts',
      'À valider',
      'Consommation',
      'Réglages',
    ],
    refused: ['/models', '/clients', '/clients/erasures', '/settings/people', '/settings/data', '/welcome'],
    actions: ['Nouvelle conversation', 'Ajouter des documents', 'Créer un chatbot'],
  },
  {
    role: 'agent',
    pages: ['Accueil', 'Discuter', 'Conversations', 'Contacts', 'À valider', 'Réglages'],
    refused: [
      '/models',
      '/knowledge',
      '/sources',
      '/chatbots',
      '/clients',
      '/settings/people',
      '/settings/tasks',
      '/settings/data',
      '/welcome',
    ],
    actions: ['Nouvelle conversation'],
  },
  {
    role: 'member',
    pages: ['Accueil', 'Discuter', 'Réglages'],
    refused: [
      '/models',
      '/knowledge?bench=true',
      '/sources',
      '/chatbots',
      '/conversations',
      '/conversations?view=unanswered',
      '/approvals',
      '/modules/usage',
      '/clients',
      '/settings/people',
      '/settings/tasks',
      '/settings/data',
      '/welcome',
    ],
    actions: ['Nouvelle conversation'],
  },
] as const satisfies readonly {
  role: ClientRole;
  pages: readonly string[];
  refused: readonly string[];
  actions: readonly string[];
}[];

describe('what one may not do is absent, what is shown works', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  const address = (path: string) => `${office.server.address}/#${path}`;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  async function signedIn(role: ClientRole): Promise<WatchedPage> {
    const email = `${role}@atelier.fr`;
    const { link } = await office.server.client.people.invite({
      email,
      fullName: `Camille ${role}`,
      language: 'fr',
      role,
    });
    await send(office.server.address, '/api/auth/link/accept', {
      method: 'POST',
      json: { token: link.token, password: PASSWORD },
    });
    const window = await openWindow(browser);
    await window.page.goto(address('/sign-in'));
    await window.page.locator('input[type=email]').fill(email);
    await window.page.locator('input[type=password]').fill(PASSWORD);
    await window.page.locator('form button[type=submit]').click();
    await window.page.getByRole('navigation').first().waitFor();
    return window;
  }

  /** Where a person ends up: at a page of theirs, whole, in which nothing went wrong. */
  async function landsWell(page: Page, path: string): Promise<void> {
    await expect.poll(() => new URL(page.url()).hash).toBe(`#${path}`);
    await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
    expect(await page.locator('main').getByRole('alert').count()).toBe(0);
    expect((await page.locator('main').innerText()).trim()).not.toBe('');
  }

  it.each([
    ['admin', '/models'],
    ['editor', '/'],
    ['agent', '/'],
    ['member', '/'],
  ] as const)('%s lands well from an invitation and from signing in', async (role, signedInAt) => {
    const email = `nouveau-${role}@atelier.fr`;
    const { link } = await office.server.client.people.invite({
      email,
      fullName: `Sam ${role}`,
      language: 'fr',
      role,
    });
    const { page, complaints } = await openWindow(browser);
    await page.goto(address(`/join?token=${link.token}`));
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Entrer dans Foyer' }).click();
    await landsWell(page, '/');
    // Signed out at a page of somebody else's, as on a shared computer, and in again.
    await page.goto(address('/settings/account'));
    await page.getByRole('button', { name: new RegExp(`Sam ${role}`) }).click();
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
    await page.goto(address('/models'));
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('form button[type=submit]').click();
    await landsWell(page, signedInAt);
    await page.goto(address('/set-up?token=ancien'));
    await landsWell(page, '/');
    expect(complaints.filter(complaint => !/401/.test(complaint))).toEqual([]);
    await page.context().close();
  });

  it.each(ROLES)('for a person whose role is $role', async ({ role, pages, refused, actions }) => {
    const { page, complaints } = await signedIn(role);
    const rail = page.getByRole('navigation', { name: 'Navigation principale' });
    await expect.poll(() => rail.getByRole('link').allInnerTexts()).toEqual(pages);
    for (const name of pages) {
      await rail.getByRole('link', { name, exact: true }).click();
      await page.locator('main').locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      expect(await page.locator('main').getByRole('alert').count()).toBe(0);
    }
    const sections = page.getByRole('navigation', { name: 'Rubriques des réglages' }).getByRole('link');
    const ofEditors = role === 'editor' ? ['Modules', 'Tâches'] : [];
    await expect
      .poll(() => sections.allInnerTexts())
      .toEqual(['Apparence', 'Compte', 'Notifications', 'Confidentialité', ...ofEditors, 'Aide', 'À propos']);

    for (const path of refused) {
      await page.goto(address('/settings/about'));
      await page.getByRole('heading', { name: 'Réglages' }).waitFor();
      await page.goto(address(path));
      await landsWell(page, path.startsWith('/settings') ? '/settings/appearance' : '/');
      if (path !== '/welcome')
        await page.getByText('Votre rôle ne comprend pas cette page').first().waitFor();
    }
    // A chatbot one may not shape is one to talk to.
    if (role !== 'editor') {
      await page.goto(address(`/chatbots/${office.chatbotId}?tab=deploy`));
      await landsWell(page, `/chat?bot=${office.chatbotId}`);
    }

    await page.goto(address('/'));
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Nouvelle conversation' }).waitFor();
    const offered = await page.getByRole('option').allInnerTexts();
    const all = [
      'Nouvelle conversation',
      'Ajouter des documents',
      'Créer un chatbot',
      'Ajouter un modèle',
      'Inviter une personne',
    ];
    expect(all.filter(action => offered.includes(action))).toEqual(actions);
    await page.keyboard.press('Escape');

    // A question is asked, answered, and its source opened.
    await page.goto(address(`/chat?bot=${office.chatbotId}`));
    await page.getByRole('button', { name: 'Combien de jours de congé pour un mariage ?' }).click();
    await page.locator('[role=article][aria-busy=false], article[aria-busy=false]').last().waitFor();
    await page.getByRole('link', { name: 'Ouvrir' }).first().click();
    await page.waitForURL(/#\/documents\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the conversation of someone else is read, not continued', async () => {
    const { client } = office.server;
    const { items } = await client.conversations.list({});
    const window = await openWindow(browser);
    await window.page.goto(address('/sign-in'));
    await window.page.locator('input[type=email]').fill('agent@atelier.fr');
    await window.page.locator('input[type=password]').fill(PASSWORD);
    await window.page.locator('form button[type=submit]').click();
    await window.page.getByRole('navigation').first().waitFor();
    const me = (await client.people.list({ q: 'agent@' })).items[0];
    const others = items.find(({ userId }) => userId !== me?.id);
    await window.page.goto(address(`/chat/${others?.id}`));
    await window.page.waitForURL(/#\/conversations\//);
    await window.page.getByText('Voici ce que disent les documents').waitFor();
    expect(await window.page.locator('textarea:visible').count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.page.context().close();
  });

  it('a person without any client is told so', async () => {
    const { client } = office.server;
    const [member] = (await client.people.list({ q: 'member@' })).items;
    await client.people.update({ id: member?.id ?? '', memberships: [] });
    const window = await openWindow(browser);
    await window.page.goto(address('/sign-in'));
    await window.page.locator('input[type=email]').fill('member@atelier.fr');
    await window.page.locator('input[type=password]').fill(PASSWORD);
    await window.page.locator('form button[type=submit]').click();
    await window.page.getByText('Rien ne vous est encore ouvert').waitFor();
    // Given a client, the page comes without being asked for.
    const [own] = await client.clients.list({});
    await client.people.update({
      id: member?.id ?? '',
      memberships: [{ clientId: own?.id ?? '', role: 'member' }],
    });
    await window.page
      .getByRole('link', { name: /Assistant RH/ })
      .first()
      .waitFor();
    expect(window.complaints).toEqual([]);
    await window.page.context().close();
  });
});
