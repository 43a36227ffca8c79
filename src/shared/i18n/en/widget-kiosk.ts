import type { widgetKiosk as french } from '../fr/widget-kiosk.ts';
import type { Words } from '../words.ts';

export const widgetKiosk = {
  title: 'Are you still there?',
  body: 'Without an answer from you, the conversation goes from this screen.',
  stay: 'Yes, go on',
  end: 'Finish',
} satisfies Words<typeof french>;
