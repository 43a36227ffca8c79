import { z } from 'zod';

import type { ImagePart, PartedTurn, ToolDeclaration } from '#main/ai/ports.ts';

/** Two tools of a chatbot: one with arguments, one without. */
export const toolsToOffer: readonly ToolDeclaration[] = [
  {
    name: 'weather',
    description: 'Weather of a city',
    input: z.object({ city: z.string(), days: z.number().int().optional() }),
  },
  { name: 'clock', description: 'The time', input: z.object({}) },
];

/** A picture of one pixel. */
export const imagePart: ImagePart = {
  type: 'image',
  mediaType: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

/** Two calls of the model and what the tools gave back: a result and an error. */
export const toolAnswered: readonly PartedTurn[] = [
  {
    role: 'assistant',
    parts: [
      { type: 'text', text: 'I look.' },
      { type: 'tool-call', id: 'call_1', name: 'weather', arguments: { city: 'Paris' } },
      { type: 'tool-call', id: 'call_2', name: 'clock', arguments: {} },
    ],
  },
  {
    role: 'tool',
    parts: [
      { type: 'tool-result', callId: 'call_1', name: 'weather', text: '11 °C', isError: false },
      { type: 'tool-result', callId: 'call_2', name: 'clock', text: 'No clock here', isError: true },
    ],
  },
];
