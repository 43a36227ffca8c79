import type { Diagnosis, Finding } from '#shared/contract/widget-diagnosis.ts';
import { FoyerError } from '#shared/errors.ts';
import { isOriginAllowed, ruleOfOrigin } from '#shared/lib/domain-rules.ts';
import { placeOfHost, reachProblems, type Place } from '#shared/lib/reach-rules.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { isLocalName } from '#main/platform/certificates/index.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { defaultBehaviour } from '../defaults.ts';
import type { Reachable, WidgetService } from '../service.ts';
import type { WidgetStore } from '../store.ts';
import { fetchPage } from './page-fetch.ts';
import { readPage } from './page-reading.ts';

type Dependencies = {
  widgets: Pick<WidgetService, 'find'>;
  store: WidgetStore;
  reachable: () => Reachable;
  outbound: Outbound;
};

type Asked = {
  id: string;
  pageUrl: string;
  baseUrl?: string | undefined;
  /** Whether whoever asks may have a page of this very machine looked at. */
  mayLookHere: boolean;
};

export type WidgetDiagnosis = ReturnType<typeof createWidgetDiagnosis>;

/** What keeps a widget from a page, from the office's side. */
export function createWidgetDiagnosis({ widgets, store, reachable, outbound }: Dependencies) {
  async function placeOf(url: URL, signal: AbortSignal | undefined): Promise<Place> {
    const guess = placeOfHost(url.hostname);
    // A name with a usual ending may be one of the office's.
    return guess === 'public' ? ((await outbound.placeOf(url.hostname, signal)) ?? guess) : guess;
  }

  async function reachFindings(page: URL, base: string, signal: AbortSignal | undefined): Promise<Finding[]> {
    const server = new URL(base);
    const [pagePlace, serverPlace] = await Promise.all([placeOf(page, signal), placeOf(server, signal)]);
    const problems = reachProblems({
      page: { https: page.protocol === 'https:', place: pagePlace },
      server: { https: server.protocol === 'https:', place: serverPlace },
    });
    return problems.map(code => ({
      code,
      level: code === 'outside_unreachable' || code === 'permission_asked' ? 'warns' : 'blocks',
      values: { server: base },
    }));
  }

  return {
    /** Throws `resource.not_found`, and `request.invalid` for what is no address of a page. */
    async diagnose(scope: ClientScope, asked: Asked, signal?: AbortSignal): Promise<Diagnosis> {
      const { row, bot } = widgets.find(scope, asked.id);
      const typed = pageAddress(asked.pageUrl);
      const { listening, addresses, integrity, ownAuthority } = reachable();
      const bases = addresses.map(({ baseUrl }) => baseUrl);
      const wanted = bases.find(base => base === asked.baseUrl) ?? bases[0] ?? null;
      const fetched = await fetchPage(outbound, typed, { mayBeHere: asked.mayLookHere, signal });
      const fullPage = { ...defaultBehaviour, ...row.behaviour }.fullPage;
      const reading =
        'page' in fetched
          ? readPage(fetched.page, { publicId: row.publicId, bases, integrity, fullPage }, wanted)
          : null;
      const page = 'page' in fetched ? fetched.page.url : typed;
      const baseUrl = reading?.server ?? wanted;

      const findings: Finding[] = [];
      const add = (code: Finding['code'], level: Finding['level'], values: Finding['values'] = {}) =>
        findings.push({ code, level, values });
      if (!listening) add('listener_off', 'blocks');
      if (!row.enabled) add('widget_off', 'blocks');
      if (!bot.active) add('bot_inactive', 'blocks');
      else if (row.enabled && store.servedByChatbot(row.chatbotId) === null) add('client_inactive', 'blocks');
      if (!isOriginAllowed(page.origin, row.allowedDomains))
        add('domain_not_allowed', 'blocks', { host: ruleOfOrigin(page.origin) ?? page.host });
      if (baseUrl !== null) findings.push(...(await reachFindings(page, baseUrl, signal)));
      if (baseUrl !== null && ownAuthority && isOfOwnAuthority(baseUrl))
        add('certificate_to_trust', 'warns', { server: baseUrl });
      if ('problem' in fetched) findings.push({ ...fetched.problem, level: 'warns' });
      findings.push(...(reading?.findings ?? []));
      return {
        pageUrl: page.href,
        domain: ruleOfOrigin(page.origin),
        baseUrl,
        read: reading !== null,
        findings,
      };
    },
  };
}

function isOfOwnAuthority(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol === 'https:' && isLocalName(hostname.replace(/^\[|\]$/g, ''));
}

/** `www.example.org/contact` as typed in a browser; what carries a name or a password is refused with the rest. */
function pageAddress(typed: string): URL {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new FoyerError('request.invalid', 'pageUrl: not the address of a page', {
      details: { field: 'pageUrl' },
    });
  }
  url.hash = '';
  return url;
}
