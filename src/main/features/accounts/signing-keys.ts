import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { instant } from '#shared/contract/vocabulary.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';

const KEY_BYTES = 32; // HS256 wants at least its own output (RFC 7518, 3.2)
const KEY_ID_BYTES = 9;
const SETTING = 'signing-key';

const storedKey = z.object({ id: z.string(), secret: z.string(), since: instant });
const storedRing = z.object({
  current: storedKey,
  /** Keys that were replaced, each accepted until its last token has expired. */
  previous: z.array(storedKey.extend({ until: instant })),
});
type Ring = z.infer<typeof storedRing>;

/** Where the sealed ring is kept: the settings of the installation. */
type Storage = {
  sealedValue(key: string, make: () => string): string;
  store(key: string, value: string): void;
};

type Dependencies = {
  storage: Storage;
  secrets: Secrets;
  clock: Clock;
  /** How long an access token lives at most: a replaced key is of no use after that. */
  tokenSeconds: number;
};

export type SigningKeysState = { since: string; previousUntil: string | null };
export type SigningKeys = ReturnType<typeof createSigningKeys>;

/** The keys that sign access tokens: made at random for this installation, sealed at rest, replaced on demand. */
export function createSigningKeys({ storage, secrets, clock, tokenSeconds }: Dependencies) {
  const newKey = (): Ring['current'] => ({
    id: randomBytes(KEY_ID_BYTES).toString('base64url'),
    secret: randomBytes(KEY_BYTES).toString('base64'),
    since: clock.now().toISOString(),
  });
  const seal = (wanted: Ring): string => secrets.seal(JSON.stringify(wanted));

  let ring: Ring;
  const stored = parsed(opened(storage.sealedValue(SETTING, () => seal(freshRing()))));
  if (stored === null) {
    // Lost with the key of the secrets: tokens end. Or a bare key of version 0.1, whose last token has long expired.
    ring = freshRing();
    storage.store(SETTING, seal(ring));
  } else ring = stored;

  function opened(sealed: string): string {
    try {
      return secrets.open(sealed);
    } catch (error) {
      if (isFoyerError(error) && error.code === 'secrets.unreadable') return '';
      throw error;
    }
  }

  function freshRing(): Ring {
    return { current: newKey(), previous: [] };
  }

  function accepted(): Ring['previous'] {
    const now = clock.now().toISOString();
    return ring.previous.filter(({ until }) => until > now);
  }

  function state(): SigningKeysState {
    const until = accepted()
      .map(key => key.until)
      .toSorted()
      .at(-1);
    return { since: ring.current.since, previousUntil: until ?? null };
  }

  return {
    current: () => ({ id: ring.current.id, secret: Buffer.from(ring.current.secret, 'base64') }),

    /** The key a token names in its header; null for anything that is not the name of an accepted key. */
    byId(id: unknown): Uint8Array | null {
      const key = [ring.current, ...accepted()].find(candidate => candidate.id === id);
      return key === undefined ? null : Buffer.from(key.secret, 'base64');
    },

    state,

    /** Signs with a new key from now on. Tokens of the old one hold until they expire, or end now. */
    rotate({ endNow }: { endNow: boolean }): SigningKeysState {
      const until = new Date(clock.now().getTime() + tokenSeconds * 1000).toISOString();
      ring = {
        current: newKey(),
        previous: endNow ? [] : [...accepted(), { ...ring.current, until }],
      };
      storage.store(SETTING, seal(ring));
      return state();
    },
  };
}

function parsed(text: string): Ring | null {
  try {
    const { data } = storedRing.safeParse(JSON.parse(text));
    return data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
