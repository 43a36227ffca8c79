import { expect, it } from 'vitest';
import { smallTalkIn } from './small-talk.ts';

it.each([
  ['Bonjour !', 'greeting'],
  ['Hello there', 'greeting'],
  ['Merci beaucoup.', 'thanks'],
  ['Thank you!', 'thanks'],
  ['Bonjour, quels sont les horaires ?', null],
  ['Merci de me dire combien de jours', null],
])('%s → %s', (message, expected) => {
  expect(smallTalkIn(message)).toBe(expected);
});
