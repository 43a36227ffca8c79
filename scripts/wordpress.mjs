// npm run wordpress: the plugin of a chatbot installed and used in Debian's own WordPress, in a browser. Says first
// what of it all this machine lacks. With arguments, they go to vitest: `npm run wordpress -- -t shortcode`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { projectRoot } from './runtime.mjs';

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Each Debian package, and whether what it brings is there. */
const NEEDED = {
  wordpress: () => existsSync('/usr/share/wordpress/wp-load.php'),
  'wordpress-l10n': () => existsSync('/usr/share/wordpress/wp-content/languages/fr_FR.mo'),
  'php-cli': () => runs('php', ['--version']),
  'php-mysql': () => runs('php', ['-r', "exit(extension_loaded('mysqli') ? 0 : 1);"]),
  'mariadb-server': () => existsSync('/usr/sbin/mariadbd') && existsSync('/usr/bin/mariadb-install-db'),
  'mariadb-client': () => runs('mariadb', ['--version']),
};

function runs(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

const missing = Object.entries(NEEDED)
  .filter(([, isThere]) => !isThere())
  .map(([name]) => name);
const chromium = provideChromium();
if (missing.length > 0) {
  process.stderr.write(
    `The plugin is tried in Debian's WordPress, and this is missing: ${missing.join(', ')}.\n` +
      `On Debian or Ubuntu: sudo apt-get install ${missing.join(' ')}\n`,
  );
  process.exitCode = 2;
} else if ('problem' in chromium) {
  process.stderr.write(`${chromium.problem}\n`);
  process.exitCode = 2;
} else {
  await ensureBuilt(PARTS);
  process.env.CHROMIUM_PATH = chromium.path;
  const program = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [program, 'run', '--project', 'wordpress', '--reporter=verbose', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' });
  for (const signal of FORWARDED_SIGNALS) process.on(signal, () => child.kill(signal));
  child.on('exit', code => (process.exitCode = code ?? 1));
}
