import { expect, it } from 'vitest';
import { createStaging } from './staging.ts';

const busy = expect.objectContaining({ code: 'upload.busy', status: 503 }) as unknown;

it('counts what one sender has under way in all requests together, and gives it back with each that ends', () => {
  const staging = createStaging({ perSender: 100, inAll: 1_000 });
  const [one, other] = [staging.open('claire'), staging.open('claire')];
  one.add(60);
  other.add(40);
  expect(() => other.add(1)).toThrow(busy);
  staging.open('paul').add(100);
  one.close();
  one.close();
  other.add(60);
  expect(() => other.add(1)).toThrow(busy);
});

it('counts all senders together', () => {
  const staging = createStaging({ perSender: 100, inAll: 150 });
  const first = staging.open('a');
  first.add(100);
  const second = staging.open('b');
  second.add(50);
  expect(() => staging.open('c').add(1)).toThrow(busy);
  first.close();
  staging.open('c').add(100);
  expect(() => second.add(1)).toThrow(busy);
});
