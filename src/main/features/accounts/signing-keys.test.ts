import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { openSecrets } from '../../../../tests/support/temporary-secrets.ts';
import { createSigningKeys } from './signing-keys.ts';

let folder: ReturnType<typeof temporaryFolder>;
let secrets: Secrets;
let stored: string | null;
let now: number;
beforeEach(async () => {
  folder = temporaryFolder();
  stored = null;
  now = Date.parse('2026-11-20T10:00:00Z');
  secrets = await openSecrets(folder.path);
});
afterEach(() => folder.remove());

const open = () =>
  createSigningKeys({
    storage: {
      sealedValue: (_key, make) => (stored ??= make()),
      store: (_key, value) => void (stored = value),
    },
    secrets,
    clock: { now: () => new Date(now) },
    tokenSeconds: 900,
  });

describe('the signing keys', () => {
  it('are the same after a restart, with those that still run out, and readable by nobody', () => {
    const first = open();
    const { id, secret } = first.current();
    first.rotate({ endNow: false });
    const again = open();
    expect(again.current().id).toBe(first.current().id);
    expect(again.byId(id)).toEqual(secret);
    now += 900_001;
    expect(open().byId(id)).toBeNull();
    expect(stored).toMatch(/^v2:/);
    expect(stored).not.toContain(secret.toString('base64'));
  });

  it('differ from one installation to the next', () => {
    const first = open().current();
    stored = null;
    expect(open().current().secret).not.toEqual(first.secret);
    expect(first.secret).toHaveLength(32);
  });

  it('replace the bare key of an earlier version', () => {
    stored = secrets.seal(Buffer.alloc(32, 7).toString('base64'));
    const { id, secret } = open().current();
    expect(secret).not.toEqual(Buffer.alloc(32, 7));
    expect(open().current().id).toBe(id);
  });
});
