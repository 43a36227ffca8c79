import { describe, expect, it } from 'vitest';
import { withoutSecrets, withoutSignIn } from './redaction.ts';

const SECRET = 'pâss word/+42"é?';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = Buffer.from(SECRET).toString('hex');

describe('a secret', () => {
  it.each([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify({ key: SECRET })],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['percent-encoded in small letters', encodeURIComponent(SECRET).toLowerCase()],
    ['as a form sends it', encodeURIComponent(SECRET).replaceAll('%20', '+')],
    ['percent-encoded whole', hex.replaceAll(/../g, '%$&').toUpperCase()],
    ['in hex', hex],
    ['in hex with colons', hex.toUpperCase().replaceAll(/..(?!$)/g, '$&:')],
    ['in base64', base64(SECRET)],
    ['in base64 without its end', base64(SECRET).replaceAll('=', '')],
    ['in base64 for addresses', Buffer.from(SECRET).toString('base64url')],
    ['in base64 of name:password', base64(`amelie:${SECRET}`)],
    ['in base64 of another name', base64(`am:${SECRET}\n`)],
    ['in base64 with two before it', base64(`éa${SECRET}ééé`)],
    ['as AUTH PLAIN sends it', base64(`\0amelie@exemple.fr\0${SECRET}`)],
    ['as AUTH PLAIN sends it for another', base64(`x\0amelie@exemple.fr\0${SECRET}`)],
  ])('does not get through %s', (_form, sent) => {
    const told = withoutSecrets(`535 5.7.8 refused <${sent}> try again`, [SECRET]);
    expect(told).toMatch(/^535 5\.7\.8 refused <.*\[secret\].*> try again$/);
    expect(told).not.toContain(sent);
    for (const piece of sent.split(/[^A-Za-z0-9]/).filter(({ length }) => length > 6)) {
      if (!/^(amelie|exemple)/.test(piece)) expect(told).not.toContain(piece);
    }
  });

  it('that is empty or missing takes nothing away, and neither does another one', () => {
    expect(withoutSecrets('535 refused', ['', null, undefined, 'other'])).toBe('535 refused');
  });

  it('of a sign-in is not told in pieces either, while words and codes are', () => {
    const sent = base64(`\0amelie@exemple.fr\0${SECRET}`);
    const told = withoutSignIn(`535 5.7.8 Authentication failed ${sent.slice(3, 25)} q123-45`, [SECRET]);
    expect(told).toBe('535 5.7.8 Authentication failed [secret] q123-45');
  });
});
