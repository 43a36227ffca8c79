import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createFileSecrets } from './file-secrets.ts';

const unreadable = expect.objectContaining({ code: 'secrets.unreadable' });

describe('file secrets', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'foyer-secrets-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('opens what it sealed, also after a restart', () => {
    const sealed = createFileSecrets({ directory }).seal('clé secrète ✓');
    expect(sealed).toMatch(/^v1:[\w-]+$/);
    expect(sealed).not.toContain('secrète');
    expect(createFileSecrets({ directory }).open(sealed)).toBe('clé secrète ✓');
  });

  it('seals the same text differently each time', () => {
    const secrets = createFileSecrets({ directory });
    expect(secrets.seal('a')).not.toBe(secrets.seal('a'));
  });

  it('keeps its key to its owner and leaves no draft behind', () => {
    createFileSecrets({ directory });
    expect(readdirSync(directory)).toEqual(['secrets.key']);
    expect(statSync(join(directory, 'secrets.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, 'secrets.key'))).toHaveLength(32);
  });

  it('uses the key that is there rather than making another', () => {
    createFileSecrets({ directory });
    const key = readFileSync(join(directory, 'secrets.key'));
    createFileSecrets({ directory });
    expect(readFileSync(join(directory, 'secrets.key'))).toEqual(key);
  });

  it('refuses every altered byte, a cut text, another version and another key', () => {
    const secrets = createFileSecrets({ directory });
    const sealed = secrets.seal('secret');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => secrets.open(`v1:${altered.toString('base64url')}`)).toThrow(unreadable);
    }
    for (const wrong of ['', 'v1:', 'v1:AAAA', sealed.replace('v1', 'v2'), `${sealed}:x`, 'secret']) {
      expect(() => secrets.open(wrong)).toThrow(unreadable);
    }
    const elsewhere = mkdtempSync(join(tmpdir(), 'foyer-secrets-'));
    expect(() => createFileSecrets({ directory: elsewhere }).open(sealed)).toThrow(unreadable);
    rmSync(elsewhere, { recursive: true });
  });

  it.runIf(process.platform !== 'win32')(
    'refuses a key file others can read, and says how to close it',
    () => {
      createFileSecrets({ directory });
      chmodSync(join(directory, 'secrets.key'), 0o644);
      expect(() => createFileSecrets({ directory })).toThrow(/chmod 600/);
    },
  );

  it('refuses a damaged key file rather than replacing it', () => {
    writeFileSync(join(directory, 'secrets.key'), 'short', { mode: 0o600 });
    expect(() => createFileSecrets({ directory })).toThrow(unreadable);
    expect(readFileSync(join(directory, 'secrets.key'), 'utf8')).toBe('short');
  });
});
