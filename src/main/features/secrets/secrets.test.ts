import { readdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '#main/app/create-app.ts';
import { databaseFile } from '#main/db/connection.ts';
import { systemClock } from '#main/platform/clock.ts';
import { openVault, type Keychain } from '#main/platform/secrets/index.ts';
import {
  contextOf,
  localContext,
  startTemporaryApp,
  type TemporaryApp,
} from '../../../../tests/support/temporary-app.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';

const passphrase = 'agrafe cheval pile correct';
const password = 'une phrase assez longue';

let folder: ReturnType<typeof temporaryFolder>;
let foyer: TemporaryApp;
beforeEach(async () => {
  folder = temporaryFolder();
  foyer = await startTemporaryApp({ dataFolder: folder.path });
});
afterEach(async () => {
  await foyer.close();
  folder.remove();
});

/** What is sealed on the disk, read as another program would. */
function sealedTexts(): string[] {
  const sqlite = new Sqlite(databaseFile(folder.path), { readonly: true });
  try {
    const texts = [
      ...sqlite.prepare<[], { text: string }>('select sealed_key as text from models').all(),
      ...sqlite.prepare<[], { text: string }>('select value as text from settings').all(),
    ].map(row => row.text);
    return texts.flatMap(text => text.match(/v\d+:[\w:-]{30,}/g) ?? []);
  } finally {
    sqlite.close();
  }
}

async function addModel() {
  return await foyer.client.models.create({
    name: 'Nuage',
    provider: 'openai',
    model: 'x',
    url: 'http://127.0.0.1:9',
    apiKey: 'sk-secret',
  });
}

const vaultOf = (options: { passphrase?: string } = {}) =>
  openVault({ directory: folder.path, keychain: null, passphrase: null, clock: systemClock, ...options });

describe('rotating the key', () => {
  it('seals everything anew, says how much, and is one line of the log', async () => {
    await addModel();
    const before = sealedTexts();
    expect(before.length).toBeGreaterThan(2); // the model, the signing key, the key of the audit log
    const rotated = await foyer.client.secrets.rotate({});
    expect(rotated.resealed).toBe(before.length);
    expect(rotated.rotatedAt).not.toBeNull();
    const after = sealedTexts();
    expect(after).toHaveLength(before.length);
    expect(after.filter(text => before.includes(text))).toEqual([]);
    const { secrets } = await vaultOf();
    expect(after.map(text => secrets.open(text))).toContain('sk-secret');
    expect(() => secrets.open(before[0] ?? '')).toThrow(
      expect.objectContaining({ code: 'secrets.unreadable' }),
    );
    const { items } = await foyer.client.audit.list({ limit: 2 });
    expect(items[0]).toMatchObject({ action: 'secrets.rotated', after: { resealed: before.length } });
    expect(items[1]?.action).toBe('models.created');
    expect(await foyer.client.audit.verify({})).toMatchObject({ ok: true });
  });

  it('ends at the next start when it was interrupted, before or after everything was sealed anew', async () => {
    await addModel();
    await foyer.close();
    // Killed once the new key was on the disk.
    await (await vaultOf()).beginRotation();
    foyer = await startTemporaryApp({ dataFolder: folder.path });
    expect((await vaultOf()).hasOldKeys()).toBe(false);
    const { secrets } = await vaultOf();
    expect(sealedTexts().map(text => secrets.open(text))).toContain('sk-secret');
    expect(await foyer.client.audit.verify({})).toMatchObject({ ok: true });
  });

  it('is for owners', async () => {
    const { client, app } = foyer;
    await client.auth.register({ email: 'a@exemple.fr', fullName: 'Ada', role: 'admin', password });
    const { accessToken } = await app
      .client(contextOf({ kind: 'anonymous' }))
      .auth.token({ email: 'a@exemple.fr', password });
    const admin = app.client(contextOf(await app.authenticate({ bearer: accessToken, sessionCookie: null })));
    await expect(admin.secrets.rotate({})).rejects.toMatchObject({ code: 'auth.forbidden' });
    await expect(admin.secrets.protect({ with: 'keyfile' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    expect(await admin.secrets.status({})).toMatchObject({ protection: 'keyfile' });
  });
});

describe('protecting the key', () => {
  it('by a passphrase: the next start needs it, and the key that lay in the file opens nothing', async () => {
    await addModel();
    const old = await vaultOf();
    const status = await foyer.client.secrets.protect({ with: 'passphrase', passphrase });
    expect(status).toMatchObject({ protection: 'passphrase', reason: 'passphrase', choices: ['keyfile'] });
    for (const text of sealedTexts()) expect(() => old.secrets.open(text)).toThrow();
    await foyer.close();

    const files = readdirSync(folder.path).sort();
    for (const [wrong, code] of [
      [null, 'secrets.passphrase_needed'],
      ['something else', 'secrets.passphrase_wrong'],
    ] as const) {
      await expect(
        createApp({ dataFolder: folder.path, mode: 'server', keys: { passphrase: wrong } }),
      ).rejects.toMatchObject({ code });
    }
    expect(readdirSync(folder.path).sort()).toEqual(files);

    const app = await createApp({ dataFolder: folder.path, mode: 'server', keys: { passphrase } });
    const client = app.client(localContext(app));
    const { items } = await client.audit.list({ action: 'secrets.protected' });
    expect(items[0]).toMatchObject({
      before: { protection: 'keyfile' },
      after: { protection: 'passphrase' },
    });
    expect(JSON.stringify(items)).not.toContain('agrafe');
    await client.secrets.protect({ with: 'keyfile' });
    await app.close();
    foyer = await startTemporaryApp({ dataFolder: folder.path });
  });

  it('refuses a passphrase that is too short', async () => {
    await expect(
      foyer.client.secrets.protect({ with: 'passphrase', passphrase: 'court' }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await foyer.client.secrets.status({})).toMatchObject({
      protection: 'keyfile',
      reason: 'no_keychain',
      choices: ['passphrase'],
    });
  });

  it.each([
    ['pretend', 'keychain_pretend', []],
    ['unavailable', 'keychain_unavailable', []],
    [null, 'keychain_unused', ['keychain']],
  ] as const)('says why the keychain of a window is not used: %s', async (fault, reason, choices) => {
    await foyer.close();
    const keychain: Keychain = {
      fault: () => Promise.resolve(fault),
      wrap: plain => Promise.resolve(Buffer.from(plain).toString('base64')),
      unwrap: wrapped => Promise.resolve(Buffer.from(wrapped, 'base64').toString()),
    };
    const app = await createApp({ dataFolder: folder.path, mode: 'desktop', keys: { keychain } });
    const client = app.client(localContext(app));
    expect(await client.secrets.status({})).toMatchObject({ protection: 'keyfile', reason, choices });
    if (fault === null) {
      expect(await client.secrets.protect({ with: 'keychain' })).toMatchObject({ reason: 'keychain' });
      expect(await client.secrets.protect({ with: 'keyfile' })).toMatchObject({ protection: 'keyfile' });
    } else {
      await expect(client.secrets.protect({ with: 'keychain' })).rejects.toMatchObject({
        code: 'secrets.keychain_unusable',
      });
    }
    await app.close();
    foyer = await startTemporaryApp({ dataFolder: folder.path });
  });
});
