import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Recovery } from '#main/app/recovery.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Listener } from './listener.ts';
import { isNavigation, recoveryPage } from './message-page.ts';

const BODY_MAX_BYTES = 2_000; // a token and the name of a copy

/** Serves the one page there is until a person has chosen. */
export type RecoveryDoor = {
  /** Goes into the address of whoever started Foyer: it alone may choose. */
  readonly token: string;
  /** Resolves once a copy is in place, or everything is set aside. */
  readonly decided: Promise<void>;
};

/**
 * The interface's first page while the database does not open: it says so, offers the copies with their dates, and puts
 * the one chosen in place. Whoever does not know the token sees that Foyer waits for its owner, and no more.
 */
export function openRecoveryDoor(listener: Listener, recovery: Recovery): RecoveryDoor {
  const token = randomBytes(24).toString('base64url');
  const { promise: decided, resolve } = Promise.withResolvers<void>();
  let isChoosing = false;

  async function choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await bodyOf(request));
    if (!isSame(form.get('token') ?? '', token)) return answer(response, 403, recoveryJson(recovery));
    if (isChoosing) return answer(response, 409, recoveryJson(recovery));
    isChoosing = true;
    try {
      if (form.get('choice') === 'anew') recovery.beginAnew();
      else await recovery.restore(form.get('copy'));
    } catch (error) {
      isChoosing = false;
      if (!isFoyerError(error)) throw error;
      return page(request, response, error.code === 'storage.damaged' ? 'copyDamaged' : 'noCopy');
    }
    response.writeHead(303, { location: './', 'cache-control': 'no-store', connection: 'close' }).end();
    resolve();
  }

  function page(
    request: IncomingMessage,
    response: ServerResponse,
    failure: 'copyDamaged' | 'noCopy' | null,
  ) {
    const given = new URL(request.url ?? '/', 'http://localhost').searchParams.get('recovery') ?? '';
    const isOwner = failure !== null || isSame(given, token);
    const { html, headers } = recoveryPage(request.headers, recovery, isOwner ? token : null, failure);
    response.writeHead(failure === null ? 503 : 409, headers).end(html);
  }

  listener.serve((request, response) => {
    if (request.method === 'POST' && request.url === '/recovery') {
      choose(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    } else if (isNavigation(request)) page(request, response, null);
    else answer(response, 503, recoveryJson(recovery));
  });
  return { token, decided };
}

function recoveryJson({ kind }: Recovery) {
  const code = kind === 'damaged' ? 'storage.damaged' : 'storage.database_missing';
  return {
    ok: false,
    state: 'recovery',
    conditions: ['database_damaged'],
    error: { code, message: 'The database does not open; its owner chooses a copy' },
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > BODY_MAX_BYTES) throw new RangeError('Too long for a choice');
  }
  return body;
}

function isSame(given: string, token: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}
