import { expect, it } from 'vitest';
import { contactText, mailLink, phoneLink } from './contact-text.ts';

it('is one thing a line, without what was not filled in', () => {
  const fields = { message: 'Rappelez-moi', email: 'a@b.fr', name: 'Claire', phone: '' };
  expect(contactText({ fields }, key => key.slice('columns.'.length))).toBe(
    'name: Claire\nemail: a@b.fr\nmessage: Rappelez-moi',
  );
});

it('makes links of addresses and of nothing else', () => {
  expect(mailLink('a@b.fr?bcc=tous@b.fr&body=x')).toBe('mailto:a%40b.fr%3Fbcc%3Dtous%40b.fr%26body%3Dx');
  expect(phoneLink('+33 (0)6 12-34.56')).toBe('tel:+330612 3456'.replace(' ', ''));
  expect(phoneLink('javascript:1')).toBe('tel:1');
});
