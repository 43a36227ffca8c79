import { describe, expect, it } from 'vitest';
import { accountIn, carriesAccount } from './address-account.ts';

describe('an address with an account', () => {
  it.each([
    'http://nom:secret@127.0.0.1:11434',
    ' HTTPS://nom@exemple.fr/x',
    'http://:secret@exemple.fr',
    'nom:secret@exemple.fr',
    '//nom:secret@exemple.fr',
    'smtp://nom:secret@exemple.fr',
    'nom:sec:ret@exemple.fr:8080',
  ])('is known: %s', address => expect(carriesAccount(address)).toBe(true));

  it.each([
    'http://127.0.0.1:11434',
    'exemple.fr:8080',
    'amelie@exemple.fr',
    'https://exemple.fr/@equipe',
    'https://exemple.fr/?q=a:b@c',
    'https://exemple.fr#a:b@c',
    'localhost:11434/v1@2',
    '',
  ])('is not: %s', address => expect(carriesAccount(address)).toBe(false));

  it('is found wherever it is entered, and in nothing that people say', () => {
    const secret = 'http://nom:secret@exemple.fr';
    expect(accountIn({ name: 'm', url: secret })).toBe('url');
    expect(accountIn({ behaviour: { privacyNotice: { url: secret } } })).toBe('behaviour.privacyNotice.url');
    expect(accountIn({ allowedDomains: ['exemple.fr', 'nom:secret@exemple.fr'] })).toBe('allowedDomains.1');
    expect(accountIn({ text: secret })).toBe('text');
    expect(accountIn({ message: secret, content: secret, password: secret })).toBeNull();
    expect(accountIn({ text: `Ouvrez ${secret} et lisez` })).toBeNull();
    expect(accountIn({ fromAddress: 'amelie@exemple.fr', url: null, port: 25 })).toBeNull();
    expect(accountIn(null)).toBeNull();
  });
});
