import { expect, it } from 'vitest';
import { createModelMemory } from '#main/ai/model-memory.ts';
import type { OutboundPurpose } from '#main/platform/outbound/index.ts';
import { outboundWith } from '../../../tests/support/outbound.ts';
import { createModelConnections } from './model-connections.ts';

it('a model is connected to within the time that its settings say', () => {
  const purposes: OutboundPurpose[] = [];
  const outbound = outboundWith({});
  const connect = createModelConnections({
    ...outbound,
    fetchFor(purpose) {
      purposes.push(purpose);
      return outbound.fetchFor(purpose);
    },
  });
  const endpoint = {
    provider: 'openai',
    model: 'm',
    url: 'http://192.168.1.20:8000/v1',
    apiKey: null,
  } as const;
  connect.chat({ ...endpoint, connectMs: 9_000 }, createModelMemory());
  connect.chat(endpoint, createModelMemory());
  expect(purposes.map(({ connectMs }) => connectMs)).toEqual([9_000, undefined]);
});
