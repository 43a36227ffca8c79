import type { Finding } from '#shared/contract/widget-diagnosis.ts';
import { loaderPath } from '#shared/lib/launcher-looks.ts';
import { placeOfHost } from '#shared/lib/reach-rules.ts';
import {
  isByNonce,
  parsePolicies,
  refusesTrustedTypes,
  refusingDirective,
  type Need,
  type Policy,
} from './content-policy.ts';
import type { FetchedPage } from './page-fetch.ts';
import { tagsOf, type Tag } from './page-tags.ts';

/** The loader, plain or of one widget, at the end of an address. */
const LOADER = /\/widget\/(v1|[\w-]{20})\.js$/;
/** The loader's policy of Trusted Types (src/widget/loader/window-script.ts). */
const TRUSTED_TYPES_NAME = 'foyer';

export type PageReading = {
  /** The address of this machine that the page names, or else the one to judge by. */
  server: string | null;
  findings: Finding[];
};

type Expected = {
  publicId: string;
  /** Addresses under which this machine is reached. */
  bases: readonly string[];
  /** Hash of the script as served now. */
  integrity: string | null;
  fullPage: boolean;
};

type Found = { kind: 'script' | 'frame'; url: URL; tag: Tag; widgetId: string | null };

/** Whether the page carries the widget, and whether its own security policy lets it. */
export function readPage(page: FetchedPage, expected: Expected, fallback: string | null): PageReading {
  const { widgets, policies } = look(page);
  const own = widgets.filter(({ widgetId }) => widgetId === expected.publicId);
  const isOurs = ({ url }: Found) => isOneOf(expected.bases, url);
  const placed = own.find(isOurs) ?? own[0] ?? widgets[0] ?? null;
  const server = placed !== null && isOurs(placed) ? serverOf(placed) : fallback;
  return {
    server,
    findings: [
      ...(page.cut ? [finding('page_cut', 'tells')] : []),
      ...placementFindings(placed, expected),
      ...(server === null ? [] : policyFindings(policies, page.url, server, placed, expected)),
    ],
  };
}

function finding(code: Finding['code'], level: Finding['level'], values: Finding['values'] = {}): Finding {
  return { code, level, values };
}

function look(page: FetchedPage): { widgets: Found[]; policies: Policy[] } {
  const policies = parsePolicies(page.policy ?? '');
  const widgets: Found[] = [];
  for (const tag of tagsOf(page.html)) {
    const of = (name: string) => tag.attributes.get(name) ?? null;
    if (tag.name === 'meta' && of('http-equiv')?.trim().toLowerCase() === 'content-security-policy')
      policies.push(...parsePolicies(of('content') ?? ''));
    const address = of('src');
    if (address === null || !URL.canParse(address, page.url.href)) continue;
    const url = new URL(address, page.url);
    const loader = tag.name === 'script' ? LOADER.exec(url.pathname)?.[1] : undefined;
    if (loader !== undefined)
      widgets.push({ kind: 'script', url, tag, widgetId: loader === 'v1' ? of('data-widget-id') : loader });
    const framed = tag.name === 'iframe' ? /\/chat\/([\w-]+)$/.exec(url.pathname)?.[1] : undefined;
    if (framed !== undefined) widgets.push({ kind: 'frame', url, tag, widgetId: framed });
  }
  return { widgets, policies };
}

function placementFindings(
  placed: Found | null,
  { publicId, bases, integrity, fullPage }: Expected,
): Finding[] {
  if (placed === null) return [finding('snippet_missing', 'warns')];
  const { kind, url, tag, widgetId } = placed;
  const server = serverOf(placed);
  if (widgetId !== publicId) return [finding('snippet_other_widget', 'blocks')];
  if (!isOneOf(bases, url)) return [finding('snippet_other_server', 'blocks', { server })];
  if (kind === 'frame')
    return [fullPage ? finding('frame_found', 'fine', { server }) : finding('frame_page_off', 'blocks')];
  const pinned = tag.attributes.get('integrity') ?? '';
  if (pinned !== '' && !tag.attributes.has('crossorigin'))
    return [finding('snippet_pin_incomplete', 'blocks')];
  if (pinned !== '' && integrity !== null && !pinned.split(/\s+/).includes(integrity))
    return [finding('snippet_pin_outdated', 'blocks')];
  return [
    finding('snippet_found', 'fine', { server }),
    ...(tag.attributes.has('data-color') ? [finding('snippet_own_looks', 'tells')] : []),
  ];
}

/** The server that a script or a frame comes from: what its address has before what is ours. */
function serverOf({ url }: Found): string {
  return `${url.origin}${url.pathname.replace(/\/(?:widget\/[\w-]+\.js|chat\/[\w-]+)$/, '')}`;
}

/** An address of this machine; whatever it is told to listen on, it is "this computer" to itself too. */
function isOneOf(bases: readonly string[], url: URL): boolean {
  return bases.some(base => {
    const { origin, protocol, port, pathname } = new URL(base);
    const isHere = placeOfHost(url.hostname) === 'loopback' && url.protocol === protocol && url.port === port;
    const path = pathname.replace(/\/$/, '');
    return (origin === url.origin || isHere) && url.pathname.startsWith(`${path}/`);
  });
}

const REFUSAL = { script: 'policy_script', connect: 'policy_connect', frame: 'policy_frame' } as const;
/** What to write the address into, whichever directive refuses. */
const WANTED = { script: 'script-src', connect: 'connect-src', frame: 'frame-src' } as const;

function policyFindings(
  policies: readonly Policy[],
  pageUrl: URL,
  server: string,
  placed: Found | null,
  { publicId }: Expected,
): Finding[] {
  if (policies.length === 0) return [];
  const script: Need = {
    kind: 'script',
    url: placed?.kind === 'script' ? placed.url : new URL(server + loaderPath(publicId)),
    nonce: placed?.tag.attributes.get('nonce') ?? null,
    integrity: placed?.tag.attributes.get('integrity') ?? null,
  };
  const needs: Need[] =
    placed?.kind === 'frame'
      ? [{ kind: 'frame', url: placed.url }]
      : [
          script,
          { kind: 'connect', url: new URL(`${server}/api/visitor/token`) },
          { kind: 'frame', url: new URL(`${server}/widget/panel/${publicId}`) },
        ];
  const refused = needs.flatMap(need => {
    const by = policies.find(policy => refusingDirective(policy, need, pageUrl) !== null);
    if (by === undefined) return [];
    const source = need.kind === 'script' && isByNonce(by) ? "'nonce-…'" : new URL(server).origin;
    return [finding(REFUSAL[need.kind], 'blocks', { directive: WANTED[need.kind], source })];
  });
  if (placed?.kind !== 'frame' && policies.some(policy => refusesTrustedTypes(policy, TRUSTED_TYPES_NAME)))
    refused.push(finding('policy_trusted_types', 'blocks', { directive: 'trusted-types', source: 'foyer' }));
  const isHere = placeOfHost(new URL(server).hostname) === 'loopback'; // never upgraded
  if (
    server.startsWith('http:') &&
    !isHere &&
    policies.some(policy => policy.has('upgrade-insecure-requests'))
  )
    refused.push(finding('policy_upgrade', 'blocks', { server }));
  return refused.length > 0 ? refused : [finding('policy_fine', 'fine')];
}
