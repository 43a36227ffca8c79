import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime.mjs';
import { launchers, openPluginSite, scripts, type PluginSite } from './support/plugin-site.ts';

let opened: PluginSite;
let page: Page;
let pages: PluginSite['site']['pages'];
beforeAll(async () => {
  opened = await openPluginSite();
  ({ page } = opened);
  ({ pages } = opened.site);
  await opened.admin.upload(await opened.zipOf(opened.office.chatbotId));
  await opened.admin.activateUploaded();
});
afterAll(() => opened?.close());
afterEach(() => opened.expectNoComplaints());

const inlinePanel = (visited: Page) => visited.frameLocator('.foyer-chat-inline iframe').first();

/** Scrolls to the panel, which loads when it is about to be seen. */
async function seePanel(visited: Page): Promise<void> {
  await visited.locator('.foyer-chat-inline').first().scrollIntoViewIfNeeded();
  await inlinePanel(visited).getByText('Bonjour, je connais le règlement').waitFor();
}

async function onlyWherePlaced(): Promise<void> {
  await opened.admin.openSettings();
  await page.getByRole('radio', { name: 'Seulement là où je place le bloc' }).check();
  await opened.admin.saveSettings();
}

describe('the shortcode', () => {
  it('makes the panel a part of the page, in its height, without a button beside it', async () => {
    await opened.visit(`?page_id=${pages.shortcode}`, async visited => {
      await seePanel(visited);
      const box = await visited.locator('.foyer-chat-inline iframe').boundingBox();
      expect(Math.round(box?.height ?? 0)).toBe(620);
      expect(box?.width).toBeGreaterThan(400);
      expect(await launchers(visited).count()).toBe(0);
      // A panel that was a part of a page does not open by itself on the next one.
      await visited.goto(`${opened.site.url}/?page_id=${pages.other}`);
      await launchers(visited).waitFor();
      expect(await launchers(visited).getAttribute('aria-expanded')).toBe('false');
    });
  });

  it('takes only heights that make sense', async () => {
    const heights = await opened.site.php(
      `foreach ( array( '', '100', '99999', '500px', '" onload="x' ) as $height ) { preg_match( '/height:(\\d+)px/', foyer_chat_shortcode( array( 'height' => $height ) ), $found ); echo $found[1], ' '; }`,
    );
    expect(heights.trim().split(' ')).toEqual(['600', '440', '2000', '500', '600']);
  });

  it('brings the button to one page, and never twice', async () => {
    await onlyWherePlaced();
    await opened.visit(`?page_id=${pages.button}`, async visited => {
      await launchers(visited).waitFor();
      expect(await scripts(visited).count()).toBe(1);
    });
    await opened.visit(`?page_id=${pages.twice}`, async visited => {
      await seePanel(visited);
      await launchers(visited).waitFor();
      expect(await launchers(visited).count()).toBe(1);
      expect(await scripts(visited).count()).toBe(2);
    });
    await opened.visit(`?page_id=${pages.other}`, async visited => {
      expect(await scripts(visited).count()).toBe(0);
    });
  });

  it('works in a page of many panels, each in its place', async () => {
    await opened.visit(`?page_id=${pages.several}`, async visited => {
      await seePanel(visited);
      const panels = visited.locator('.foyer-chat-inline iframe');
      await visited.locator('.foyer-chat-inline').last().scrollIntoViewIfNeeded();
      await expect.poll(() => panels.count()).toBe(2);
    });
  });
});

describe('the block', () => {
  /** Where the content is edited: a frame of its own in later releases. */
  async function canvas(): Promise<Page | FrameLocator> {
    await page.locator('.block-editor-writing-flow, iframe[name="editor-canvas"]').first().waitFor();
    const framed = (await page.locator('iframe[name="editor-canvas"]').count()) > 0;
    return framed ? page.frameLocator('iframe[name="editor-canvas"]') : page;
  }

  it('is found, set and shown in French, and is the panel on the page', async () => {
    await opened.admin.open('post-new.php');
    const content = await canvas();
    // The guide for beginners stands in the way, once.
    await page.evaluate(`for (const scope of ['core/edit-post', 'core'])
      wp.data.dispatch('core/preferences').set(scope, 'welcomeGuide', false)`);
    await page
      .locator('.edit-post-header-toolbar__inserter-toggle, .editor-document-tools__inserter-toggle')
      .click();
    await page.locator('.block-editor-inserter__search input').fill('foyer');
    await page.getByRole('option', { name: 'Discussion Foyer' }).click();
    await content.getByText('Les visiteurs verront le chatbot ici.').waitFor();
    await content.locator('.wp-block-foyer-chat').click();
    const radio = page.getByRole('radio', { name: 'Sous forme de bouton, dans le coin de la page' });
    if (!(await radio.isVisible())) await page.locator('.interface-pinned-items button').first().click();
    await radio.check();
    await content.getByText('et rien ici').waitFor();
    await page.getByRole('radio', { name: 'Dans la page, ici' }).check();
    await page.getByRole('spinbutton', { name: 'Hauteur en pixels' }).fill('700');
    const id = await page.evaluate(`(async () => {
      const { dispatch, select } = wp.data;
      dispatch('core/editor').editPost({ title: 'Bloc', status: 'publish' });
      await dispatch('core/editor').savePost();
      return select('core/editor').getCurrentPostId();
    })()`);
    await opened.visit(`?p=${String(id)}`, async visited => {
      await seePanel(visited);
      const box = await visited.locator('.wp-block-foyer-chat .foyer-chat-inline iframe').boundingBox();
      expect(Math.round(box?.height ?? 0)).toBe(700);
      expect(await launchers(visited).count()).toBe(0);
    });
    await page.reload();
    await (await canvas()).getByText('Les visiteurs verront le chatbot ici.').waitFor();
  });
});

describe('other plugins of the site', () => {
  it('may give scripts a nonce, hold them back, and copy them elsewhere', async () => {
    cpSync(join(projectRoot, 'out/widget/v1.js'), join(opened.site.plugins, '../uploads/copied.js'));
    opened.addCode(`
      add_filter( 'wp_script_attributes', function ( $attributes ) { return $attributes + array( 'nonce' => 'bm9uY2U' ); } );
      add_filter( 'script_loader_src', function ( $src ) { return false === strpos( $src, '/widget/' ) ? $src : content_url( 'uploads/copied.js?ver=9' ); } );
      add_filter( 'script_loader_tag', function ( $tag ) { return str_replace( ' src=', ' defer src=', $tag ); }, 9 );
      add_filter( 'script_loader_tag', function ( $tag ) { return str_replace( ' src=', ' defer src=', $tag ); }, 99 );
    `);
    await opened.visit(`?page_id=${pages.shortcode}`, async visited => {
      await seePanel(visited);
      const script = scripts(visited);
      expect(await script.getAttribute('src')).toContain('/uploads/copied.js');
      expect(await script.evaluate(({ nonce }: { nonce: string }) => nonce)).toBe('bm9uY2U');
    });
    opened.addCode('');
  });
});
