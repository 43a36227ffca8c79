import { expect, it } from 'vitest';
import { sampleCall } from './sample-call.ts';

const sample = {
  address: 'http://foyer.lan:4280',
  key: 'foyer_abc',
  chatbotId: 'b1',
  question: "Qu’est-ce que l'atelier ?",
  words: 'horaires d’été',
};

it('does the most telling thing a key may do, with the key in the header and never in the address', () => {
  const lines = {
    chat: sampleCall({ ...sample, scopes: ['read', 'chat'] }),
    search: sampleCall({ ...sample, scopes: ['read', 'search'] }),
    read: sampleCall({ ...sample, scopes: ['read', 'write'] }),
    write: sampleCall({ ...sample, scopes: ['write'] }),
    admin: sampleCall({ ...sample, scopes: ['admin'] }),
  };
  expect(lines.chat).toContain('/api/conversations/chat');
  expect(lines.search).toContain('/api/search');
  expect(lines.read).toContain('/api/chatbots');
  expect(lines.write).toContain('/api/documents');
  expect(lines.admin).toBe(lines.chat);
  for (const line of Object.values(lines)) {
    expect(line).toContain('-H "Authorization: Bearer foyer_abc"');
    expect(line.split('\n')[0]).not.toContain('foyer_abc');
  }
});

it('keeps an apostrophe from ending the text for the shell', () => {
  expect(sampleCall({ ...sample, scopes: ['chat'] })).toContain(`l'\\''atelier`);
});

it('leaves a place for the chatbot where there is none yet', () => {
  expect(sampleCall({ ...sample, chatbotId: undefined, scopes: ['chat'] })).toContain(
    '"chatbotId":"CHATBOT_ID"',
  );
});
