import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import type { WrittenFile } from '#shared/contract/files.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import { compiledTranslations } from './translations.ts';

/** Folder of the plugin inside the ZIP, which WordPress keeps under `wp-content/plugins`; also its text domain. */
export const PLUGIN_SLUG = 'foyer-chat';

/** The one file that differs from chatbot to chatbot. */
const BOT_FILE = 'widget.json';

const EARLIEST_IN_ZIP = new Date(1980, 0, 1); // ZIP keeps local time, and so does this: the same bytes everywhere
const READABLE_FILE = 0o100644 << 16; // as Unix keeps it in the upper half of the attributes
const UNIX = 3;
const NAME_MAX_CHARACTERS = 40;

export type PluginOf = {
  /** Of the widget, as shown on the settings page. */
  title: string;
  /** The server as the site's visitors reach it, e.g. `http://foyer.local:4281`. */
  server: string;
  /** The widget's public id. */
  widgetId: string;
};

/**
 * The plugin as a ZIP that WordPress takes by *Plugins → Add new → Upload*: the files of `resources/wordpress`,
 * their translations compiled, and the chatbot's own data as JSON, which PHP reads and never runs. The same widget
 * makes the same bytes.
 */
export async function makeWordpressPlugin(plugin: PluginOf): Promise<WrittenFile> {
  const files = await filesIn(join(shippedFolder('resources/wordpress'), PLUGIN_SLUG));
  for (const [path, bytes] of compiledTranslations(files, PLUGIN_SLUG)) files.set(path, bytes);
  files.set(BOT_FILE, Buffer.from(botFile(plugin)));
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path);
    if (bytes) {
      entries[`${PLUGIN_SLUG}/${path}`] = [
        bytes,
        { mtime: EARLIEST_IN_ZIP, os: UNIX, attrs: READABLE_FILE, level: 9 },
      ];
    }
  }
  const archive = zipSync(entries);
  return {
    fileName: fileNameFor(plugin.title),
    mediaType: 'application/zip',
    async *content() {
      yield archive;
    },
  };
}

/** Public things only: it lies in a folder that the web server hands out. */
function botFile({ title, server, widgetId }: PluginOf): string {
  const text = JSON.stringify({ title, server, widgetId }, null, 2);
  // Nothing in it reads as a tag, whatever a scanner or a careless plugin does with the file.
  return `${text.replace(/[<>&'\u2028\u2029]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** Every file of a folder by its path in it, with slashes. */
async function filesIn(folder: string, prefix = ''): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (entry.name.startsWith('.')) continue; // left by an editor or a file browser
    if (entry.isDirectory()) {
      for (const [inner, bytes] of await filesIn(folder, `${path}/`)) files.set(inner, bytes);
    } else files.set(path, await readFile(join(folder, path)));
  }
  return files;
}

/** `foyer-chat-accueil.zip`: several plugins in one download folder are told apart. */
function fileNameFor(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_MAX_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  return `${PLUGIN_SLUG}${name === '' ? '' : `-${name}`}.zip`;
}
