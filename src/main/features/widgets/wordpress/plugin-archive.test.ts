import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import { startTemporaryApp, type TemporaryApp } from '../../../../../tests/support/temporary-app.ts';
import { bytesOf } from '../../../../../tests/support/route-files.ts';

const SERVER = 'http://foyer.local:4281';
const HOSTILE = [
  `'; system("id"); //`,
  '</script><script>alert(1)</script>',
  '?><?php system("id"); ?>',
  `*/ system('id'); /*`,
  '$(id) `id` ${id} \\',
  'Été à Nîmes, 日本語, 🦊\u2028\u202e',
];

let temporary: TemporaryApp;
beforeAll(async () => {
  temporary = await startTemporaryApp();
});
afterAll(() => temporary.close());

async function botWith(appearance: Record<string, string> = {}, name = 'Accueil'): Promise<string> {
  const { id } = await temporary.client.chatbots.create({ name, language: 'fr' });
  await temporary.client.widgets.update({ id, appearance });
  return id;
}

async function pluginOf(id: string, baseUrl = SERVER) {
  const given = await temporary.client.widgets.wordpressPlugin({ id, baseUrl });
  const { fileName } = given;
  const data = await bytesOf(given);
  const files = new Map(Object.entries(unzipSync(data)).map(([path, bytes]) => [path, strFromU8(bytes)]));
  const text = (path: string): string => files.get(`foyer-chat/${path}`) ?? '';
  return { fileName, data, files, text, bot: JSON.parse(text('widget.json')) as Record<string, unknown> };
}

describe('the plugin of a chatbot', () => {
  it('has everything in one folder, by the names WordPress looks for', async () => {
    const { files, fileName } = await pluginOf(await botWith({}, 'Accueil d’été'));
    expect(fileName).toBe('foyer-chat-accueil-d-ete.zip');
    expect([...files.keys()].filter(path => !path.startsWith('foyer-chat/') || path.includes('..'))).toEqual(
      [],
    );
    expect([...files.keys()].map(path => path.slice('foyer-chat/'.length))).toEqual(
      expect.arrayContaining([
        'foyer-chat.php',
        'uninstall.php',
        'readme.txt',
        'license.txt',
        'widget.json',
        'block/block.json',
        'block/editor.js',
        'languages/foyer-chat.pot',
        ...['fr_FR', 'fr_BE', 'fr_CA'].flatMap(locale => [
          `languages/foyer-chat-${locale}.mo`,
          `languages/foyer-chat-${locale}-foyer-chat-editor-script.json`,
          `languages/foyer-chat-${locale}-foyer-chat-settings.json`,
        ]),
      ]),
    );
  });

  it('says what it is, under which licence, in one version', async () => {
    const { text, files } = await pluginOf(await botWith());
    const header = new Map(
      [...text('foyer-chat.php').matchAll(/^ \* ([A-Z][A-Za-z ]+):\s+(.+)$/gm)].map(match => [
        match[1],
        match[2],
      ]),
    );
    expect(Object.fromEntries(header)).toMatchObject({
      'Plugin Name': 'Foyer Chat',
      'Requires at least': '6.0',
      'Requires PHP': '7.4',
      License: 'GPL-2.0-or-later',
      'Text Domain': 'foyer-chat',
      'Domain Path': '/languages',
      'Update URI': 'false', // another plugin of a like name must not take its place
    });
    const version = header.get('Version') ?? 'none';
    expect(text('foyer-chat.php')).toContain(`define( 'FOYER_CHAT_VERSION', '${version}' );`);
    expect(text('block/editor.asset.php')).toContain(`'version'      => '${version}'`);
    expect(text('readme.txt')).toContain(`Stable tag: ${version}\n`);
    expect(text('license.txt')).toContain('GNU GENERAL PUBLIC LICENSE');
    for (const [path, source] of files) {
      if (/\.(php|js|css)$/.test(path)) expect(source.slice(0, 2500), path).toContain('GPL-2.0-or-later');
      if (path.endsWith('.php'))
        expect(source, path).toMatch(/defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/);
    }
  });

  it('carries the widget’s id and server, and not a word of what it looks like', async () => {
    const id = await botWith({ color: '#0b6e4f', position: 'left', label: 'Une question ?' });
    const widget = await temporary.client.widgets.update({
      id,
      behaviour: { autoOpen: true, autoOpenDelaySeconds: 9, offlineMessage: 'Fermé.' },
      allowedDomains: ['intranet.exemple.fr'],
    });
    const { bot, data } = await pluginOf(id, 'https://CHAT.example.org:443/');
    expect(bot).toEqual({
      title: 'Accueil',
      server: 'https://chat.example.org',
      widgetId: widget.publicId,
    });
    expect(data.toString('latin1')).not.toContain('intranet.exemple.fr');
  });

  it('has no key in it, whatever keys there are', async () => {
    const id = await botWith();
    const { clientId } = await temporary.client.chatbots.get({ id });
    const { key } = await temporary.client.keys.create({
      clientId,
      name: 'Site',
      scopes: ['chat'],
      chatbotIds: [id],
    });
    const { files } = await pluginOf(id);
    const all = [...files.values()].join('\n');
    expect(all).not.toContain(key);
    expect(all).not.toMatch(/\bfoyer_[a-z0-9]{24,}|\bsk-[A-Za-z0-9]{16,}|BEGIN [A-Z ]*PRIVATE KEY/);
    expect(all).not.toContain(id); // pages know the widget's public id alone
  });

  it('keeps every name as data: code is the same for all chatbots', async () => {
    const plain = await pluginOf(await botWith());
    for (const title of HOSTILE) {
      const made = await pluginOf(await botWith({ title, label: title.slice(0, 60) }));
      expect(made.bot, title).toMatchObject({ title: title.trim() });
      expect(made.text('widget.json'), title).not.toMatch(/[<>']/);
      expect(made.fileName, title).toMatch(/^foyer-chat(-[a-z0-9]+)*\.zip$/);
      for (const [path, source] of plain.files) {
        if (!path.endsWith('widget.json')) expect(made.files.get(path), `${title} in ${path}`).toBe(source);
      }
    }
  });

  it('is the same to the byte until the widget has another name', async () => {
    const id = await botWith();
    const [one, two] = [await pluginOf(id), await pluginOf(id)];
    expect(one.data).toEqual(two.data);
    await temporary.client.widgets.update({ id, appearance: { position: 'left' } });
    expect((await pluginOf(id)).data).toEqual(one.data); // the site follows without a new plugin
    await temporary.client.widgets.update({ id, appearance: { title: 'Un autre nom' } });
    expect((await pluginOf(id)).data).not.toEqual(one.data);
  });

  it('is made for a server that a proxy shows under a path', async () => {
    const { bot } = await pluginOf(await botWith(), 'https://exemple.org/assistant/');
    expect(bot['server']).toBe('https://exemple.org/assistant');
  });

  it('is only made for an address of a server', async () => {
    const id = await botWith();
    for (const baseUrl of [
      'javascript:alert(1)',
      'ftp://foyer.local',
      'http://',
      'http://foyer.local/chat',
      'http://foyer.local?x=1',
      'foyer.local:4281',
    ]) {
      await expect(pluginOf(id, baseUrl), baseUrl).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    await expect(pluginOf(id, 'http://name:word@foyer.local')).rejects.toMatchObject({
      code: 'request.account_in_address',
    });
  });

  it('ships every file of its folder, and nothing an editor left there', async () => {
    const folder = join(shippedFolder('resources/wordpress'), 'foyer-chat');
    const { files } = await pluginOf(await botWith());
    const sources = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    );
    expect(sources.length).toBeGreaterThan(15);
    for (const { parentPath, name } of sources) {
      const path = join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/');
      expect(files.get(`foyer-chat/${path}`), path).toBe(readFileSync(join(parentPath, name), 'utf8'));
    }
  });
});
