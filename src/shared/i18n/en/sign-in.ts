import type { signIn as french } from '../fr/sign-in.ts';
import type { Words } from '../words.ts';

export const signIn = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  passwordPolicy: 'At least {{count}} characters. A sentence does very well.',
  passwordTooShort: 'Still too short: at least {{count}} characters are needed.',
  local: 'Your documents and conversations stay on Foyer’s machine.',
} satisfies Words<typeof french>;
