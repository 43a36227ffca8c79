/** Added by what brought a reader there; the page is the same without them. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|_ga|_gl|_hs(?:enc|mi)|hsctatracking|__hs.*|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|wickedid|srsltid|ref_src|pk_(?:campaign|kwd|source|medium|content|cid)|(?:mtm|matomo|piwik)_.*|at_(?:medium|campaign|custom\d*)|xtor|spm|scm|s_kwcid|ef_id|trk|trkcampaign|gad_source|cmpid|cm_mmc|zanpid|awc|sc_(?:cid|campaign))$/iu;
const SESSION =
  /^(?:phpsessid|jsessionid|aspsessionid.*|(?:php|j|asp)?sess(?:ion)?_?(?:id|key|token)?|cfid|cftoken|osc?sid|zenid|session\.id)$/iu;
/** `sid` is a section here and a session there. */
const SHORT_SESSION = /^(?:sid|s|sess)$/iu;
const SESSION_VALUE = /^[0-9a-f]{24,}$|^(?=.*\d)(?=.*[a-z])[0-9a-z]{26,}$/iu;
const SESSION_IN_PATH = /;(?:jsessionid|phpsessid|sid)=[^/?;]*|\/\([SAF]\([^/)]+\)\)/giu;

/** Links that do something: a look only reads. */
const ACTION_QUERY =
  /^(?:add-to-cart|add_to_wishlist|remove_item|replytocom|share|logout|unsubscribe|print|oldid|diff|veaction|printable|do=(?:edit|login|logout|register|diff|revisions|recent|index|media|backlink|export_.*)|action=(?:edit|history|raw|info|delete|protect|watch|unwatch|purge|login|logout|register|render|print|credits|submit)|controller=(?:cart|my-account|order|identity|password)|(?:cmd|mode)=(?:logout|login|register|post|reply|quote))$/iu;
const ACTION_PATH =
  /\/(?:log-?out|sign-?out|se-deconnecter|d[eé]connexion|wp-admin|wp-login\.php|wp-json|xmlrpc\.php|administrator|cart\/add|panier\/ajout.*|unsubscribe|desabonnement|delete|supprimer)(?:\/|$)/iu;

/** Names of files that are neither pages nor documents. */
const NEVER_READ =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|heic|css|js|mjs|map|json|wasm|woff2?|ttf|otf|eot|mp[34]|m4[av]|ogg|og[av]|webm|avi|mov|mkv|wav|flac|aac|zip|rar|7z|tar|gz|tgz|bz2|xz|exe|msi|dmg|pkg|deb|rpm|apk|iso|bin|jar|war|torrent|ics|vcf|swf|psd|ai|eps|dwg|dxf)$/iu;
/** A site map may be packed. */
const SITE_MAP = /sitemap[^/]*\.xml(?:\.gz)?$|\.xml\.gz$/iu;

const LONGEST = 2_000;
/** `/a/b/a/b/a/b`: a link that is read from the wrong place, again and again. */
const LOOPED = /(?:(\/[^/]+(?:\/[^/]+)?)\1{3,})(?:\/|$)/u;
const OLDEST_MONTH = 1_990;
const MONTHS_AHEAD = 12;
const MONTH_IN_ADDRESS =
  /(?:[/=_-])((?:1[6-9]|[2-9]\d)\d\d)(?:[/-](0?[1-9]|1[0-2])(?:[/-]|$|\D)|.*?\b(?:month|mois|mo?n?)=(0?[1-9]|1[0-2])\b)/iu;

/**
 * The address by which a page is known: without fragment, tracking and session, its query in order. Null for what is
 * no address of a site.
 */
export function addressKey(text: string, base?: string): string | null {
  if (text.length > LONGEST || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '')
    return null;
  url.hash = '';
  url.pathname = url.pathname
    .replace(SESSION_IN_PATH, '')
    .replace(/%([0-9a-f]{2})/giu, (escaped, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16));
      return /[A-Za-z0-9._~-]/u.test(character) ? character : escaped.toUpperCase();
    });
  // Pieces stay as they are written: `+` and `%20`, `a` and `a=` are not the same to every server.
  const query = url.search
    .slice(1)
    .split('&')
    .filter(piece => {
      const [name = '', value = ''] = piece.split('=', 2);
      if (name === '' || TRACKING.test(name) || SESSION.test(name)) return false;
      return !(SHORT_SESSION.test(name) && SESSION_VALUE.test(value));
    })
    .sort();
  url.search = query.join('&');
  return url.href.length > LONGEST ? null : url.href;
}

/** The same address with a slash at its end, or without; null where there is no such other. */
export function slashTwin(key: string): string | null {
  const url = new URL(key);
  if (url.pathname === '/' || /\.[a-z0-9]{1,5}$/iu.test(url.pathname)) return null;
  url.pathname = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : `${url.pathname}/`;
  return url.href;
}

/** Whether an address is nothing to read: a picture, a program, a link that does something. */
export function isNeverRead(url: URL): boolean {
  if (NEVER_READ.test(url.pathname) && !SITE_MAP.test(url.pathname)) return true;
  if (ACTION_PATH.test(url.pathname)) return true;
  return url.search
    .slice(1)
    .split('&')
    .some(piece => ACTION_QUERY.test(piece) || ACTION_QUERY.test(piece.split('=', 1)[0] ?? ''));
}

/** Addresses that a site makes without end: paths that repeat themselves, months far from now. */
export function isEndless(url: URL, now: Date): boolean {
  if (LOOPED.test(url.pathname)) return true;
  const [, year, inPath, inQuery] = MONTH_IN_ADDRESS.exec(url.pathname + url.search) ?? [];
  if (year === undefined) return false;
  const month = Number(year) * 12 + Number(inPath ?? inQuery ?? 1) - 1;
  const current = now.getUTCFullYear() * 12 + now.getUTCMonth();
  return month > current + MONTHS_AHEAD || Number(year) < OLDEST_MONTH;
}
