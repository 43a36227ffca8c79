import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { ServerResponse } from 'node:http';
import type { VisitorWidget } from '#shared/contract/visitor-panel.ts';
import { loaderWithLooks, PLAIN_LOADER, type LauncherLooks } from '#shared/lib/launcher-looks.ts';
import { previewContentPolicy } from '#shared/lib/page-security.ts';
import { projectRoot } from '../../scripts/runtime.mjs';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** What the widget's documents may do, as strict as it can be. */
const DOCUMENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** Answers with a file of the built widget, as the server serves it. */
export function sendWidgetFile(pathname: string, response: ServerResponse): void {
  const document = pathname.startsWith('/widget/panel/')
    ? 'panel.html'
    : pathname.startsWith('/chat/')
      ? 'page.html'
      : pathname === '/widget/preview/'
        ? 'preview.html'
        : null;
  const file = document ?? pathname.replace(/^\/widget\//, '');
  const path = join(projectRoot, 'out', 'widget', file);
  if (pathname.includes('..') || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    ...(document === null
      ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
      : {
          'content-security-policy': document === 'preview.html' ? previewContentPolicy : DOCUMENT_POLICY,
        }),
  });
  response.end(readFileSync(path));
}

/** Answers with the loader that knows what its widget looks like, or with those looks alone. */
export function sendLooks(pathname: string, widget: VisitorWidget, response: ServerResponse): void {
  const { color, position, language, theme, offlineMessage } = widget;
  const looks: LauncherLooks = {
    widgetId: basename(pathname).replace(/\.\w+$/, ''),
    color,
    language,
    ...(position === 'left' ? { position } : {}),
    ...(theme === 'visitor' ? {} : { theme }),
    ...(offlineMessage === null ? {} : { offlineMessage }),
  };
  const plain = readFileSync(join(projectRoot, 'out', 'widget', PLAIN_LOADER), 'utf8');
  response.writeHead(200, {
    'content-type': TYPES[extname(pathname)],
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  response.end(pathname.endsWith('.json') ? JSON.stringify(looks) : loaderWithLooks(plain, looks));
}

/** The hash by which a page may pin the loader. */
export function widgetIntegrity(): string {
  const file = join(projectRoot, 'out', 'widget', 'integrity.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { 'v1.js': string })['v1.js'];
}
