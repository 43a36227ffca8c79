import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchers, openPluginSite, scripts, type PluginSite } from './support/plugin-site.ts';

const HOSTILE_NAME = `Accueil'; system("id"); // </script> ?> <?php «Été» 日本`;

let opened: PluginSite;
let page: Page;
let admin: PluginSite['admin'];
let pages: PluginSite['site']['pages'];
beforeAll(async () => {
  opened = await openPluginSite({ appearance: { title: HOSTILE_NAME, color: '#0b6e4f' } });
  ({ page, admin } = opened);
  ({ pages } = opened.site);
});
afterAll(() => opened?.close());
afterEach(() => opened.expectNoComplaints());

const address = () => page.getByRole('textbox', { name: 'Adresse du serveur' });
const isShown = (path: string) => opened.visit(path, visited => launchers(visited).waitFor());
const isAbsent = (path: string) =>
  opened.visit(path, async visited => expect(await scripts(visited).count(), path).toBe(0));

describe('the plugin in WordPress', () => {
  it('is uploaded as a ZIP and activated, with its name in French', async () => {
    await admin.upload(await opened.zipOf(opened.office.chatbotId));
    await admin.activateUploaded();
    await admin.row().getByText('Discussion Foyer').first().waitFor();
    await admin.row().getByText('Affiche votre chatbot Foyer').waitFor();
    await admin.row().getByRole('link', { name: 'Réglages' }).click();
    await page.getByRole('heading', { level: 1, name: 'Discussion Foyer' }).waitFor();
  });

  it('shows the button on every page as soon as it is active, by one script in the footer', async () => {
    await opened.visit(`?page_id=${pages.other}`, async visited => {
      await launchers(visited).waitFor();
      expect(await scripts(visited).count()).toBe(1);
      const attributes = await visited
        .locator('body script[data-widget-id]')
        .evaluate(
          ({ async, src, dataset }: { async: boolean; src: string; dataset: Record<string, string> }) => ({
            async,
            src,
            ...dataset,
          }),
        );
      const { publicId } = await opened.office.server.client.widgets.get({ id: opened.office.chatbotId });
      expect(attributes).toMatchObject({
        async: true,
        src: `${opened.foyer}/widget/${publicId}.js`,
        widgetId: publicId,
      });
      for (const looks of ['color', 'title', 'position']) expect(attributes).not.toHaveProperty(looks);
    });
  });

  it('has its settings in French, with the name of the chatbot as it is', async () => {
    await admin.openSettings();
    await page.getByText(`Faite pour le chatbot «\u00a0${HOSTILE_NAME}\u00a0».`).waitFor();
    expect(await address().inputValue()).toBe(opened.foyer);
    await page.getByText(new URL(opened.site.url).host, { exact: true }).waitFor();
    expect(await page.locator('.foyer-chat-settings .notice').count()).toBe(0);
    const words = await page.locator('.foyer-chat-settings').innerText();
    for (const english of ['The ', 'Where', 'Chosen', 'Settings', 'Language'])
      expect(words).not.toContain(english);
  });

  it('loads on chosen pages alone, found by their title', async () => {
    await admin.openSettings();
    const choices = page.getByRole('group', { name: 'Pages choisies' });
    const search = choices.getByRole('searchbox', { name: 'Rechercher par titre' });
    expect(await choices.isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Seulement sur les pages choisies' }).check();
    await search.fill('CONTACT');
    const other = choices.getByRole('checkbox', { name: /Mentions légales/ });
    await expect.poll(() => other.isVisible()).toBe(false);
    await choices.getByRole('checkbox', { name: /Contact/ }).check();
    await search.fill('ete');
    await choices.getByRole('checkbox', { name: '& «Été»' }).waitFor();
    // Of a hundred listed pages this one is not: the search asks WordPress.
    await search.fill('Zone');
    await choices.getByRole('checkbox', { name: 'Zone retirée' }).check();
    await search.fill('introuvable');
    await choices.getByText('Aucune page ne porte ces mots dans son titre.').waitFor();
    await admin.saveSettings();
    expect(await choices.getByRole('checkbox', { name: /Contact/ }).isChecked()).toBe(true);
    expect(await choices.getByRole('checkbox', { name: /Zone retirée/ }).isChecked()).toBe(true);
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    await isShown(`?page_id=${pages.chosen}`);
    await isShown(`?page_id=${pages.last}`);
    await isAbsent(`?page_id=${pages.other}`);
    await isAbsent('?p=1');
    await isAbsent('');
  });

  it('loads on the home page and on a whole kind of content', async () => {
    await admin.openSettings();
    await page.getByRole('checkbox', { name: 'La page d’accueil' }).check();
    await page.locator('input[name="foyer_chat_settings[post_types][]"][value="post"]').check();
    await admin.saveSettings();
    await isShown('');
    await isShown('?p=1');
    await isAbsent(`?page_id=${pages.other}`);
    await isAbsent('?s=foyer');
  });

  it('is kept from people who are logged in, when asked', async () => {
    const own = `${opened.site.url}/?page_id=${pages.chosen}`;
    await page.goto(own);
    await launchers(page).waitFor();
    await admin.openSettings();
    await page.getByRole('checkbox', { name: /Ne pas charger le bouton/ }).check();
    await admin.saveSettings();
    await page.goto(own);
    expect(await scripts(page).count()).toBe(0);
    await isShown(`?page_id=${pages.chosen}`);
  });

  it('answers a question asked on the page', async () => {
    await opened.visit(`?page_id=${pages.chosen}`, async visited => {
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

  it('changes its place and language for this site', async () => {
    await admin.openSettings();
    await page.getByRole('combobox', { name: 'Position du bouton' }).selectOption('left');
    await page.getByRole('combobox', { name: 'Langue' }).selectOption('en');
    await admin.saveSettings();
    await opened.visit(`?page_id=${pages.chosen}`, async visited => {
      const button = visited.getByRole('button', { name: 'Open the chat' });
      expect((await button.boundingBox())?.x).toBeLessThan(100);
    });
  });

  it('keeps what is wrong out, and says so', async () => {
    await admin.openSettings();
    await address().fill('javascript:alert(1)');
    await page.getByRole('textbox', { name: 'Widget' }).fill('"><script>');
    await admin.saveSettings();
    await page.getByText('L’adresse du serveur n’a pas été changée').waitFor();
    await page.getByText('Le widget n’a pas été changé').waitFor();
    expect(await address().inputValue()).toBe(opened.foyer);
  });

  it('warns of an address that is each visitor’s own computer, and takes back its own when emptied', async () => {
    await admin.openSettings();
    await address().fill('localhost:4281/chat/xyz');
    await admin.saveSettings();
    await page.getByText('L’adresse http://localhost:4281 signifie').waitFor();
    await address().fill('');
    await admin.saveSettings();
    expect(await page.locator('.foyer-chat-settings .notice-error').count()).toBe(0);
    expect(await address().inputValue()).toBe(opened.foyer);
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
      ['https://[2a01:e0a::1]', 'https://example.org', ''],
      ['http://[::1]:4281', 'https://example.org', 'own-computer'],
      ['http://127.0.0.1:4281', 'http://127.0.0.1:8080', ''],
      ['http://127.0.0.1:4281', 'https://example.org', 'own-computer'],
    ];
    const pairs = JSON.stringify(cases.map(([server, own]) => [server, own]));
    const said = await opened.site.php(
      `echo wp_json_encode( array_map( function ( $pair ) { return foyer_chat_obstacle( ...$pair ); }, json_decode( '${pairs}' ) ) );`,
    );
    expect(JSON.parse(said)).toEqual(cases.map(([, , obstacle]) => obstacle));
  });

  it('gives its place to the plugin of another chatbot, and keeps the chosen pages', async () => {
    const { client } = opened.office.server;
    await admin.openSettings();
    await page.getByRole('textbox', { name: 'Widget' }).fill('typed-for-the-first-bot');
    await admin.saveSettings();
    const bot = await client.chatbots.create({ name: 'Comptabilité', language: 'fr' });
    const { publicId } = await client.widgets.get({ id: bot.id });
    await admin.upload(await opened.zipOf(bot.id));
    await page.locator('a.update-from-upload-overwrite').click();
    await page.locator('a[href*="plugins.php"]').last().waitFor();
    await admin.openSettings();
    await page.getByText('Faite pour le chatbot «\u00a0Comptabilité\u00a0».').waitFor();
    expect(await page.getByRole('textbox', { name: 'Widget' }).inputValue()).toBe(publicId);
    await opened.visit(`?page_id=${pages.chosen}`, async visited => {
      expect(await scripts(visited).getAttribute('data-widget-id')).toBe(publicId);
    });
    await isAbsent(`?page_id=${pages.other}`);
  });

  it('keeps the settings when it is deactivated, and removes them when it is deleted', async () => {
    const { database, plugins } = opened.site;
    const kept = () =>
      database.query("SELECT option_name FROM wp_options WHERE option_name LIKE '%foyer_chat%'");
    expect(await kept()).toEqual(['foyer_chat_settings']);
    await admin.open('plugins.php');
    await admin.row().locator('.deactivate a').click();
    await admin.row().locator('.delete a').waitFor();
    expect(await kept()).toEqual(['foyer_chat_settings']);
    await isAbsent(`?page_id=${pages.chosen}`);
    page.once('dialog', dialog => void dialog.accept());
    await admin.row().locator('.delete a').click();
    await expect.poll(() => existsSync(join(plugins, 'foyer-chat'))).toBe(false);
    await expect.poll(kept).toEqual([]);
    expect(await database.query("SELECT meta_key FROM wp_usermeta WHERE meta_key LIKE '%foyer%'")).toEqual(
      [],
    );
    expect(readdirSync(plugins).filter(name => name.includes('foyer'))).toEqual([]);
  });
});
