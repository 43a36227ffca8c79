import { spawnSync } from 'node:child_process';
import { cpSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { bytesOf } from '../support/route-files.ts';
import { projectRoot } from '../../scripts/runtime.mjs';
import { startWordpress, type WordpressSite } from './support/site.ts';

let site: WordpressSite;
let temporary: TemporaryApp;
beforeAll(async () => {
  [site, temporary] = await Promise.all([startWordpress(), startTemporaryApp()]);
});
afterAll(async () => {
  await site?.close();
  await temporary?.close();
});

it('is PHP that this PHP reads', () => {
  const folder = join(projectRoot, 'resources/wordpress/foyer-chat');
  const files = globSync('**/*.php', { cwd: folder });
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const { status, stdout } = spawnSync('php', ['-d', 'error_reporting=E_ALL', '-l', join(folder, file)]);
    expect([status, stdout.toString()], file).toEqual([0, expect.stringContaining('No syntax errors')]);
  }
});

it('leaves nothing on any site of a network', async () => {
  const plugin = join(site.plugins, 'foyer-chat');
  cpSync(join(projectRoot, 'resources/wordpress/foyer-chat'), plugin, { recursive: true });
  await site.becomeNetwork();
  await site.php(`
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    $host   = get_network()->domain;
    $second = wp_insert_site( array( 'domain' => $host, 'path' => '/deux/', 'title' => 'Deux', 'user_id' => 1 ) );
    foreach ( array( 1, $second ) as $id ) {
      switch_to_blog( $id );
      update_option( 'foyer_chat_settings', array( 'where' => 'placed' ) );
      restore_current_blog();
    }
    activate_plugin( 'foyer-chat/foyer-chat.php', '', true );
  `);
  const kept = async () =>
    (
      await Promise.all(
        ['wp_options', 'wp_2_options'].map(table =>
          site.database.query(`SELECT '${table}' FROM ${table} WHERE option_name = 'foyer_chat_settings'`),
        ),
      )
    ).flat();
  expect(await kept()).toEqual(['wp_options', 'wp_2_options']);
  await site.php(`
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    deactivate_plugins( 'foyer-chat/foyer-chat.php' );
    uninstall_plugin( 'foyer-chat/foyer-chat.php' );
  `);
  expect(await kept()).toEqual([]);
  expect(
    await site.database.query("SELECT meta_key FROM wp_sitemeta WHERE meta_value LIKE '%foyer%'"),
  ).toEqual([]);
  expect(site.complaints()).toEqual([]);
});

it('stands its data file being lost or spoilt: visitors see the page without it', async () => {
  const bot = await temporary.client.chatbots.create({ name: 'Accueil', language: 'fr' });
  const plugin = await temporary.client.widgets.wordpressPlugin({
    id: bot.id,
    baseUrl: 'http://foyer.test:4281',
  });
  const whole = Buffer.from(unzipSync(await bytesOf(plugin))['foyer-chat/widget.json'] ?? []).toString();
  const shown = (content: string) =>
    site.php(`
      $GLOBALS['content'] = base64_decode( '${Buffer.from(content).toString('base64')}' );
      file_put_contents( WP_PLUGIN_DIR . '/foyer-chat/widget.json', $GLOBALS['content'] );
      require_once WP_PLUGIN_DIR . '/foyer-chat/foyer-chat.php';
      echo foyer_chat_widget() === null ? 'nothing' : foyer_chat_widget()['server'];
    `);
  expect(await shown(whole)).toBe('http://foyer.test:4281');
  for (const spoilt of [
    '',
    '[]',
    '{"title":',
    '"text"',
    '{"server":"javascript:alert(1)","widgetId":"abcdefgh"}',
    '{"server":["x"],"widgetId":{"a":1},"attributes":"x"}',
  ])
    expect(await shown(spoilt), spoilt).toBe('nothing');
  expect(site.complaints()).toEqual([]);
});
