import type { mail as french } from '../fr/mail.ts';
import type { Words } from '../words.ts';

export const mail = {
  greeting: 'Hello {{name}},',
  linkBelow: 'If the button does not open, copy this address into your browser:',
  validUntil: 'This link works once, until {{date}}.',
  footer: 'Sent automatically by Foyer ({{address}}). Foyer never asks for a password by mail.',
  invitation: {
    label: 'Invitation',
    subject: 'Your access to Foyer',
    text: '{{inviter}} has given you access to Foyer, the assistant that answers from your team’s documents.',
    textNobody: 'You have been given access to Foyer. It answers your questions from your team’s documents.',
    action: 'Choose my password',
    account: 'You will sign in with the address {{email}}.',
    unexpected: 'You do not know Foyer? Do not click, and forget this mail.',
  },
  reset: {
    label: 'Forgotten password',
    subject: 'Choose a new password for Foyer',
    text: 'You, or whoever administers Foyer, asked for a new password for the account {{email}}.',
    action: 'Choose a new password',
    unexpected:
      'You asked for nothing? Do nothing: your password stays the same. If it happens again, tell whoever administers Foyer.',
  },
  passwordChanged: {
    label: 'Password changed',
    subject: 'Your Foyer password was changed',
    text: 'The password of the account {{email}} was changed on {{date}}. Other devices are signed out.',
    action: 'Open Foyer',
    unexpected: 'It was not you? Tell whoever administers Foyer at once, and choose a new password.',
  },
  test: {
    label: 'Test',
    subject: 'Test mail from Foyer',
    text: 'If you can read this, Foyer can send mail: invitations and forgotten passwords will arrive.',
    action: 'Open Foyer',
    unexpected: 'This test was asked for in Foyer’s settings.',
  },
  notifications: {
    label: 'Notifications',
    subject: 'News in Foyer',
    text: 'This is what happened and you have not seen yet:',
    action: 'Open Foyer',
    unexpected: 'You choose what Foyer sends you, and when, in Settings, Notifications.',
  },
  report: {
    label: 'Monthly report',
    subject: 'Report for {{period}} · {{client}}',
    text: 'Here is the report of {{client}} for {{period}}, attached.',
    unexpected:
      'Sent by Foyer to the addresses that the office chose. If you no longer want it, tell the office.',
  },
  transcript: {
    label: 'Conversation',
    subject: 'Your conversation with {{bot}}',
    intro: 'Here is the conversation you asked for.',
    you: 'You',
    sources: 'Sources:',
    operator: 'Someone from the team',
    files: 'Files attached:',
    tools: 'Tools looked up:',
    unexpected:
      'You did not ask for this? Somebody probably typed your address by mistake: forget this e-mail.',
  },
} satisfies Words<typeof french>;
