import type { IncomingHttpHeaders } from 'node:http';
import { doorPages as english } from '#shared/i18n/en/door-pages.ts';
import { doorPages as french } from '#shared/i18n/fr/door-pages.ts';
import { publicUrl } from '#shared/contract/addresses.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Recovery } from '#main/app/recovery.ts';
import { fill } from '#main/platform/terminal-words.ts';
import { pageLanguage } from './accepted-language.ts';
import { htmlText, unbroken } from './html-text.ts';
import { createNonce } from './nonce.ts';

export type MessagePage = { html: string; headers: Record<string, string> };

type Words = typeof french | typeof english;
type Said = {
  title: string;
  paragraphs: readonly string[];
  /** Something to be copied, letter by letter. */
  copy?: string;
  after?: string;
  link?: { href: string; text: string };
  /** Markup of ours, with its texts escaped. */
  form?: string;
};

/** Foyer under a name it does not answer to. */
export function hostPage(headers: IncomingHttpHeaders): MessagePage {
  const guess = guessedAddress(headers, headers['x-forwarded-prefix']);
  return messagePage(headers, ({ host: words }) => ({
    title: words.title,
    paragraphs: [fill(words.text, { host: shownHost(headers) }), words.todo],
    ...told(words, guess),
  }));
}

/** Foyer under a path it does not know. @param path as it was asked for; @param root where Foyer's own root is from there */
export function pathPage(headers: IncomingHttpHeaders, path: string, root: string): MessagePage {
  const guess = guessedAddress(headers, path);
  return messagePage(headers, ({ path: words }) => ({
    title: words.title,
    paragraphs: [fill(words.text, { path: path.slice(0, 200) }), words.todo],
    ...told(words, guess),
    link: { href: root, text: words.open },
  }));
}

export function missingPage(headers: IncomingHttpHeaders): MessagePage {
  return messagePage(headers, ({ missing }) => ({ title: missing.title, paragraphs: [missing.text] }));
}

/** To a visitor: what they came for is not served, or not now. @param root where the page of all assistants is from there */
export function visitorPage(headers: IncomingHttpHeaders, kind: 'gone' | 'busy', root: string): MessagePage {
  return messagePage(headers, words => ({
    title: words[kind].title,
    paragraphs: [words[kind].text],
    ...(kind === 'gone' ? { link: { href: root, text: words.gone.open } } : {}),
  }));
}

/**
 * The database does not open. @param token null for whoever may not choose: they are told to wait; @param failure of
 * the last choice
 */
export function recoveryPage(
  headers: IncomingHttpHeaders,
  { kind, copies }: Pick<Recovery, 'kind' | 'copies'>,
  token: string | null,
  failure: 'copyDamaged' | 'noCopy' | null,
): MessagePage {
  return messagePage(
    headers,
    ({ recovery: words }, language) => {
      if (token === null) return { title: words.waiting, paragraphs: [words.waitingText] };
      const told = failure === null ? [] : [words[failure]];
      const paragraphs = [...told, words[`${kind}Text`], copies.length > 0 ? words.copies : words.noCopies];
      return { title: words[kind], paragraphs, form: recoveryForm(words, language, copies, token) };
    },
    { forms: token !== null },
  );
}

function recoveryForm(
  words: Words['recovery'],
  language: Language,
  copies: Recovery['copies'],
  token: string,
): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const form = (fields: string, text: string, style: string) =>
    `<form method="post" action="recovery"><input type="hidden" name="token" value="${htmlText(token)}">${fields}<button${style}>${htmlText(text)}</button></form>`;
  const choices = copies.map(({ name, madeAt }, place) =>
    form(
      `<input type="hidden" name="copy" value="${htmlText(name)}">`,
      fill(place === 0 ? words.newest : words.older, { date: format.format(madeAt) }),
      place === 0 ? ' class="first"' : '',
    ),
  );
  const anew = form('<input type="hidden" name="choice" value="anew">', words.anew, '');
  const undone = copies.length > 0 ? `<p class="quiet">${htmlText(words.undone)}</p>` : '';
  return `${choices.join('')}${undone}<details><summary>${htmlText(words.other)}</summary><p>${htmlText(words.anewText)}</p>${anew}<p><code>foyer restore</code></p></details>`;
}

/** Both languages, the reader's own first: whoever sees this page has told us nothing of themselves yet. */
function messagePage(
  headers: IncomingHttpHeaders,
  say: (words: Words, language: Language) => Said,
  { forms = false } = {},
): MessagePage {
  const nonce = createNonce();
  const first = pageLanguage(headers);
  const inOrder: [Language, Words][] = [
    ['fr', french],
    ['en', english],
  ];
  const parts = (first === 'fr' ? inOrder : inOrder.toReversed()).map(([language, words], place) =>
    section(language, say(words, language), place === 0),
  );
  return {
    html: `<!doctype html><html lang="${first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Foyer</title><style nonce="${nonce}">${style}</style></head><body><main><div class="brand">Foyer</div>${parts.join('')}</main></body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': first,
      'cache-control': 'no-store',
      vary: 'accept-language',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action ${forms ? "'self'" : "'none'"}; frame-ancestors 'none'`,
    },
  };
}

function section(
  language: Language,
  { title, paragraphs, copy, after, link, form }: Said,
  isFirst: boolean,
): string {
  const heading = isFirst ? 'h1' : 'h2';
  const set = (words: string) => htmlText(language === 'fr' ? unbroken(words) : words);
  return [
    `<section lang="${language}"${isFirst ? '' : ' class="other"'}><${heading}>${set(title)}</${heading}>`,
    ...paragraphs.map(paragraph => `<p>${set(paragraph)}</p>`),
    copy === undefined ? '' : `<p><code>${htmlText(copy)}</code></p>`,
    after === undefined ? '' : `<p class="quiet">${set(after)}</p>`,
    link === undefined ? '' : `<p><a href="${htmlText(link.href)}">${htmlText(link.text)}</a></p>`,
    form ?? '',
    '</section>',
  ].join('');
}

function told(words: { start: string }, guess: string): Pick<Said, 'copy' | 'after'> {
  return { copy: guess, after: fill(words.start, { option: `--public-url ${guess}` }) };
}

/** What the address bar most likely says; shown to a person, and believed by nobody. */
function guessedAddress(headers: IncomingHttpHeaders, path: string | string[] | undefined): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  const host = headers['x-forwarded-host'] ?? headers.host ?? '';
  const guess = publicUrl.safeParse(
    `${scheme}://${String(host)}${String(path ?? '').replace(/\/[^/]*\.\w+$/, '')}`,
  );
  return guess.success ? guess.data : 'https://exemple.org/foyer';
}

function shownHost({ host = '' }: IncomingHttpHeaders): string {
  return host.slice(0, 260);
}

/** A browser that goes to an address, as opposed to a program or a page asking for something. */
export function isNavigation({
  method,
  headers,
}: {
  method?: string | undefined;
  headers: IncomingHttpHeaders;
}): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return headers.accept?.includes('text/html') ?? false;
}

// The colours are those of the interface (tokens.css), by day and by night.
const style = `
:root { color-scheme: light dark; --bg: light-dark(#faf8f5, #141210); --surface: light-dark(#fff, #1f1b18); --sunken: light-dark(#f3efe9, #272320); --line: light-dark(#e7e1d8, #38322d); --text: light-dark(#211d18, #f0ebe4); --muted: light-dark(#655d53, #a89f94); --accent: light-dark(#b24310, #f0864a); font: 16px/1.55 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--bg); color: var(--text); }
main { box-sizing: border-box; width: min(36rem, 100vw); padding: 2rem 1.25rem; }
.brand { font-weight: 640; color: var(--accent); letter-spacing: -.01em; margin-bottom: 1rem; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem 1.75rem; }
.other { background: none; border-color: transparent; color: var(--muted); font-size: .9rem; padding-block: 1.25rem; }
h1, h2 { margin: 0 0 .6rem; font-size: 1.3rem; line-height: 1.3; font-weight: 640; letter-spacing: -.015em; } h2 { font-size: 1rem; }
p { margin: .6rem 0 0; overflow-wrap: anywhere; } .quiet { color: var(--muted); font-size: .85rem; }
code { display: inline-block; padding: .5rem .75rem; border-radius: 8px; background: var(--sunken); font: .9rem ui-monospace, monospace; user-select: all; }
a { color: var(--accent); } form { margin-top: .75rem; } details { margin-top: 1rem; } summary { cursor: pointer; color: var(--muted); }
button { font: inherit; padding: .5rem .9rem; border-radius: 8px; border: 1px solid var(--line); background: var(--surface); color: var(--text); cursor: pointer; } button.first { background: var(--accent); border-color: var(--accent); color: var(--bg); font-weight: 600; }
`;
