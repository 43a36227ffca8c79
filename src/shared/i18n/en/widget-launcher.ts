import type { widgetLauncher as french } from '../fr/widget-launcher.ts';
import type { Words } from '../words.ts';

export const widgetLauncher = {
  open: 'Open the chat',
  unread: 'new messages:',
  close: 'Close the chat',
  title: 'Chat',
  offline: 'We cannot answer at the moment. Please come back in a few minutes.',
  refused: 'This chat is not open on this page.',
  busy: 'It is busy: the chat opens in a moment.',
  tryAgain: 'Try again',
} satisfies Words<typeof french>;
