import type { TFunction } from 'i18next';
import type { ConnectedPlace, Connection } from '#shared/contract/connections.ts';
import type { Tone } from '../../../ui/state-chip.tsx';

export const placeTones = {
  machine: 'ok',
  network: 'info',
  internet: 'warn',
  unknown: 'quiet',
} as const satisfies Record<Connection['place'], Tone>;

export const outcomeTones = {
  running: 'info',
  answered: 'ok',
  blocked: 'warn',
  failed: 'bad',
  aborted: 'quiet',
} as const satisfies Record<Connection['outcome'], Tone>;

const REASONS = [
  'offline',
  'no_consent',
  'spending_cap',
  'outside',
  'address',
  'redirect',
  'scheme',
  'credentials',
  'too_large',
  'process_ended',
] as const;

/** What the system says, and what that means. */
const MEANINGS = [
  ['refused', /^ECONNREFUSED$/],
  ['unknown_name', /^(?:ENOTFOUND|ENODATA|EAI_\w+)$/],
  ['silent', /TIMEOUT|^ETIMEDOUT$|UNREACH/],
  ['cut', /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/],
  ['certificate', /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS)/],
] as const;

/** Why a connection ended as it did, in words; null where that is plain. */
export function whyOf({ outcome, detail }: Connection, t: TFunction<'connections'>): string | null {
  const reason = REASONS.find(known => known === detail);
  if (reason !== undefined) return t(`why_${reason}`);
  if (outcome === 'answered') return Number(detail) >= 400 ? t('why_status', { status: detail }) : null;
  const meaning = MEANINGS.find(([, pattern]) => pattern.test(detail))?.[0];
  return meaning === undefined ? detail || null : t(`why_${meaning}`);
}

/** As it is typed: `host:port`, IPv6 in brackets, the usual port of the Web left out. */
export function addressOf({ host, port }: Pick<Connection, 'host' | 'port'>): string {
  const named = host.includes(':') ? `[${host}]` : host;
  return port === 443 || port === 53 ? named : `${named}:${port}`;
}

export type Verdict = {
  furthest: 'machine' | 'network' | 'internet';
  /** Hosts that far, each once, what was sent most first. */
  hosts: string[];
  sentBytes: number;
  receivedBytes: number;
  lookedUp: boolean;
  refused: number;
};

/** What the places come down to: how far anything went, and what was refused. */
export function verdictOf(places: readonly ConnectedPlace[]): Verdict {
  const left = places.filter(({ count }) => count > 0);
  const lookUps = left.filter(({ kinds }) => kinds.includes('name'));
  const furthest =
    (['internet', 'network'] as const).find(far =>
      left.some(one => one.place === far && (far === 'internet' || !lookUps.includes(one))),
    ) ?? 'machine';
  const there = left.filter(
    one => one.place === furthest && (furthest === 'internet' || !lookUps.includes(one)),
  );
  const sum = (field: 'sentBytes' | 'receivedBytes') => there.reduce((total, one) => total + one[field], 0);
  return {
    furthest,
    hosts: [...new Set(there.map(({ host }) => host))],
    sentBytes: sum('sentBytes'),
    receivedBytes: sum('receivedBytes'),
    lookedUp: lookUps.some(({ place }) => place === 'network'),
    refused: places.reduce((total, { blocked }) => total + blocked, 0),
  };
}
