import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../doors/public-support.ts';
import { startBrowser } from '../e2e/support/browser.ts';
import { openFurnishedOffice, type FurnishedOffice } from '../e2e/support/office.ts';
import { administrationOf } from './support/administration.ts';
import { startWordpress, type WordpressSite } from './support/site.ts';

const HOSTILE_NAME = `Accueil'; system("id"); // </script> ?> <?php «Été» 日本`;

let browser: Browser;
let office: FurnishedOffice;
let site: WordpressSite;
let foyer: string;
let zip: { name: string; bytes: Buffer };
let desk: BrowserContext;
let page: Page;
let admin: ReturnType<typeof administrationOf>;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, office, site] = await Promise.all([startBrowser(), openFurnishedOffice(), startWordpress()]);
  const { client } = office.server;
  const port = await freePort();
  foyer = `http://foyer.test:${port}`;
  await client.network.update({ enabled: true, interface: 'loopback', port, allowedHosts: ['foyer.test'] });
  await client.widgets.update({
    id: office.chatbotId,
    enabled: true,
    allowedDomains: [new URL(site.url).host],
    appearance: { title: HOSTILE_NAME, color: '#0b6e4f' },
  });
  const made = await client.widgets.wordpressPlugin({ id: office.chatbotId, baseUrl: foyer });
  zip = { name: made.fileName, bytes: Buffer.from(made.data, 'base64') };
  desk = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' });
  page = await desk.newPage();
  watch(page);
  admin = administrationOf(page, site);
  await admin.signIn();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
  await site?.close();
});
afterEach(() => {
  expect(site.complaints()).toEqual([]);
  expect(complaints.splice(0)).toEqual([]);
});

/** What the plugin's own scripts and the widget say in the console; WordPress's own remarks are not theirs. */
function watch(watched: Page): void {
  watched.on('pageerror', error => complaints.push(`${error.message} ${error.stack ?? ''}`));
  watched.on('console', message => {
    const from = `${message.text()} ${message.location().url}`;
    if (['error', 'warning'].includes(message.type()) && /foyer/i.test(from)) complaints.push(from);
  });
}

/** A visitor's first look at a page of the site. */
async function visit(id: number, look: (visited: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' });
  const visited = await context.newPage();
  watch(visited);
  await visited.goto(`${site.url}/?page_id=${id}`);
  await look(visited);
  await context.close();
}

const launchers = (visited: Page) => visited.getByRole('button', { name: 'Ouvrir la discussion' });
const scripts = (visited: Page) => visited.locator('script[src*="/widget/v1.js"]');

describe('the plugin in WordPress', () => {
  it('is uploaded as a ZIP and activated, with its name in French', async () => {
    await admin.upload(zip);
    await admin.activateUploaded();
    await admin.row().getByText('Discussion Foyer').first().waitFor();
    await admin.row().getByText('Affiche votre chatbot Foyer').waitFor();
    await admin.row().getByRole('link', { name: 'Réglages' }).click();
    await page.getByRole('heading', { level: 1, name: 'Discussion Foyer' }).waitFor();
  });

  it('shows the button on every page as soon as it is active, once and without asking for anything', async () => {
    await visit(site.pages.other, async visited => {
      await launchers(visited).waitFor();
      expect(await scripts(visited).count()).toBe(1);
      const attributes = await visited
        .locator('body script[src*="/widget/v1.js"]')
        .evaluate(
          ({ async, src, dataset }: { async: boolean; src: string; dataset: Record<string, string> }) => ({
            async,
            src,
            ...dataset,
          }),
        );
      expect(attributes).toMatchObject({
        async: true,
        src: `${foyer}/widget/v1.js`,
        color: '#0b6e4f',
        title: HOSTILE_NAME,
        position: 'right',
      });
    });
  });

  it('has its settings in French, with the name of the chatbot as it is', async () => {
    await admin.openSettings();
    await page.getByText(`Faite pour le chatbot «\u00a0${HOSTILE_NAME}\u00a0».`).waitFor();
    expect(await page.getByRole('textbox', { name: 'Adresse du serveur' }).inputValue()).toBe(foyer);
    await page.getByText(new URL(site.url).host, { exact: true }).waitFor();
    expect(await page.locator('.foyer-chat-settings .notice').count()).toBe(0);
    const words = await page.locator('.foyer-chat-settings').innerText();
    for (const english of ['The ', 'Where', 'Chosen', 'Settings', 'Language'])
      expect(words).not.toContain(english);
  });

  it('loads on chosen pages alone, found by their title', async () => {
    await admin.openSettings();
    const choices = page.getByRole('group', { name: 'Pages choisies' });
    expect(await choices.isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Seulement sur les pages choisies' }).check();
    await choices.getByRole('searchbox', { name: 'Rechercher par titre' }).fill('CONTACT');
    await expect
      .poll(() => choices.getByRole('checkbox', { name: /Mentions légales/ }).isVisible())
      .toBe(false);
    await choices.getByRole('checkbox', { name: /Contact/ }).check();
    await choices.getByRole('searchbox').fill('ete');
    await choices.getByRole('checkbox', { name: '& «Été»' }).waitFor();
    await choices.getByRole('searchbox').fill('introuvable');
    await choices.getByText('Aucune page ne porte ces mots dans son titre.').waitFor();
    await admin.saveSettings();
    expect(await page.getByRole('checkbox', { name: /Contact/ }).isChecked()).toBe(true);
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    await visit(site.pages.chosen, async visited => {
      await launchers(visited).waitFor();
    });
    await visit(site.pages.other, async visited => {
      expect(await scripts(visited).count()).toBe(0);
    });
  });

  it('answers a question asked on the page', async () => {
    await visit(site.pages.chosen, async visited => {
      await launchers(visited).click();
      const panel = visited.frameLocator('[data-foyer-widget] iframe');
      await panel.getByText('Bonjour, je connais le règlement').waitFor();
      await panel
        .getByRole('textbox', { name: 'Votre message' })
        .fill('Combien de jours de congé pour un mariage ?');
      await visited.keyboard.press('Enter');
      await panel.locator('.talk .prose').getByText(/jours/).first().waitFor();
    });
  });

  it('makes the panel a part of a page by the shortcode, in its height and without a button', async () => {
    await visit(site.pages.shortcode, async visited => {
      const panel = visited.frameLocator('.foyer-chat-inline iframe');
      await panel.getByText('Bonjour, je connais le règlement').waitFor();
      const box = await visited.locator('.foyer-chat-inline iframe').boundingBox();
      expect(Math.round(box?.height ?? 0)).toBe(620);
      expect(box?.width).toBeGreaterThan(400);
      expect(await launchers(visited).count()).toBe(0);
    });
  });

  it('brings the button to a page by the shortcode, and never twice', async () => {
    await visit(site.pages.button, async visited => {
      await launchers(visited).waitFor();
      expect(await scripts(visited).count()).toBe(1);
    });
    await visit(site.pages.twice, async visited => {
      await visited.frameLocator('.foyer-chat-inline iframe').getByText('Bonjour').first().waitFor();
      await launchers(visited).waitFor();
      expect(await launchers(visited).count()).toBe(1);
      expect(await scripts(visited).count()).toBe(2);
    });
  });

  it('keeps what is wrong out, and says so', async () => {
    await admin.openSettings();
    await page.getByRole('textbox', { name: 'Adresse du serveur' }).fill('javascript:alert(1)');
    await page.getByRole('textbox', { name: 'Widget' }).fill('"><script>');
    await admin.saveSettings();
    await page.getByText('L’adresse du serveur n’a pas été changée').waitFor();
    await page.getByText('Le widget n’a pas été changé').waitFor();
    expect(await page.getByRole('textbox', { name: 'Adresse du serveur' }).inputValue()).toBe(foyer);
  });

  it('warns of an address that is each visitor’s own computer', async () => {
    await admin.openSettings();
    await page.getByRole('textbox', { name: 'Adresse du serveur' }).fill('http://localhost:4281/chat/xyz');
    await admin.saveSettings();
    await page.getByText('L’adresse http://localhost:4281 signifie').waitFor();
    await page.getByRole('textbox', { name: 'Adresse du serveur' }).fill('');
    await admin.saveSettings();
    expect(await page.locator('.foyer-chat-settings .notice-error').count()).toBe(0);
    expect(await page.getByRole('textbox', { name: 'Adresse du serveur' }).inputValue()).toBe(foyer);
  });

  it('judges addresses as browsers do', async () => {
    const cases: [server: string, site: string, obstacle: string][] = [
      ['https://chat.example.org', 'https://example.org', ''],
      ['http://chat.example.org', 'https://example.org', 'mixed'],
      ['http://192.168.1.20:4281', 'https://example.org', 'mixed'],
      ['http://192.168.1.20:4281', 'http://example.org', 'private'],
      ['https://192.168.1.20:4281', 'https://example.org', 'private'],
      ['http://foyer.local:4281', 'http://intranet', ''],
      ['https://[fd00::1]:4281', 'https://example.org', 'private'],
      ['https://[2001:4860::1]', 'https://example.org', ''],
      ['http://[::1]:4281', 'https://example.org', 'own-computer'],
      ['http://127.0.0.1:4281', 'http://127.0.0.1:8080', ''],
      ['http://127.0.0.1:4281', 'https://example.org', 'own-computer'],
    ];
    const pairs = JSON.stringify(cases.map(([server, own]) => [server, own]));
    const said = await site.php(
      `echo wp_json_encode( array_map( function ( $pair ) { return foyer_chat_obstacle( ...$pair ); }, json_decode( '${pairs}' ) ) );`,
    );
    expect(JSON.parse(said)).toEqual(cases.map(([, , obstacle]) => obstacle));
  });

  it('is a block of the editor, in French, which shows the panel on the page', async () => {
    await admin.open('post-new.php?post_type=page');
    const welcome = page.getByRole('dialog');
    await page.locator('.block-editor-writing-flow').waitFor();
    if (await welcome.isVisible()) await page.keyboard.press('Escape');
    await page.locator('.edit-post-header-toolbar__inserter-toggle').click();
    await page.locator('.block-editor-inserter__search input').fill('foyer');
    await page.getByRole('option', { name: 'Discussion Foyer' }).click();
    await page.getByText('Les visiteurs verront le chatbot ici.').waitFor();
    await page.locator('.wp-block-foyer-chat').click();
    await page.locator('.interface-pinned-items button').first().click();
    await page.getByRole('radio', { name: 'Sous forme de bouton, dans le coin de la page' }).waitFor();
    await page.getByRole('spinbutton', { name: 'Hauteur en pixels' }).fill('700');
    await page.screenshot({ path: '/tmp/block.png' });
    const id = await page.evaluate(`(async () => {
      const { dispatch, select } = wp.data;
      dispatch('core/editor').editPost({ title: 'Bloc', status: 'publish' });
      await dispatch('core/editor').savePost();
      return select('core/editor').getCurrentPostId();
    })()`);
    await visit(Number(id), async visited => {
      const box = visited.locator('.wp-block-foyer-chat .foyer-chat-inline iframe');
      await visited.frameLocator('.wp-block-foyer-chat iframe').getByText('Bonjour').first().waitFor();
      expect(Math.round((await box.boundingBox())?.height ?? 0)).toBe(700);
      expect(await launchers(visited).count()).toBe(0);
    });
    await page.reload();
    await page.getByText('Les visiteurs verront le chatbot ici.').waitFor();
  });

  it('keeps the settings when it is deactivated, and removes them when it is deleted', async () => {
    const kept = () =>
      site.database.query("SELECT option_name FROM wp_options WHERE option_name LIKE '%foyer%'");
    expect(await kept()).toEqual(['foyer_chat_settings']);
    await admin.open('plugins.php');
    await admin.row().locator('.deactivate a').click();
    await admin.row().locator('.delete a').waitFor();
    expect(await kept()).toEqual(['foyer_chat_settings']);
    await visit(site.pages.chosen, async visited => {
      expect(await scripts(visited).count()).toBe(0);
    });
    page.once('dialog', dialog => void dialog.accept());
    await admin.row().locator('.delete a').click();
    await expect.poll(() => existsSync(join(site.plugins, 'foyer-chat'))).toBe(false);
    await expect.poll(kept).toEqual([]);
    expect(
      await site.database.query("SELECT meta_key FROM wp_usermeta WHERE meta_key LIKE '%foyer%'"),
    ).toEqual([]);
    expect(readdirSync(site.plugins).filter(name => name.includes('foyer'))).toEqual([]);
  });
});
