import type { IncomingHttpHeaders } from 'node:http';
import { legibleOn } from '#shared/lib/colours.ts';
import { doorPages as english } from '#shared/i18n/en/door-pages.ts';
import { doorPages as french } from '#shared/i18n/fr/door-pages.ts';
import type { OpenPage } from '#main/app/ports.ts';
import { pageLanguage } from '../accepted-language.ts';
import { htmlText, unbroken } from '../html-text.ts';
import type { MessagePage } from '../message-page.ts';
import { createNonce } from '../nonce.ts';

/**
 * Leads to the chatbots that are open to everybody, in the visitor's language. Every address in it is named from where
 * the page is: a proxy may show it under a path.
 */
export function frontPage(headers: IncomingHttpHeaders, pages: readonly OpenPage[]): MessagePage {
  const language = pageLanguage(headers);
  const { front: words } = language === 'fr' ? french : english;
  const nonce = createNonce();
  const set = (text: string) => htmlText(language === 'fr' ? unbroken(text) : text);
  const colours = pages.map(
    ({ color }, place) => `.b${place}{background:${colour(color)};color:${legibleOn(colour(color))}}`,
  );
  const body =
    pages.length === 0
      ? `<div class="none"><h1>${set(words.none)}</h1><p>${set(words.noneText)}</p></div>`
      : `<h1>${set(words.title)}</h1><p class="lead">${set(words.lead)}</p><ul>${pages.map(card).join('')}</ul>`;
  return {
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${set(pages.length === 0 ? words.none : words.title)} · Foyer</title><link rel="icon" href="data:,"><style nonce="${nonce}">${style}${colours.join('')}</style></head><body><main>${body}</main></body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
      vary: 'accept-language',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  };
}

function card({ id, title, subtitle, avatar, logoHash, language }: OpenPage, place: number): string {
  const sign =
    logoHash === null
      ? `<span class="sign b${place}" aria-hidden="true">${htmlText(avatar)}</span>`
      : `<img class="sign" src="widget/logo/${logoHash}" alt="">`;
  const about = subtitle === '' ? '' : `<span class="about">${htmlText(subtitle)}</span>`;
  return `<li lang="${htmlText(language)}"><a href="chat/${encodeURIComponent(id)}">${sign}<span class="who"><span class="name">${htmlText(title)}</span>${about}</span><svg class="go" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 12h14M13 6l6 6-6 6"/></svg></a></li>`;
}

/** Stored as `#rrggbb`; what is not is no colour of ours. */
function colour(value: string): string {
  return /^#[\da-f]{6}$/i.test(value) ? value : '#bf4a16';
}

// The colours are those of the interface (tokens.css), by day and by night.
const style = `
:root { color-scheme: light dark; --bg: light-dark(#faf8f5, #141210); --surface: light-dark(#fff, #1f1b18); --line: light-dark(#e7e1d8, #38322d); --text: light-dark(#211d18, #f0ebe4); --muted: light-dark(#655d53, #a89f94); --accent: light-dark(#b24310, #f0864a); font: 16px/1.5 Inter, system-ui, 'Segoe UI', Roboto, sans-serif; }
* { box-sizing: border-box; } body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; align-items: center; background: var(--bg); color: var(--text); }
main { width: min(40rem, 100%); margin: 0 auto; padding: 3rem 1.25rem; }
h1 { margin: 0; font-size: clamp(1.5rem, 5vw, 1.9rem); line-height: 1.2; font-weight: 640; letter-spacing: -.02em; text-wrap: balance; }
.lead, .none p { margin: .6rem 0 0; color: var(--muted); max-width: 34rem; }
ul { list-style: none; margin: 2rem 0 0; padding: 0; display: grid; gap: .75rem; }
a { display: flex; align-items: center; gap: 1rem; padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); color: inherit; text-decoration: none; box-shadow: 0 1px 2px rgb(0 0 0 / .04); transition: border-color .15s, transform .15s; }
a:hover { border-color: var(--accent); transform: translateY(-1px); } a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.sign { flex: none; width: 48px; height: 48px; border-radius: 14px; display: grid; place-items: center; font-weight: 640; font-size: 1.05rem; object-fit: cover; overflow: hidden; }
.who { flex: 1; min-width: 0; display: grid; gap: .1rem; } .name { font-weight: 600; overflow-wrap: anywhere; } .about { color: var(--muted); font-size: .9rem; overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.go { flex: none; color: var(--muted); } a:hover .go { color: var(--accent); }
@media (prefers-reduced-motion: reduce) { a { transition: none; } a:hover { transform: none; } }
`;
