import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { WidgetUpdate } from '#shared/contract/widget-settings.ts';
import { freePort } from '../../support/free-port.ts';
import { startBrowser } from '../../e2e/support/browser.ts';
import { wholeOf } from '../../support/route-files.ts';
import { openFurnishedOffice, type FurnishedOffice } from '../../e2e/support/office.ts';
import { administrationOf } from './administration.ts';
import { startWordpress, type WordpressSite } from './site.ts';

export type PluginZip = { name: string; bytes: Buffer };

export type PluginSite = {
  browser: Browser;
  office: FurnishedOffice;
  site: WordpressSite;
  /** Foyer as visitors reach it. */
  foyer: string;
  /** The administrator's window, signed in. */
  page: Page;
  admin: ReturnType<typeof administrationOf>;
  /** The plugin of a chatbot, by the real route. */
  zipOf(chatbotId: string): Promise<PluginZip>;
  /** A visitor's first look at a page of the site. */
  visit(path: string, look: (visited: Page) => Promise<void>): Promise<void>;
  /** Puts PHP into the site that runs with every page, as another plugin would. */
  addCode(php: string): void;
  /** Fails when the plugin or the widget complained in a browser or in WordPress's log since the last call. */
  expectNoComplaints(): void;
  close(): Promise<void>;
};

/** A WordPress and a Foyer that know each other; the plugin is not installed yet. */
export async function openPluginSite(widget: Omit<WidgetUpdate, 'id'> = {}): Promise<PluginSite> {
  const [browser, office, site] = await Promise.all([
    startBrowser(),
    openFurnishedOffice(),
    startWordpress(),
  ]);
  const { client, fetchFile } = office.server;
  const port = await freePort();
  const foyer = `http://foyer.test:${port}`;
  await client.network.update({ enabled: true, interface: 'loopback', port, allowedHosts: ['foyer.test'] });
  const allowed = { enabled: true, allowedDomains: [new URL(site.url).host] };
  await client.widgets.update({ ...widget, ...allowed, id: office.chatbotId });

  const complaints: string[] = [];
  /** WordPress's own remarks are not the plugin's. */
  function watch(watched: Page): void {
    watched.on('pageerror', error => complaints.push(`${error.message} ${error.stack ?? ''}`));
    watched.on('console', message => {
      const remark = `${message.text()} ${message.location().url}`;
      if (!['error', 'warning'].includes(message.type()) || !/foyer/i.test(remark)) return;
      // The editor looks for blocks of that name at wordpress.org, which the tests do not reach.
      if (!remark.includes('block-directory')) complaints.push(remark);
    });
  }

  const page = await (await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })).newPage();
  watch(page);
  const admin = administrationOf(page, site);
  await admin.signIn();
  return {
    browser,
    office,
    site,
    foyer,
    page,
    admin,
    async zipOf(id) {
      const plugin = await fetchFile('/chatbots/{id}/widget/wordpress', { id, baseUrl: foyer });
      return { name: plugin.fileName, bytes: await wholeOf(plugin.content) };
    },
    async visit(path, look) {
      const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' });
      const visited = await context.newPage();
      watch(visited);
      await visited.goto(`${site.url}/${path}`);
      await look(visited);
      await context.close();
    },
    addCode: php => writeFileSync(join(site.plugins, '../mu-plugins/added.php'), `<?php ${php}`),
    expectNoComplaints() {
      expect(site.complaints()).toEqual([]);
      expect(complaints.splice(0)).toEqual([]);
    },
    async close() {
      await browser.close();
      await office.close();
      await site.close();
    },
  };
}

export const launchers = (visited: Page) => visited.getByRole('button', { name: 'Ouvrir la discussion' });
export const scripts = (visited: Page) => visited.locator('script[data-widget-id]');
