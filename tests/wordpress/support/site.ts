import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../../support/free-port.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DATABASE, startDatabase, type Database } from './database.ts';

const run = promisify(execFile);

/** Where Debian puts WordPress. */
const DEBIANS = '/usr/share/wordpress';
/** Another release is tried by naming its folder; its translations are Debian's all the same. */
const WORDPRESS = process.env['FOYER_WORDPRESS'] ?? DEBIANS;
const TRANSLATIONS = 'wp-content/languages';
export const ADMINISTRATOR = { name: 'claire', password: 'une phrase que personne ne devine' } as const;

const LOCALE = 'fr_FR';
const installer = fileURLToPath(new URL('install.php', import.meta.url));

export type SitePages = Record<
  'chosen' | 'other' | 'shortcode' | 'twice' | 'button' | 'several' | 'hostile' | 'last',
  number
>;

export type WordpressSite = {
  /** `http://site.test:PORT`; the browser of the tests knows the name. */
  url: string;
  pages: SitePages;
  database: Database;
  /** Folder of the plugins. */
  plugins: string;
  /** Lines of WordPress's own log that speak of the plugin. */
  complaints(): string[];
  /** Runs PHP inside WordPress and returns what it prints. */
  php(code: string): Promise<string>;
  /** Makes it a network of sites, as WordPress's own tool does. */
  becomeNetwork(): Promise<void>;
  close(): Promise<void>;
};

/** Debian's WordPress in French, copied, installed on a database of its own, and served by PHP itself. */
export async function startWordpress(): Promise<WordpressSite> {
  const temporary = temporaryFolder();
  const root = join(temporary.path, 'site');
  copyWordpress(root);
  const database = await startDatabase(join(temporary.path, 'database'));
  const port = await freePort();
  const url = `http://site.test:${port}`;
  const log = join(temporary.path, 'debug.log');
  const settings = configuration(url, database.socket, log);
  writeFileSync(join(root, 'wp-config.php'), written(settings));
  const { stdout } = await run('php', [installer, root, LOCALE, ADMINISTRATOR.password]);
  const pages = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as SitePages;

  const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', root], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('started')) resolve();
    });
    server.on('exit', () => reject(new Error('PHP’s server did not start')));
  });
  const php = async (code: string): Promise<string> =>
    (await run('php', ['-r', `require ${quoted(join(root, 'wp-load.php'))}; ${code}`])).stdout;
  return {
    url,
    pages,
    database,
    plugins: join(root, 'wp-content/plugins'),
    complaints: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter(line => /foyer[-_]chat/i.test(line))
        : [],
    php,
    async becomeNetwork() {
      const { host } = new URL(url);
      await php(`
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) { $wpdb->$table = $name; }
        install_network();
        populate_network( 1, '${host}', 'claire@atelier.test', 'Atelier', '/', false );
      `);
      const network = { MULTISITE: true, SUBDOMAIN_INSTALL: false, DOMAIN_CURRENT_SITE: host };
      const place = { PATH_CURRENT_SITE: '/', SITE_ID_CURRENT_SITE: 1, BLOG_ID_CURRENT_SITE: 1 };
      writeFileSync(join(root, 'wp-config.php'), written({ ...settings, ...network, ...place }));
    },
    async close() {
      server.kill('SIGTERM');
      await exited;
      await database.stop();
      rmSync(temporary.path, { recursive: true, force: true });
    },
  };
}

/** Without Debian's links to libraries elsewhere, and of its sixty languages with the one that is used. */
function copyWordpress(root: string): void {
  const left = join(WORDPRESS, TRANSLATIONS);
  cpSync(WORDPRESS, root, { recursive: true, dereference: true, filter: path => path !== left });
  for (const folder of ['languages', 'uploads', 'upgrade', 'mu-plugins'])
    mkdirSync(join(root, 'wp-content', folder), { recursive: true });
  for (const name of readdirSync(join(DEBIANS, TRANSLATIONS))) {
    if (name.includes(LOCALE))
      cpSync(join(DEBIANS, TRANSLATIONS, name), join(root, TRANSLATIONS, name), { dereference: true });
  }
  rmSync(join(root, 'wp-content/plugins/akismet'), { recursive: true, force: true });
}

type Constants = Record<string, string | number | boolean>;

function configuration(url: string, socket: string, log: string): Constants {
  const salts = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap(name => [
    `${name}_KEY`,
    `${name}_SALT`,
  ]);
  return {
    DB_NAME: DATABASE,
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    WP_HOME: url,
    WP_SITEURL: url,
    WP_DEBUG: true,
    WP_DEBUG_LOG: log,
    WP_DEBUG_DISPLAY: false,
    SCRIPT_DEBUG: true,
    FS_METHOD: 'direct',
    DISABLE_WP_CRON: true,
    WP_HTTP_BLOCK_EXTERNAL: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    ...Object.fromEntries(salts.map(name => [name, `${name} of a site that lives a minute`])),
  };
}

/** As `wp-config.php`. On the command line there is no request to tell the site by. */
function written(constants: Constants): string {
  const lines = Object.entries(constants).map(
    ([name, value]) => `define( '${name}', ${typeof value === 'string' ? quoted(value) : value} );`,
  );
  return `<?php
${lines.join('\n')}
$_SERVER['HTTP_HOST'] = $_SERVER['HTTP_HOST'] ?? (string) preg_replace( '~^http://~', '', WP_HOME );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
