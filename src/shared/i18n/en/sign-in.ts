import type { signIn as french } from '../fr/sign-in.ts';
import type { Words } from '../words.ts';

export const signIn = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  local: 'Your documents and conversations stay on Foyer’s machine.',
} satisfies Words<typeof french>;
