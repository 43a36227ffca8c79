import type { ErrorCode } from '#shared/errors.ts';
import { portOf } from '#shared/lib/host-and-port.ts';
import type { ConnectionPurpose } from '#shared/lib/connection-purposes.ts';
import { acting } from '#main/platform/acting.ts';
import { concerned, type Ledger } from '#main/platform/outbound/index.ts';
import type { ModelPlaces } from './model-places.ts';
import type { ModelRow } from './store.ts';

/** What a rule of ours keeps from a model outside. */
export type Refusal = Extract<ErrorCode, 'model.no_consent' | 'model.spending_cap'>;

const PURPOSES = {
  chat: 'model',
  embedding: 'embedding',
  reranking: 'reranking',
} as const satisfies Record<ModelRow['purpose'], ConnectionPurpose>;
const HTTPS = { scheme: 'https', port: 443 };

type Dependencies = { ledger: Pick<Ledger, 'refused'>; places: Pick<ModelPlaces, 'placesOf'> };

export type Refusals = ReturnType<typeof createRefusals>;

/** Has the list of connections show what was not sent to a model because of a rule, before any connection was tried. */
export function createRefusals({ ledger, places }: Dependencies) {
  function tell(row: ModelRow, code: Refusal): void {
    for (const host of places.placesOf(row)) {
      const url = [row.url, ...row.otherUrls].flatMap(one => (one === null ? [] : [new URL(one)]));
      const at = url.find(({ hostname }) => hostname.replace(/^\[|\]$/g, '') === host);
      const where = at === undefined ? HTTPS : { scheme: at.protocol.slice(0, -1), port: portOf(at) };
      const reason = code.replace(/^model\./u, '');
      ledger.refused({ kind: PURPOSES[row.purpose], ...where, host, modelId: row.id }, reason);
    }
  }

  return {
    tell,
    /** The same, where there is something to send: pages ask for a model too, only to show it. */
    tellAtWork(row: ModelRow, code: Refusal): void {
      if (concerned().clientId !== null || acting().kind === 'system') tell(row, code);
    },
  };
}
