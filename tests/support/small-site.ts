import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { serve } from './outbound.ts';

/** What a path answers: a page, or all of it. */
export type SiteAnswer =
  string | { status?: number; headers?: Record<string, string>; body?: string | Buffer; onlyOnce?: true };

export type SmallSite = {
  url: string;
  /** Paths with their queries, in the order in which they were asked for. */
  asked: string[];
  headersOf(path: string): IncomingHttpHeaders | undefined;
  at(path: string): string;
  set(path: string, answer: SiteAnswer | null): void;
};

/** The body of a page with enough words to be content, and links after these. */
export function pageWith(title: string, text: string, links: readonly string[] = [], head = ''): string {
  const anchors = links
    .map(link => `<li><a href="${link.replaceAll('&', '&amp;')}">${link}</a></li>`)
    .join('');
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title>${head}</head>
    <body><nav><ul>${anchors}</ul></nav><main><h1>${title}</h1><p>${text}</p></main><footer>Mentions légales</footer></body></html>`;
}

/** A site of this machine; pages have an ETag and answer 304. */
export async function smallSite(pages: Record<string, SiteAnswer>): Promise<SmallSite> {
  const answers = new Map(Object.entries(pages));
  const asked: string[] = [];
  const headers = new Map<string, IncomingHttpHeaders>();
  const { url } = await serve((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    headers.set(path, request.headers);
    const answer = answers.get(path);
    if (answer === undefined) return response.writeHead(404).end('absent');
    if (typeof answer !== 'string') {
      if (answer.onlyOnce === true)
        answers.set(path, pageWith(path, `La page ${path} est de nouveau là pour tous.`));
      return response
        .writeHead(answer.status ?? 200, { 'content-type': 'text/html', ...answer.headers })
        .end(answer.body);
    }
    const etag = `"${createHash('sha256').update(answer).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(answer);
  });
  return {
    url,
    asked,
    headersOf: path => headers.get(path),
    at: path => `${url}${path}`,
    set(path, answer) {
      if (answer === null) answers.delete(path);
      else answers.set(path, answer);
    },
  };
}
