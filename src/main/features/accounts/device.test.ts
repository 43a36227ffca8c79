import { expect, it } from 'vitest';
import { deviceOf } from './device.ts';

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox', 'Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    'Chrome',
    'Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    'Microsoft Edge',
    'Windows',
  ],
  ['curl/8.5.0', 'curl', null],
  ['python-requests/2.31', 'python-requests', null],
])('names the browser or program and the system of %s', (userAgent, program, system) => {
  expect(deviceOf(userAgent)).toEqual({ program, system });
});

it.each([null, '', '<script>alert(1)</script>', '/1.0', '𝕏'.repeat(150), '(((((((('])(
  'guesses nothing of %s',
  userAgent => {
    expect(deviceOf(userAgent)).toEqual({ program: null, system: null });
  },
);
