import { expect, it } from 'vitest';
import { attemptsOf } from './stored-attempts.ts';

it('what another version wrote of attempts, or something else did, is left out when they are read', () => {
  const known = {
    modelId: null,
    name: null,
    model: 'extractive-1',
    provider: 'embedded',
    server: null,
    outcome: 'answered',
    code: null,
    ms: 12,
  };
  const stored = [{ ...known, code: 'model.of_tomorrow' }, known, null, { ...known, ms: 'long' }];
  // What did not say what for was written of answers alone.
  expect(attemptsOf(stored)).toEqual([{ ...known, purpose: 'answer' }]);
  expect(attemptsOf('nothing of the kind')).toEqual([]);
});
