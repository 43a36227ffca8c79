import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export type Site = {
  url: string;
  /** What the site answers, by path; everything else is 404. */
  pages: Map<string, { html: string; policy?: string; type?: string; headers?: Record<string, string> }>;
  close(): Promise<void>;
};

/** Somebody else's site: another origin than the widget's server. */
export async function startSite(): Promise<Site> {
  const pages: Site['pages'] = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://site').pathname);
    if (page === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': `${page.type ?? 'text/html'}; charset=utf-8`,
      ...(page.policy === undefined ? {} : { 'content-security-policy': page.policy }),
      ...page.headers,
    });
    response.end(page.html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    // A name the browser of the tests knows; another site than the widget's server, not only another origin.
    url: `http://intranet.test:${port}`,
    pages,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

type PageParts = { lang?: string; head?: string; body?: string; snippet?: string };

/** A page as an office has one. */
export function sitePage({ lang = 'fr', head = '', body = '', snippet = '' }: PageParts): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Intranet</title>${head}</head><body><header><h1>Intranet de l’atelier</h1></header><main><p>Bienvenue. <a href="#suite">Lire la suite</a></p><p><label>Chercher <input name="q"></label></p>${body}</main>${snippet}</body></html>`;
}

/** The code of the widget, and what a page may add to it. */
export function snippet(server: string, attributes = '', widgetId = 'wdgtStandIn0123456789'): string {
  return `<script async src="${server}/widget/${widgetId}.js" ${attributes}></script>`;
}
