/**
 * The exchange of a widget's public id for a token. It happens in the page around the panel, so that the browser names
 * that page's origin to the server, which decides by it.
 */
import type { MemoryStore } from './memory.ts';
import type { Access, AccessFailure } from './protocol.ts';
import type { TokenAnswer } from './wire.ts';

/** How long the server may take to answer before the visitor is told that it does not. */
const EXCHANGE_TIMEOUT_MS = 12_000;

export class NoAccess extends Error {
  readonly failure: AccessFailure;
  constructor(failure: AccessFailure) {
    super(`No access: ${failure.reason}`);
    this.name = 'NoAccess';
    this.failure = failure;
  }
}

type Identity = { id: string; secret: string };

/** Where a visitor's identity stands in the memory. It never leaves the page: the panel is given tokens only. */
export const IDENTITY = 'visitor';

/**
 * Exchanges the widget's id for a token, as the visitor this browser remembers or as a new one.
 * @param base address of the server, e.g. `http://foyer.local:4281`
 * @throws NoAccess
 */
export async function exchange(base: string, widgetId: string, memory: MemoryStore): Promise<Access> {
  const known = identityOf(memory);
  let answer = await ask(base, widgetId, known);
  const meanwhile = identityOf(memory);
  // Another tab became a visitor during the exchange: both go on as that one.
  if (meanwhile !== null && meanwhile.id !== known?.id && meanwhile.id !== answer.visitorId)
    answer = await ask(base, widgetId, meanwhile);
  memory.change({ [IDENTITY]: { id: answer.visitorId, secret: answer.visitorSecret } });
  return { token: answer.token, expiresAt: Date.now() + answer.expiresIn * 1000 };
}

function identityOf(memory: MemoryStore): Identity | null {
  const kept = memory.read()[IDENTITY] as Partial<Identity> | undefined;
  return typeof kept?.id === 'string' && typeof kept.secret === 'string'
    ? { id: kept.id, secret: kept.secret }
    : null;
}

async function ask(base: string, widgetId: string, identity: Identity | null): Promise<TokenAnswer> {
  const aborting = new AbortController();
  const timer = setTimeout(() => aborting.abort(), EXCHANGE_TIMEOUT_MS);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${base}/api/visitor/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        widgetId,
        ...(identity === null ? {} : { visitorId: identity.id, visitorSecret: identity.secret }),
      }),
      credentials: 'omit',
      signal: aborting.signal,
    });
    body = await response.json();
  } catch {
    // No connection, no answer in time, or something that is not our server: to a visitor all the same.
    throw new NoAccess({ reason: 'offline', message: null, retryAfterSeconds: null });
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return body as TokenAnswer;
  throw new NoAccess({
    reason: reasonOf(response.status),
    message: wordsOf(body),
    retryAfterSeconds: Number(response.headers.get('retry-after')) || null,
  });
}

function reasonOf(status: number): AccessFailure['reason'] {
  if (status === 404 || status === 410) return 'gone';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'offline' : 'refused';
}

/** The owner's words in the body of an error. */
function wordsOf(body: unknown): string | null {
  const error = (body as { error?: { details?: { message?: unknown } } } | null)?.error;
  return typeof error?.details?.message === 'string' ? error.details.message : null;
}
