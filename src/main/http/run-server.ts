import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '#shared/contract/vocabulary.ts';
import { carriesAccount } from '#shared/lib/address-account.ts';
import { machineAddress, publicUrl } from '#shared/contract/addresses.ts';
import type { App } from '#main/app/ports.ts';
import { recoveryFrom, type Recovery } from '#main/app/recovery.ts';
import { dataFolderPath, prepareDataFolder } from '#main/platform/data-folder.ts';
import { acquireInstance, type Instance } from '#main/platform/instance/index.ts';
import { takePassphrase } from '#main/platform/secrets/index.ts';
import { systemLanguage } from '#main/platform/system-language.ts';
import { fill, wordsIn, type CliWords } from '#main/platform/terminal-words.ts';
import { createControlDoor, type Door } from './door.ts';
import { openListener, type Listener } from './listener.ts';
import { openRecoveryDoor } from './recovery-door.ts';
import { createPublicDoor } from './public/public-door.ts';
import { describeStartFailure } from './start-failure.ts';
import { createHttpDoor, DEFAULT_HOST, DEFAULT_PORT, isLoopback, type HttpDoor } from './web-door.ts';

export type ServerOptions = {
  host: string;
  port: number;
  dataFolder: string;
  /** Whether to open the default browser, where there is one. */
  open: boolean;
  allowedHosts: readonly string[];
  /** Where a proxy shows the interface; goes before the setting. */
  publicUrl?: string | null;
  /** Proxies that are believed; go before the setting. */
  trustedProxies?: readonly string[] | null;
  /** Opens the secrets, where a passphrase protects them. */
  passphrase?: string | null;
  /** What is said in the terminal; left out: the system's. */
  language?: Language;
};

/** The options of the server, as `parseArgs` reads them. */
export const serverOptionTypes = {
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  open: { type: 'boolean' },
  'allow-host': { type: 'string', multiple: true },
  'public-url': { type: 'string' },
  'trusted-proxy': { type: 'string', multiple: true },
  'passphrase-file': { type: 'string' },
} as const;

/**
 * @throws TypeError (of `parseArgs`) or RangeError for options that make no sense, FoyerError for a passphrase file
 * that cannot be used.
 */
export function readServerOptions(argv: readonly string[], environment: NodeJS.ProcessEnv): ServerOptions {
  const { values } = parseArgs({ args: [...argv], options: serverOptionTypes, allowNegative: true });
  const port = values.port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new RangeError(`--port ${port}: 0…65535`);
  return {
    host: values.host ?? DEFAULT_HOST,
    port: Number(port),
    dataFolder: dataFolderPath(values.data, {
      platform: process.platform,
      environment,
      home: homedir(),
    }),
    open: values.open ?? true,
    allowedHosts: values['allow-host'] ?? [],
    publicUrl: readPublicUrl(values['public-url'] ?? environment['FOYER_PUBLIC_URL']),
    trustedProxies: readProxies(
      values['trusted-proxy'] ?? environment['FOYER_TRUSTED_PROXY']?.split(/[\s,]+/).filter(Boolean),
    ),
    passphrase: takePassphrase(values['passphrase-file'], environment),
  };
}

function readPublicUrl(given: string | undefined): string | null {
  if (given === undefined || given === '') return null;
  const read = publicUrl.safeParse(given);
  if (!read.success) {
    // What is refused may hold a password: it is not repeated.
    throw new RangeError(
      carriesAccount(given)
        ? '--public-url: https://example.org/foyer'
        : `--public-url ${given}: https://example.org/foyer`,
    );
  }
  return read.data;
}

function readProxies(given: readonly string[] | undefined): string[] | null {
  if (given === undefined || given.length === 0) return null;
  const wrong = given.find(one => !machineAddress.safeParse(one).success);
  if (wrong !== undefined) throw new RangeError(`--trusted-proxy ${wrong}: 192.0.2.10, 172.18.0.0/16`);
  return [...given];
}

export type RunningServer = {
  readonly app: App;
  readonly address: string;
  /** Resolves once everything is closed, rejects when something did not close. */
  readonly ended: Promise<void>;
  /** Closes doors, then the app, then gives the folder back. */
  stop(): Promise<void>;
};

/**
 * Starts Foyer as a server: the folder is locked, then the port is taken (and answers "starting"), then the app is
 * built. Whatever was opened is closed again when a later step fails.
 *
 * @throws FoyerError `storage.locked`, `port.in_use`, `storage.newer_schema`; the system's error for a host that
 * is not here.
 *
 * @param onRecovery told when the database does not open: the address of the page that offers its copies, which is
 * waited for. Without it the error is thrown.
 */
export async function startServer(
  options: ServerOptions,
  onRecovery?: (link: string, recovery: Recovery) => void,
): Promise<RunningServer> {
  prepareDataFolder(options.dataFolder);
  const opened: { close(): Promise<void> | void }[] = [];
  const closeAll = async () => {
    for (let one = opened.pop(); one !== undefined; one = opened.pop()) await one.close();
  };
  try {
    const instance: Instance = acquireInstance({ dataFolder: options.dataFolder, mode: 'server' });
    opened.push({ close: () => instance.release() });
    const listener: Listener = await openListener({ host: options.host, port: options.port });
    opened.push(listener);
    const { createApp } = await import('#main/app/create-app.ts');
    const build = () =>
      createApp({
        dataFolder: options.dataFolder,
        mode: 'server',
        keys: { passphrase: options.passphrase ?? null },
      });
    let app: App;
    try {
      app = await build();
    } catch (error) {
      const recovery = onRecovery === undefined ? null : await recoveryFrom(error, options.dataFolder);
      if (recovery === null) throw error;
      const door = openRecoveryDoor(listener, recovery);
      const address = `http://${isLoopback(options.host) ? options.host : 'localhost'}:${listener.port}`;
      onRecovery?.(`${address}/?recovery=${door.token}`, recovery);
      await door.decided;
      app = await build();
    }
    opened.pop(); // it is closed before the app
    opened.push(app, listener);
    const control: Door = await createControlDoor(app, {
      path: instance.controlPath,
      token: instance.controlToken,
    });
    opened.push(control);
    opened.push(await createPublicDoor(app, { widgetFolder: builtFolder('widget', 'v1.js') }));
    // Last: `/health` says that every door is open.
    const door: HttpDoor = await createHttpDoor(app, {
      host: options.host,
      port: options.port,
      staticFolder: builtFolder('renderer', 'index.html'),
      allowedHosts: options.allowedHosts,
      publicUrl: options.publicUrl ?? null,
      trustedProxies: options.trustedProxies ?? null,
      listener,
    });
    opened.push(door);
    instance.setAddress(door.address);
    app.setAddress(door.address);

    let settle: (closing: Promise<void>) => void = () => undefined;
    const ended = new Promise<void>(resolve => {
      settle = resolve;
    });
    let stopping: Promise<void> | null = null;
    const stop = () => {
      stopping ??= closeAll();
      settle(stopping);
      return stopping;
    };
    app.onShutDownRequested(() => void stop());
    return { app, address: door.address, ended, stop };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Runs the server until it is told to stop; says what a person needs to know. @returns the exit code. */
export async function runServer(options: ServerOptions): Promise<number> {
  const language = options.language ?? systemLanguage();
  const words = wordsIn(language);
  let server: RunningServer;
  try {
    server = await startServer(options, (link, recovery) => {
      process.stdout.write(recoveryBlock(words, link, recovery));
      if (options.open) openBrowser(link);
    });
  } catch (error) {
    process.stderr.write(`${describeStartFailure(error, options, words, language)}\n`);
    return 1;
  }
  const { app, address } = server;
  const token = app.setUpToken();
  const link = token === null ? address : `${address}/#/set-up?token=${encodeURIComponent(token)}`;
  const crash = (error: unknown) => {
    server.app.log.fatal({ err: error }, 'unexpected error, stopping');
    process.stderr.write(
      `${fill(words.serve.crashed, { log: join(options.dataFolder, 'logs', 'foyer.log') })}\n`,
    );
    setTimeout(() => process.exit(1), CRASH_CLOSE_MS);
    void server.stop().finally(() => process.exit(1));
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  let asked = 0;
  const askToStop = () => {
    asked += 1;
    if (asked > 1) process.exit(1);
    process.stderr.write(`\n${words.serve.stopping}\n`);
    void server.stop();
  };
  process.on('SIGINT', askToStop);
  process.on('SIGTERM', askToStop);
  // Who reads that it is ready may stop it at once.
  process.stdout.write(
    readyBlock(words, {
      address,
      publicAddress: app.webInterface.publicUrl(),
      link: token === null ? null : link,
      dataFolder: options.dataFolder,
    }),
  );
  if (!isLoopback(options.host))
    process.stderr.write(`${fill(words.serve.exposed, { host: options.host })}\n`);
  if (options.open) openBrowser(link);
  try {
    while (await endedToStartAgain(server)) server = await startServer(options);
    process.stderr.write(`${words.serve.stopped}\n`);
    return 0;
  } catch (error) {
    app.log.error({ err: error }, 'closing, or starting again, failed');
    process.stderr.write(`${describeStartFailure(error, options, words, language)}\n`);
    return 1;
  } finally {
    process.off('SIGINT', askToStop);
    process.off('SIGTERM', askToStop);
    process.off('uncaughtException', crash);
    process.off('unhandledRejection', crash);
  }
}

/** Resolves when the server has ended: true when it only did so because the data folder can be used again. */
async function endedToStartAgain(server: RunningServer): Promise<boolean> {
  let startsAgain = false;
  server.app.onFolderUsable(() => {
    startsAgain = true;
    void server.stop();
  });
  await server.ended;
  return startsAgain;
}

const CRASH_CLOSE_MS = 3_000; // to write the log and close the database; SQLite survives worse

function readyBlock(
  words: CliWords,
  {
    address,
    publicAddress,
    link,
    dataFolder,
  }: { address: string; publicAddress: string | null; link: string | null; dataFolder: string },
): string {
  const { serve } = words;
  const lines = [
    [serve.address, address],
    ...(publicAddress === null ? [] : [[serve.publicAddress, publicAddress]]),
    ...(link === null ? [] : [[serve.setUp, link]]),
    [serve.dataFolder, dataFolder],
    [serve.stop, serve.stopHow],
  ];
  const width = Math.max(...lines.map(([label]) => label?.length ?? 0));
  return `\n  ${serve.ready}\n\n${lines.map(([label, value]) => `  ${label?.padEnd(width)}  ${value}`).join('\n')}\n\n`;
}

function recoveryBlock({ serve }: CliWords, link: string, { kind, copies }: Recovery): string {
  const [newest] = copies;
  const told = newest
    ? [
        fill(serve.copies, { count: copies.length, newest: newest.madeAt.toISOString().slice(0, 16) }),
        fill(serve.recovery, { link }),
        serve.recoveryInTerminal,
      ]
    : [serve.noCopies, fill(serve.recoveryWithoutCopies, { link })];
  const lines = [serve[kind === 'damaged' ? 'databaseDamaged' : 'databaseMissing'], ...told];
  return `\n${lines.map(line => `  ${line}`).join('\n')}\n\n`;
}

/** A built part, found by one of its files from wherever the bundler put this code. */
function builtFolder(part: string, file: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'out', part, file))) {
    const parent = dirname(folder);
    // Not built yet: the page says so, and looks here again at each visit.
    if (parent === folder) return join(import.meta.dirname, '..', '..', '..', 'out', part);
    folder = parent;
  }
  return join(folder, 'out', part);
}

/** Opens the default browser where there is one; without one nothing happens. */
function openBrowser(url: string): void {
  const command = browserCommand(url);
  if (command === null) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined); // no such program: the address is on screen
  child.unref();
}

function browserCommand(url: string): readonly [string, ...string[]] | null {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '';
  return display === '' ? null : ['xdg-open', url];
}
