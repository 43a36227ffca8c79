import { describe, expect, it } from 'vitest';
import { mailReplacement, type MailSettings } from '#shared/contract/mail.ts';
import {
  emptyMailDraft,
  isChanged,
  mailDraftOf,
  mailProblemsOf,
  presetValues,
  replacementOf,
  withSender,
} from './mail-draft.ts';
import { mailPresetById, mailPresets } from './presets.ts';

const stored: MailSettings = {
  host: 'ssl0.ovh.net',
  port: 465,
  security: 'tls',
  username: 'foyer@atelier.fr',
  hasPassword: true,
  fromName: 'Foyer',
  fromAddress: 'foyer@atelier.fr',
  replyTo: null,
  linkBase: null,
  certificateAuthority: null,
};

describe('the mail form', () => {
  it('needs a sender and a password once a service is chosen', () => {
    const draft = withSender(emptyMailDraft(), 'claire@gmail.com');
    expect(mailProblemsOf(emptyMailDraft(), null)).toEqual({
      username: 'usernameMissing',
      password: 'passwordMissing',
      fromAddress: 'addressMissing',
    });
    expect(mailProblemsOf(draft, null)).toEqual({ password: 'passwordMissing' });
    const whole = { ...draft, password: 'abcd efgh' };
    expect(mailProblemsOf(whole, null)).toEqual({});
    expect(replacementOf(whole)).toMatchObject({
      host: 'smtp.gmail.com',
      port: 465,
      security: 'tls',
      username: 'claire@gmail.com',
      password: 'abcd efgh',
    });
  });

  it('lets the user name follow the sender until it is typed otherwise', () => {
    const draft = withSender(withSender(emptyMailDraft(), 'c@x.fr'), 'claire@x.fr');
    expect(draft.username).toBe('claire@x.fr');
    expect(withSender({ ...draft, username: 'own' }, 'other@x.fr').username).toBe('own');
  });

  it('asks for no sign-in on a server of one’s own', () => {
    const draft = {
      ...emptyMailDraft(),
      ...presetValues(mailPresetById('other')),
      host: '192.168.1.4',
      fromAddress: 'foyer@atelier.fr',
    };
    expect(mailProblemsOf(draft, null)).toEqual({});
    expect(replacementOf(draft)).toMatchObject({ username: null });
  });

  it('keeps the stored password for the same server, and asks again for another', () => {
    const draft = mailDraftOf(stored);
    expect(draft.preset).toBe('ovh');
    expect(mailProblemsOf(draft, stored)).toEqual({});
    expect(replacementOf(draft)).not.toHaveProperty('password');
    expect(mailProblemsOf({ ...draft, host: 'smtp.autre.fr' }, stored)).toEqual({
      password: 'passwordAgain',
    });
  });

  it('says what is wrong where it is', () => {
    const draft = {
      ...mailDraftOf(stored),
      host: 'https://ssl0.ovh.net',
      port: '99999',
      password: 'x',
      fromAddress: 'foyer',
      replyTo: 'nobody@',
      certificateAuthority: 'abc',
    };
    expect(mailProblemsOf(draft, stored)).toEqual({
      host: 'hostInvalid',
      port: 'portInvalid',
      fromAddress: 'addressInvalid',
      replyTo: 'addressInvalid',
      certificateAuthority: 'authorityInvalid',
    });
  });

  it('knows when something is not stored', () => {
    const draft = mailDraftOf(stored);
    expect(isChanged(draft, stored)).toBe(false);
    expect(isChanged({ ...draft, fromName: 'Autre' }, stored)).toBe(true);
    expect(isChanged({ ...draft, password: 'x' }, stored)).toBe(true);
    expect(isChanged(emptyMailDraft(), null)).toBe(true);
  });

  it('offers services that the contract takes', () => {
    for (const preset of mailPresets.filter(({ id }) => id !== 'other')) {
      const draft = { ...mailDraftOf(stored), ...presetValues(preset), password: 'x' };
      expect(mailReplacement.safeParse(replacementOf(draft)).success, preset.id).toBe(true);
    }
  });
});
