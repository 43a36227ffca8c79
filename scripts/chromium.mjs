import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chromium without a window to draw, in Debian a package of its own: pages come twice as fast. */
const HEADLESS = 'chromium-headless-shell';
const PROGRAMS = [
  HEADLESS,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

function usualPlaces(platform, environment) {
  if (platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (platform === 'win32') {
    const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA];
    return roots
      .filter(root => root !== undefined)
      .flatMap(root => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Chromium', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const folders = (environment.PATH ?? '').split(delimiter).concat('/usr/bin', '/snap/bin');
  return folders.filter(Boolean).flatMap(folder => PROGRAMS.map(program => join(folder, program)));
}

/** Path of an installed Chromium, Chrome or Edge (`CHROMIUM_PATH` first), or null. */
export function findChromium(platform = process.platform, environment = process.env) {
  if (environment.CHROMIUM_PATH)
    return existsSync(environment.CHROMIUM_PATH) ? environment.CHROMIUM_PATH : null;
  return usualPlaces(platform, environment).find(path => existsSync(path)) ?? null;
}

/**
 * The installed Chromium; installs Debian's where there is none and this process may.
 * @returns {{ path: string } | { problem: string }}
 */
export function provideChromium() {
  const found = findChromium();
  if (found !== null) return { path: found };
  if (process.env.CHROMIUM_PATH)
    return { problem: `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not exist.` };
  if (isDebian() && process.getuid?.() === 0) {
    process.stderr.write('Browser tests need Chromium: installing it with apt-get…\n');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', HEADLESS],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    }
    const installed = findChromium();
    return installed === null
      ? { problem: 'apt-get could not install Chromium: see above.' }
      : { path: installed };
  }
  const how = isDebian()
    ? `sudo apt-get install ${HEADLESS}`
    : 'install Chromium or Chrome, or set CHROMIUM_PATH to it';
  return { problem: `Browser tests need Chromium, and none is installed: ${how}` };
}

function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}
