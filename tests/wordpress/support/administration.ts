import type { Page } from 'playwright-core';
import { ADMINISTRATOR, type WordpressSite } from './site.ts';

/** What somebody does in the administration of WordPress, by its own pages. */
export function administrationOf(page: Page, { url }: Pick<WordpressSite, 'url'>) {
  const open = (path: string) => page.goto(`${url}/wp-admin/${path}`);

  return {
    open,

    async signIn(): Promise<void> {
      await page.goto(`${url}/wp-login.php`);
      await page.locator('#user_login').fill(ADMINISTRATOR.name);
      await page.locator('#user_pass').fill(ADMINISTRATOR.password);
      await page.locator('#wp-submit').click();
      await page.locator('#wpadminbar').waitFor();
    },

    /** Plugins → Add new → Upload, without activating. */
    async upload(zip: { name: string; bytes: Buffer }): Promise<void> {
      await open('plugin-install.php?tab=upload');
      await page
        .locator('#pluginzip')
        .setInputFiles({ name: zip.name, mimeType: 'application/zip', buffer: zip.bytes });
      await page.locator('#install-plugin-submit').click();
    },

    async activateUploaded(): Promise<void> {
      await page.locator('a.button-primary[href*="action=activate"]').click();
      await page
        .locator('tr[data-slug^="foyer-chat"].active, tr[data-plugin^="foyer-chat/"].active')
        .waitFor();
    },

    row: () => page.locator('tr[data-plugin="foyer-chat/foyer-chat.php"]'),

    openSettings: () => open('options-general.php?page=foyer-chat'),

    async saveSettings(): Promise<void> {
      await page.locator('#submit').click();
      await page.waitForURL(/settings-updated=true/);
    },
  };
}
