import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { childEnvironment } from '#main/platform/child-environment.ts';
import { connectDevtools } from './devtools.ts';
import type { Devtools } from './devtools.ts';

/*
 * The browser opens no connection of its own: each request of a page is paused and answered by us. What is not paused
 * (its own services, sockets, workers, WebRTC) finds no name and a proxy that is not there.
 */
const CLOSED = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:1',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-breakpad',
  '--dns-prefetch-disable',
  '--no-pings',
];
const QUIET = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-popup-blocking',
  '--mute-audio',
  '--blink-settings=imagesEnabled=false',
  '--window-size=1280,1600',
];
const REMOVAL_TRIES = 5;

export type BrowserProcess = { devtools: Devtools; close(): Promise<void> };

/** Starts a browser without a window, with a profile of its own that goes when it is closed. */
export async function startBrowser(path: string): Promise<BrowserProcess> {
  const profile = await mkdtemp(join(tmpdir(), 'foyer-browser-'));
  // Chromium refuses its sandbox to root; everybody else has it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const isUnix = process.platform !== 'win32';
  const child = spawn(path, [...QUIET, ...CLOSED, ...sandbox, `--user-data-dir=${profile}`, 'about:blank'], {
    env: { ...childEnvironment(), HOME: profile },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that its helpers end with it.
    detached: isUnix,
  });
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  async function close(): Promise<void> {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      if (isUnix) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    }
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: REMOVAL_TRIES });
  }

  try {
    await once(child, 'spawn');
  } catch (error) {
    await close();
    throw error;
  }
  const [input, output] = [child.stdio[3], child.stdio[4]];
  if (!(input instanceof Writable) || !(output instanceof Readable)) throw new Error('pipes were asked for');
  return { devtools: connectDevtools(input, output), close };
}
