import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { Keychain, KeychainFault } from './keychain.ts';
import { takePassphrase } from './passphrase.ts';
import { openVault, type Vault } from './vault.ts';

const unreadable = expect.objectContaining({ code: 'secrets.unreadable' });
const clock = { now: () => new Date('2026-11-20T10:00:00.000Z') };
const passphrase = 'agrafe cheval pile correct';

let directory: string;
let remove: () => void;
beforeEach(() => {
  ({ path: directory, remove } = temporaryFolder());
});
afterEach(() => remove());

const open = (
  options: { passphrase?: string; keychain?: Keychain; directory?: string } = {},
): Promise<Vault> => openVault({ directory, passphrase: null, keychain: null, clock, ...options });

/** A keychain that reverses what it keeps; `fault` says what speaks against it. */
function keychain(fault: KeychainFault | null = null): Keychain {
  const reverse = (text: string) => [...text].reverse().join('');
  return {
    fault: () => Promise.resolve(fault),
    wrap: plain => Promise.resolve(reverse(plain)),
    unwrap: wrapped => Promise.resolve(reverse(wrapped)),
  };
}

describe('a key in a file', () => {
  it('opens what it sealed, also after a restart, and differently each time', async () => {
    const { secrets } = await open();
    const sealed = secrets.seal('clé secrète ✓');
    expect(sealed).toMatch(/^v2:[0-9a-f]{8}:[\w-]+$/);
    expect(sealed).not.toContain('secrète');
    expect(secrets.seal('clé secrète ✓')).not.toBe(sealed);
    expect((await open()).secrets.open(sealed)).toBe('clé secrète ✓');
  });

  it('is kept to its owner and leaves no draft behind', async () => {
    await open();
    expect(readdirSync(directory)).toEqual(['secrets.key']);
    expect(statSync(join(directory, 'secrets.key')).mode & 0o777).toBe(0o600);
  });

  it('still opens what earlier versions sealed, whose file held 32 bare bytes', async () => {
    writeFileSync(join(directory, 'secrets.key'), Buffer.alloc(32, 7), { mode: 0o600 });
    const vault = await open();
    const old = vault.secrets.seal('ancien');
    expect(old).toMatch(/^v1:[\w-]+$/);
    await vault.beginRotation();
    expect(vault.secrets.open(old)).toBe('ancien');
    expect(vault.secrets.seal('nouveau')).toMatch(/^v2:/);
  });

  it('refuses every altered byte, a cut text, another version and another key', async () => {
    const { secrets } = await open();
    const sealed = secrets.seal('secret');
    const prefix = sealed.slice(0, sealed.lastIndexOf(':'));
    const bytes = Buffer.from(sealed.slice(prefix.length + 1), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => secrets.open(`${prefix}:${altered.toString('base64url')}`)).toThrow(unreadable);
    }
    for (const wrong of ['', 'v2:', `${prefix}:AAAA`, sealed.replace('v2', 'v3'), `${sealed}:x`, 'secret']) {
      expect(() => secrets.open(wrong)).toThrow(unreadable);
    }
    const elsewhere = temporaryFolder();
    const other = await open({ directory: elsewhere.path });
    expect(() => other.secrets.open(sealed)).toThrow(unreadable);
    elsewhere.remove();
  });

  it.runIf(process.platform !== 'win32')(
    'is refused when others can read it, and how to close it is said',
    async () => {
      await open();
      chmodSync(join(directory, 'secrets.key'), 0o644);
      await expect(open()).rejects.toThrow(/chmod 600/);
    },
  );

  it.each(['short', '{"version":1,"keys":[]}', '{"version":2}'])(
    'is set aside when damaged, and a new one is made: %s',
    async content => {
      writeFileSync(join(directory, 'secrets.key'), content, { mode: 0o600 });
      const vault = await open();
      expect(vault.secrets.open(vault.secrets.seal('x'))).toBe('x');
      const { damagedFile } = vault.status();
      expect(readFileSync(damagedFile ?? '', 'utf8')).toBe(content);
      expect((await open()).status().damagedFile).toBeNull();
    },
  );
});

describe('a key under a passphrase', () => {
  it('opens with it alone, and nothing is touched by a wrong one or none', async () => {
    const vault = await open();
    const sealed = vault.secrets.seal('secret');
    await vault.protect({ with: 'passphrase', passphrase });
    expect(vault.status()).toMatchObject({ protection: 'passphrase' });
    expect(readdirSync(directory)).toEqual(['secrets.wrapped']);
    expect(statSync(join(directory, 'secrets.wrapped')).mode & 0o777).toBe(0o600);
    const stored = readFileSync(join(directory, 'secrets.wrapped'), 'utf8');
    expect(JSON.parse(stored)).toMatchObject({ with: 'passphrase', kdf: { name: 'argon2id' } });

    await expect(open()).rejects.toMatchObject({ code: 'secrets.passphrase_needed' });
    await expect(open({ passphrase: 'another one' })).rejects.toMatchObject({
      code: 'secrets.passphrase_wrong',
    });
    expect(readdirSync(directory)).toEqual(['secrets.wrapped']);
    expect(readFileSync(join(directory, 'secrets.wrapped'), 'utf8')).toBe(stored);
    expect((await open({ passphrase })).secrets.open(sealed)).toBe('secret');
  });

  it('can be changed for another passphrase, and goes back to a file', async () => {
    const vault = await open();
    const sealed = vault.secrets.seal('secret');
    await vault.protect({ with: 'passphrase', passphrase });
    await vault.protect({ with: 'passphrase', passphrase: 'quatre mots bien choisis' });
    await expect(open({ passphrase })).rejects.toMatchObject({ code: 'secrets.passphrase_wrong' });
    const again = await open({ passphrase: 'quatre mots bien choisis' });
    await again.protect({ with: 'keyfile' });
    expect(readdirSync(directory)).toEqual(['secrets.key']);
    expect((await open()).secrets.open(sealed)).toBe('secret');
  });

  it('keeps working when a power cut came between the two files', async () => {
    const vault = await open();
    const sealed = vault.secrets.seal('secret');
    copyFileSync(join(directory, 'secrets.key'), join(directory, 'kept'));
    await vault.protect({ with: 'passphrase', passphrase });
    copyFileSync(join(directory, 'kept'), join(directory, 'secrets.key')); // as before it was removed
    chmodSync(join(directory, 'secrets.key'), 0o600);
    const again = await open();
    expect(again.status().protection).toBe('keyfile');
    expect(again.secrets.open(sealed)).toBe('secret');
  });

  it('is refused when its file is damaged or asks for all memory', async () => {
    await (await open()).protect({ with: 'passphrase', passphrase });
    const path = join(directory, 'secrets.wrapped');
    const stored = JSON.parse(readFileSync(path, 'utf8')) as { kdf: { memoryKib: number } };
    stored.kdf.memoryKib = 2 ** 31;
    writeFileSync(path, JSON.stringify(stored));
    await expect(open({ passphrase })).rejects.toMatchObject({ code: 'secrets.unreadable' });
  });

  it('is taken from a private file or the environment, and left in neither for others', () => {
    const environment = { FOYER_PASSPHRASE: 'from outside' };
    expect(takePassphrase(undefined, environment)).toBe('from outside');
    expect(environment).toEqual({});
    expect(takePassphrase(undefined, {})).toBeNull();
    const file = join(directory, 'phrase');
    writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
    expect(takePassphrase(file, { FOYER_PASSPHRASE: 'x' })).toBe(passphrase);
    writeFileSync(file, '\n');
    expect(() => takePassphrase(file, {})).toThrow(/empty/);
    rmSync(file);
    expect(() => takePassphrase(file, {})).toThrow(/not there/);
    writeFileSync(file, passphrase, { mode: 0o644 });
    if (process.platform !== 'win32') expect(() => takePassphrase(file, {})).toThrow(/chmod 600/);
  });
});

describe('a key in the keychain', () => {
  it('is put there from the start when the keychain is real, and opens nowhere else', async () => {
    const vault = await open({ keychain: keychain() });
    expect(vault.status()).toMatchObject({ protection: 'keychain', keychainFault: null });
    expect(readdirSync(directory)).toEqual(['secrets.wrapped']);
    const sealed = vault.secrets.seal('secret');
    expect((await open({ keychain: keychain() })).secrets.open(sealed)).toBe('secret');
    await expect(open()).rejects.toMatchObject({ code: 'secrets.keychain_only' });
    await expect(open({ keychain: keychain('unavailable') })).rejects.toMatchObject({
      code: 'secrets.keychain_unusable',
    });
    const stranger: Keychain = { ...keychain(), unwrap: () => Promise.reject(new Error('not mine')) };
    await expect(open({ keychain: stranger })).rejects.toMatchObject({ code: 'secrets.keychain_unusable' });
  });

  it.each(['pretend', 'unavailable'] as const)(
    'is refused when it is only %s: a file is used',
    async fault => {
      const vault = await open({ keychain: keychain(fault) });
      expect(vault.status()).toMatchObject({ protection: 'keyfile', keychainFault: fault });
      expect(readdirSync(directory)).toEqual(['secrets.key']);
      await expect(vault.protect({ with: 'keychain' })).rejects.toMatchObject({
        code: 'secrets.keychain_unusable',
      });
      expect(readdirSync(directory)).toEqual(['secrets.key']);
    },
  );

  it('leaves a file that is there where it is, until someone decides', async () => {
    await open();
    const vault = await open({ keychain: keychain() });
    expect(vault.status().protection).toBe('keyfile');
    await vault.protect({ with: 'keychain' });
    expect(readdirSync(directory)).toEqual(['secrets.wrapped']);
  });
});

describe('rotation', () => {
  it('opens old and new until it ends, then only new, however the key is kept', async () => {
    for (const how of [
      { with: 'keyfile' },
      { with: 'passphrase', passphrase },
      { with: 'keychain' },
    ] as const) {
      const given = { keychain: keychain(), passphrase };
      const vault = await open(given);
      await vault.protect(how);
      const old = vault.secrets.seal('secret');
      await vault.beginRotation();
      expect(vault.isCurrent(old)).toBe(false);
      const killed = await open(given); // as found after a kill
      expect(killed.hasOldKeys()).toBe(true);
      expect(killed.secrets.open(old)).toBe('secret');
      const fresh = killed.secrets.seal('secret');
      expect(killed.isCurrent(fresh)).toBe(true);
      await killed.endRotation();
      const after = await open(given);
      expect(after.hasOldKeys()).toBe(false);
      expect(after.secrets.open(fresh)).toBe('secret');
      expect(() => after.secrets.open(old)).toThrow(unreadable);
    }
  });
});
