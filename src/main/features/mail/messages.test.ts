import { describe, expect, it } from 'vitest';
import { writeMail, type MailMessage } from './messages.ts';

const BASE = 'http://foyer.lan:4280';
const person = { to: 'hugo@exemple.fr', name: 'Hugo Petit' };
const token = 'AbC-_123';
const expiresAt = '2026-12-02T09:30:00.000Z';

const messages = (language: 'fr' | 'en'): MailMessage[] => [
  { kind: 'invitation', ...person, language, token, expiresAt, inviter: 'Claire Lavigne' },
  { kind: 'reset', ...person, language, token, expiresAt },
  { kind: 'passwordChanged', ...person, language, at: expiresAt },
  { kind: 'test', ...person, language },
];

describe('what Foyer writes', () => {
  it.each([...messages('fr'), ...messages('en')])('is whole in both forms: $kind, $language', message => {
    const { subject, text, html } = writeMail(message, BASE);
    for (const form of [subject, text, html]) expect(form).not.toMatch(/\{\{|undefined|null|NaN/);
    expect(text).toContain(message.language === 'fr' ? 'Bonjour Hugo Petit,' : 'Hello Hugo Petit,');
    expect(html).toContain(`<html lang="${message.language}">`);
    const link = 'token' in message ? `${BASE}/#/join?token=${token}` : `${BASE}/`;
    expect(text).toContain(link);
    expect(html).toContain(`href="${link}"`);
    // Nothing is loaded when a mail is opened, and each link is ours.
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|@import|javascript:/i);
    for (const [, target] of html.matchAll(/href="([^"]*)"/g))
      expect(target).toMatch(/^http:\/\/foyer\.lan:4280\//);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('says how long a link works, with its time zone', () => {
    const [invitation] = messages('fr') as [MailMessage];
    expect(writeMail(invitation, BASE).text).toMatch(/jusqu’au 2 décembre 2026 à \d{2}:\d{2} \S+/);
  });

  it('names who invites, or nobody', () => {
    const [invitation] = messages('fr') as [MailMessage & { kind: 'invitation' }];
    expect(writeMail(invitation, BASE).text).toContain('Claire Lavigne vous a ouvert un accès');
    expect(writeMail({ ...invitation, inviter: null }, BASE).text).toContain(
      'Un accès à Foyer vous est ouvert',
    );
  });

  it('greets nobody when there is no name', () => {
    expect(writeMail({ kind: 'test', to: 'a@b.fr', name: '', language: 'fr' }, BASE).text).not.toContain(
      'Bonjour',
    );
  });

  it('takes a name for text: no markup, no line of its own, no address one could follow, no placeholder', () => {
    const name = `<a href="https://evil.test">x</a>\r\nBcc: spy@evil.test\u2028www.evil.test/a {{address}} & 'co'`;
    const { subject, text, html } = writeMail(
      { kind: 'invitation', ...person, name, language: 'fr', token, expiresAt, inviter: name },
      BASE,
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(`${text} ${html}`).not.toMatch(/evil\.test(\/|&quot;|")/);
    expect(html).toContain('&lt;a href=&quot;…');
    expect(html).toContain('&amp; &#39;co&#39;');
    expect(text).toContain('{{address}}');
  });
});
