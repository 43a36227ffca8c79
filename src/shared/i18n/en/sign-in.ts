import type { signIn as french } from '../fr/sign-in.ts';
import type { Words } from '../words.ts';

export const signIn = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  passwordPolicy: 'At least {{count}} characters. A sentence does very well.',
  passwordTooShort: 'Still too short: at least {{count}} characters are needed.',
  throttledText:
    'Somebody was wrong too often. A browser where you signed in before, and Foyer’s own machine, are not held up by the attempts of others.',
  giveCode: 'I have two-step sign-in: give my code',
  codeTitle: 'Your code',
  codeText: 'Enter the six-digit code shown by your authenticator app.',
  code: 'Six-digit code',
  recoveryText: 'Enter one of the recovery codes you kept when you turned this on. It works once.',
  recoveryCode: 'Recovery code',
  useRecovery: 'Use a recovery code',
  useCode: 'Use the app',
  back: 'Back to the password',
  lostBoth: 'Neither phone nor codes? The person who administers Foyer can reset your access.',
  local: 'Your documents and conversations stay on Foyer’s machine.',
} satisfies Words<typeof french>;
