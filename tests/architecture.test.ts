import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findViolations, type SourceFile } from './support/architecture/layers.ts';
import { productFiles } from './support/architecture/product-files.ts';

const root = join(import.meta.dirname, '..');

describe('layers', () => {
  it('are respected by every source file', () => {
    const files = productFiles(root);
    expect(files.length).toBeGreaterThan(20);
    expect(
      findViolations(files).map(({ path, imports, rule }) => `${path} imports ${imports}: ${rule}`),
    ).toEqual([]);
  });

  const planted: [rule: string, file: SourceFile][] = [
    [
      'electron only from src/main/electron',
      { path: 'src/main/http/listener.ts', text: `import { app } from 'electron';` },
    ],
    [
      'electron only from src/main/electron',
      { path: 'src/main/headless.ts', text: `const { app } = await import('electron');` },
    ],
    [
      'main/headless may not import main/electron',
      { path: 'src/main/headless.ts', text: `import { runDesktop } from './electron/desktop.ts';` },
    ],
    [
      'routes are declared with route(), never with oc',
      { path: 'src/shared/contract/chatbots.ts', text: `import { oc as contract } from '@orpc/contract';` },
    ],
    [
      'only platform/outbound opens connections',
      { path: 'src/main/ai/ollama/client.ts', text: `import { request } from 'node:https';` },
    ],
    [
      'only platform/outbound opens connections',
      {
        path: 'src/main/ai/ollama/client.ts',
        text: `export const ask = () => fetch('https://example.org');`,
      },
    ],
    [
      'only platform/outbound opens connections',
      {
        path: 'src/main/ai/ollama/client.ts',
        text: `export const ask = (fetch: () => void) => globalThis.fetch('x');`,
      },
    ],
    ...[
      `import { lookup } from 'node:dns/promises';`,
      `import { createSocket } from 'node:dgram';`,
      `import { connect } from 'node:tls';`,
      `const net = await import('node:net');`,
      `export { Agent } from 'undici';`,
      `import multicastDns from 'multicast-dns';`,
      `export const live = () => new WebSocket('wss://example.org');`,
    ].map((text): [string, SourceFile] => [
      'only platform/outbound opens connections',
      { path: 'src/main/features/chat/service.ts', text },
    ]),
    ...[
      `import { createServer, request } from 'node:http';`,
      `import * as net from 'node:net';`,
      `const { connect } = await import('node:tls');`,
      `import { createSocket } from 'node:dgram';`,
      `import { fetch } from 'undici';`,
      `import multicastDns from 'multicast-dns';`,
    ].map((text): [string, SourceFile] => [
      'a listener opens no connection',
      { path: 'src/main/http/door.ts', text },
    ]),
    [
      'nodemailer only in platform/mail, over connections of platform/outbound',
      { path: 'src/main/features/mail/service.ts', text: `import { createTransport } from 'nodemailer';` },
    ],
    [
      'imapflow only in crawl/mailbox, over connections of platform/outbound',
      { path: 'src/main/features/sources/service.ts', text: `import { ImapFlow } from 'imapflow';` },
    ],
    [
      'ids are made by platform/new-id: theirs is the order of lists',
      { path: 'src/main/features/chat/service.ts', text: `import { v7 } from 'uuid';` },
    ],
    ['shared uses only what both sides have', { path: 'src/shared/lib/text.ts', text: `import 'node:fs';` }],
    [
      'shared may not import main/db',
      { path: 'src/shared/lib/text.ts', text: `import '#main/db/connection.ts';` },
    ],
    [
      'renderer/rpc may not import main/app',
      { path: 'src/renderer/rpc/client.ts', text: `import type { App } from '#main/app/ports.ts';` },
    ],
    [
      'renderer/features may not import main/app',
      {
        path: 'src/renderer/features/chat/page.tsx',
        text: `type App = import('../../../main/app/ports.ts').App;`,
      },
    ],
    [
      'renderer/ui may not import renderer/features',
      { path: 'src/renderer/ui/button.tsx', text: `export { x } from '../features/chat/x.ts';` },
    ],
    [
      'no Node in the page',
      { path: 'src/renderer/ui/button.tsx', text: `import { join } from 'node:path';` },
    ],
    [
      'main/features may not import main/ai',
      {
        path: 'src/main/features/chat/service.ts',
        text: `import { createOllama } from '#main/ai/ollama/chat.ts';`,
      },
    ],
    [
      'main/features may not import main/http',
      { path: 'src/main/features/chat/service.ts', text: `import { listen } from '#main/http/listener.ts';` },
    ],
    [
      'another feature only through its index.ts',
      { path: 'src/main/features/chat/service.ts', text: `import { rows } from '../documents/store.ts';` },
    ],
    [
      'main/language may not import main/ingest',
      { path: 'src/main/language/detect.ts', text: `import { x } from '#main/ingest/x.ts';` },
    ],
    [
      'every source file belongs to a layer',
      { path: 'src/main/features/chat/service.ts', text: `import { x } from '#main/helpers/x.ts';` },
    ],
    [
      'widget may not import shared',
      { path: 'src/widget/panel.ts', text: `import { contract } from '#shared/contract/index.ts';` },
    ],
    [
      'widget may not import renderer/ui',
      { path: 'src/widget/panel/view/x.tsx', text: `import { Icon } from '../../../renderer/ui/icon.tsx';` },
    ],
    [
      'the widget loads no package: it has 30 kB',
      { path: 'src/widget/panel/view/x.tsx', text: `import { useState } from 'preact/hooks';` },
    ],
    [
      'only platform/outbound opens connections',
      { path: 'src/widget/loader/instance.ts', text: `export const count = () => fetch('/count');` },
    ],
  ];
  const MODULE = 'src/modules/notes/main/service.ts';
  const PAGE = 'src/modules/notes/page/notes-page.tsx';
  planted.push(
    [
      'modules/main may not import main/features',
      { path: MODULE, text: `import { createClients } from '#main/features/clients/index.ts';` },
    ],
    [
      'modules/main may not import main/db',
      { path: MODULE, text: `import { clients } from '#main/db/schema/index.ts';` },
    ],
    [
      'a module never imports another',
      { path: MODULE, text: `import { createMatcher } from '../../frequent-answers/main/matching.ts';` },
    ],
    [
      'a module never imports another',
      { path: PAGE, text: `import { Pairs } from '../../frequent-answers/page/pairs.tsx';` },
    ],
    [
      'modules/page may not import modules/main',
      { path: PAGE, text: `import { store } from '../main/store.ts';` },
    ],
    [
      'modules/page may not import renderer/features',
      { path: PAGE, text: `import { x } from '../../../renderer/features/chat/x.ts';` },
    ],
    ['no Node in the page', { path: PAGE, text: `import { join } from 'node:path';` }],
    [
      'main/features may not import modules/main',
      {
        path: 'src/main/features/chat/service.ts',
        text: `import { x } from '#modules/notes/main/index.ts';`,
      },
    ],
    [
      'main/features may not import modules/data',
      {
        path: 'src/main/features/chat/service.ts',
        text: `import { notes } from '#modules/notes/module.ts';`,
      },
    ],
    [
      'main/features may not import modules/list',
      { path: 'src/main/features/chat/service.ts', text: `import { x } from '#modules/main.ts';` },
    ],
    [
      'renderer/features may not import modules/data',
      {
        path: 'src/renderer/features/chat/page.tsx',
        text: `import { words } from '../../../modules/words.ts';`,
      },
    ],
  );

  it.each(planted)('catch a planted violation: %s', (rule, file) => {
    expect(findViolations([file]).map(violation => violation.rule)).toContain(rule);
  });

  it('leave what is due again and again to the scheduler', () => {
    // While a connection is open, something looks whether it may stay so.
    const whileOpen = ['src/main/features/access/while-admitted.ts', 'src/main/features/visitors/streams.ts'];
    const own = productFiles(root).filter(
      ({ path, text }) => /^src\/main\/(?:features|app)\//.test(path) && text.includes('setInterval('),
    );
    expect(own.map(({ path }) => path).toSorted()).toEqual(whileOpen);
  });

  it('leave the table of jobs to the queue', () => {
    const readers = productFiles(root).filter(
      ({ path, text }) =>
        path.startsWith('src/main/features/') &&
        /import \{[^}]*\bjobs\b[^}]*\} from '#main\/db\/schema/.test(text),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });

  it('let through what is allowed', () => {
    const allowed: SourceFile[] = [
      {
        path: 'src/main/features/chat/service.ts',
        text: `import type { ChatModel } from '#main/ai/ports.ts';`,
      },
      {
        path: 'src/main/features/chat/service.ts',
        text: `import { documents } from '../documents/index.ts';`,
      },
      { path: 'src/main/ingest/extract.ts', text: `import { detect } from '#main/language/detect.ts';` },
      {
        path: 'src/main/ai/openai/chat.ts',
        text: `export const ask = ({ fetch }: Ports) => fetch('x'); // fetch('y')`,
      },
      { path: 'src/modules/notes/main/service.ts', text: `import { os } from '../../api.ts';` },
      { path: 'src/modules/notes/main/tables.ts', text: `import { clients } from '../../table-api.ts';` },
      {
        path: 'src/modules/notes/page/x.tsx',
        text: `import { orpc } from '../../../renderer/rpc/client.ts';`,
      },
      { path: 'src/renderer/state/words.ts', text: `import { isModuleName } from '../../modules/index.ts';` },
      { path: 'src/shared/contract/route.ts', text: `import { oc } from '@orpc/contract';` },
      {
        path: 'src/widget/panel/appearance.ts',
        text: `import { mix } from '../../shared/lib/colours.ts'; import './panel.css';`,
      },
      { path: 'src/widget/panel/words.ts', text: `import type { widget } from '#shared/i18n/fr/widget.ts';` },
    ];
    expect(findViolations(allowed)).toEqual([]);
  });
});

describe('file names', () => {
  it('say what a file is for, in whole words', () => {
    const vague = /(^|[-/])(utils?|helpers?|common|misc|manager)([-./]|$)/;
    const names = productFiles(root).map(({ path }) => path);
    expect(names.filter(path => vague.test(path) && !/\/i18n\/\w+\/common\.ts$/.test(path))).toEqual([]);
    expect(names.filter(path => !/^[a-z0-9/.-]+$/.test(path))).toEqual([]);
  });
});

describe('plain Node', () => {
  /** What Node cannot run as it is written; it takes the types out by itself, and has its own limits there. */
  const refused = (paths: readonly string[], read: (path: string) => string) =>
    paths.filter(path => {
      try {
        stripTypeScriptTypes(read(path));
        return false;
      } catch {
        return true;
      }
    });

  it('runs every source as it is written', () => {
    const sources = globSync('{src,tests,scripts}/**/*.ts', { cwd: root });
    expect(sources.length).toBeGreaterThan(1000);
    expect(refused(sources, path => readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  it.each([
    ['a loop over a name that is a word of the language', 'for (const of of [1]) console.log(of);'],
    ['an enumeration, which is no type alone', 'enum Side { Left }'],
  ])('would not run %s', (_, text) => {
    expect(refused([text], () => text)).toEqual([text]);
  });
});
