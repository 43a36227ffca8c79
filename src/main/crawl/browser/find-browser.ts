import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'brave',
  'chromium-headless-shell',
];
const LINUX_PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/opt/brave.com/brave',
];
const MAC = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Brave Browser.app/Contents/MacOS/Brave Browser',
];
const WINDOWS = [
  String.raw`Google\Chrome\Application\chrome.exe`,
  String.raw`Microsoft\Edge\Application\msedge.exe`,
  String.raw`BraveSoftware\Brave-Browser\Application\brave.exe`,
  String.raw`Chromium\Application\chrome.exe`,
];

/** Where a browser may be on a system, the likeliest first. */
export function browserPlaces(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', join(environment['HOME'] ?? '/', 'Applications')];
    return folders.flatMap(folder => MAC.map(name => `${folder}/${name}`));
  }
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(name => environment[name]);
    return folders
      .filter(folder => folder !== undefined)
      .flatMap(folder => WINDOWS.map(name => `${folder}\\${name}`));
  }
  const path = (environment['PATH'] ?? '').split(delimiter).filter(folder => folder.startsWith('/'));
  return LINUX.flatMap(name => [...LINUX_PLACES, ...path].map(folder => join(folder, name)));
}

/** The browser of this machine that can show pages (Chromium, Chrome, Edge, Brave), or null. */
export async function findBrowser(
  places: readonly string[] = browserPlaces(process.platform, process.env),
): Promise<string | null> {
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return null;
}
