import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../tests/support/scripted-model.ts';
import type { ChatModel, ChatRequest } from '../ports.ts';
import { createHiding } from './hiding-model.ts';
import { personalValuesIn } from './personal-values.ts';
import { createPlaceholders, createRestoring } from './placeholders.ts';

const taken = (text: string) =>
  personalValuesIn(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('what is hidden', () => {
  it.each([
    ['EMAIL', 'Écrivez à claire.lavigne+rh@cabinet-lavigne.fr.', 'claire.lavigne+rh@cabinet-lavigne.fr'],
    ['EMAIL', 'Write to <o.brien@example.co.uk>, please', 'o.brien@example.co.uk'],
    ['PHONE', 'Appelez le 06 12 34 56 78 avant midi', '06 12 34 56 78'],
    ['PHONE', 'tél. : 01.42.68.53.00', '01.42.68.53.00'],
    ['PHONE', 'Mon numéro est le 0612345678', '0612345678'],
    ['PHONE', 'Standard : +33 (0)1 42 68 53 00', '+33 (0)1 42 68 53 00'],
    ['PHONE', 'Bureau : 0033 1 42 68 53 00', '0033 1 42 68 53 00'],
    ['PHONE', 'Ring +44 20 7946 0958 after nine', '+44 20 7946 0958'],
    ['PHONE', 'Call 020 7946 0958 or leave a word', '020 7946 0958'],
    ['PHONE', 'Her cell is (555) 123-4567.', '(555) 123-4567'],
    ['PHONE', 'Au Luxembourg : +352 621 123 456', '+352 621 123 456'],
    ['CARD', 'Carte 4539 1488 0343 6467, exp. 04/27', '4539 1488 0343 6467'],
    ['CARD', 'Amex 3782-822463-10005 on file', '3782-822463-10005'],
    ['IBAN', 'IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP', 'FR76 3000 6000 0112 3456 7890 189'],
    ['IBAN', 'Pay to GB82WEST12345698765432 today', 'GB82WEST12345698765432'],
    ['SSN', 'N° de sécurité sociale 2 55 08 14 168 025 38', '2 55 08 14 168 025 38'],
    ['SSN', 'NIR 1 84 12 2A 451 089 67', null],
    ['ADDRESS', 'Il habite 12 bis, rue de la Paix, 75002 Paris.', '12 bis, rue de la Paix, 75002 Paris'],
    ['ADDRESS', 'au 8 avenue du Général-de-Gaulle à Lyon', '8 avenue du Général-de-Gaulle à Lyon'],
    ['ADDRESS', 'j’habite 5 rue principale', '5 rue principale'],
    [
      'ADDRESS',
      '24 PLACE DE LA REPUBLIQUE\n69002 LYON CEDEX 02',
      '24 PLACE DE LA REPUBLIQUE\n69002 LYON CEDEX 02',
    ],
    ['ADDRESS', 'She lives at 221B Baker Street, London NW1 6XE.', '221B Baker Street, London NW1 6XE'],
    ['ADDRESS', 'Ship to 350 Fifth Avenue, New York, NY 10118', '350 Fifth Avenue, New York, NY 10118'],
  ])('%s: %s', (kind, text, value) => {
    expect(taken(text)).toEqual(value === null ? [] : [[kind, value]]);
  });

  it.each([
    'Facture n° FA-2024-0612345678 du 12/03/2024, échéance le 2024-04-30.',
    'Facture 0123456789 réglée.',
    'Invoice 2024-000123 of March 3, 2024; order no. 5551234567.',
    'SIRET 732 829 320 00074, SIREN 732829320, TVA FR40303265045.',
    'Chiffre d’affaires : 1 234 567,89 € en 2023, +12 345 678 € en un an.',
    'Réunion le 01.02.2024 de 10:30 à 12:45, salle 12.',
    'Article L3142-4 du code du travail, alinéa 2.',
    'Carte 4539 1488 0343 6468 (le contrôle ne tient pas).',
    'FR76 3000 6000 0112 3456 7890 188 n’est pas un IBAN.',
    'Il reste 3 places de parking et 2 cours de français.',
    'Version 10.0.19045.3803, adresse IP 192.168.100.12.',
    'Between 2019 and 2024, 12 people of 350 left; see page 14.',
    'Réf. 12 34 56 78 90 12 34 : le lot est complet.',
    'ISBN 978-2-07-036822-8, EAN 4006381333931.',
    'Jours de congé : 4, 3, 1 ; 2,5 jours par mois.',
    'Rendez-vous rue de la Paix, près de la place Vendôme.',
  ])('leaves %s', text => {
    expect(taken(text)).toEqual([]);
  });
});

const pieces = [
  'claire@exemple.fr',
  '06 12 34 56 78',
  '+44 20 7946 0958',
  'FR76 3000 6000 0112 3456 7890 189',
  '4539 1488 0343 6467',
  '12 rue de la Paix, 75002 Paris',
  'HIDDEN_EMAIL_1',
  '[hidden phone 3]',
  'un texte [1] avec des [2] renvois, ',
  'He said: **no**. ',
  '<b>h</b> ',
  'hid',
  '\n\n- ',
  'É🙂 ',
  ' ; ',
];

/** The same at each run: a failure is found again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe('placeholders', () => {
  it('give back any text as it was, however it is cut', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = numbers(seed);
      const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join(', ');
      const placeholders = createPlaceholders('fr');
      const hidden = placeholders.hide(text, () => undefined);
      expect(placeholders.restore(hidden), text).toBe(text);
      expect(hidden).not.toMatch(/exemple\.fr|7890|6467|0958/u);

      const restoring = createRestoring(placeholders);
      let restored = '';
      for (let at = 0; at < hidden.length;) {
        const length = 1 + next(7);
        restored += restoring.push(hidden.slice(at, at + length));
        at += length;
      }
      expect(restored + restoring.end(), text).toBe(text);
    }
  });

  it('are the same for the same value', () => {
    const { hide } = createPlaceholders('en');
    expect(hide('a@b.fr, c@d.fr, a@b.fr', () => undefined)).toBe(
      'HIDDEN_EMAIL_1, HIDDEN_EMAIL_2, HIDDEN_EMAIL_1',
    );
  });

  it.each([
    'HIDDEN EMAIL 1',
    'hidden_email_1',
    'HIDDEN\\_EMAIL\\_1',
    'HIDDEN-EMAIL-1',
    '<HIDDEN_EMAIL_1>',
    '[HIDDEN_EMAIL_1]',
    'Hidden_**Email**_1',
  ])('that a model wrote as %s are recognised, piece by piece too', spelling => {
    const placeholders = createPlaceholders('fr');
    placeholders.hide('a@b.fr', () => undefined);
    expect(placeholders.restore(`Écrivez à ${spelling}.`)).toBe('Écrivez à a@b.fr.');
    const restoring = createRestoring(placeholders);
    const streamed = [...`Écrivez à ${spelling}.`].map(sign => restoring.push(sign)).join('');
    expect(streamed + restoring.end()).toBe('Écrivez à a@b.fr.');
  });

  it('keep the bold around them, and the link they are in; one that stands for nothing is said in words', () => {
    const placeholders = createPlaceholders('fr');
    placeholders.hide('a@b.fr', () => undefined);
    expect(placeholders.restore('**HIDDEN_EMAIL_1** [HIDDEN_EMAIL_1](mailto:HIDDEN_EMAIL_1)')).toBe(
      '**a@b.fr** [a@b.fr](mailto:a@b.fr)',
    );
    expect(placeholders.restore('au HIDDEN_PHONE_7')).toBe('au (numéro de téléphone non donné)');
    expect(createPlaceholders('en').restore('HIDDEN_EMAIL_12')).toBe('(e-mail address not given)');
  });

  it('hold nothing back that cannot become one', () => {
    const restoring = createRestoring(createPlaceholders('fr'));
    expect(restoring.push('Voici [1] : ')).toBe('Voici [1] : ');
    expect(restoring.push('il hésite')).toBe('il hésite');
  });
});

function requestWith(question: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    system: 'Signez claire@exemple.fr.',
    turns: [
      { role: 'user', content: 'Mon téléphone : 06 12 34 56 78' },
      { role: 'assistant', content: 'Noté, 06 12 34 56 78.' },
      { role: 'user', content: question },
    ],
    grounding: { question, language: 'fr', passages: [] },
    maxOutputTokens: 10,
    temperature: 0,
    contextTokens: 1_000,
    ...more,
  };
}

async function listen(model: ChatModel, request: ChatRequest) {
  const deltas = [];
  for await (const delta of model.stream(request, { signal: AbortSignal.timeout(5_000) })) deltas.push(delta);
  return deltas;
}

describe('a model that values are hidden from', () => {
  it('reads placeholders wherever a value stood, also in a smaller window; its words come back with the values', async () => {
    const seen: ChatRequest[] = [];
    const outside = scripted('far', {
      thinks: 'HIDDEN_PHONE_1 ?',
      text: ['Écrivez à HIDDEN_EM', 'AIL_1 ou au HID', 'DEN_PHONE_1', '.'],
    });
    const spying: ChatModel = {
      ...outside,
      stream(request, options) {
        seen.push(request);
        return outside.stream(request, options);
      },
    };
    const hiding = createHiding('fr');
    const deltas = await listen(
      hiding.from(spying, 'api.example.com'),
      requestWith('Où écrire, claire@exemple.fr ?', { within: () => requestWith('À claire@exemple.fr ?') }),
    );
    const sent = JSON.stringify([seen[0], seen[0]?.within?.(500)]);
    expect(sent).not.toMatch(/exemple\.fr|06 12/u);
    expect(sent).toContain('Noté, HIDDEN_PHONE_1.');
    expect(sent).toContain('recopie-les exactement');
    const words = deltas.map(delta => (delta.type === 'text' ? delta.text : '')).join('');
    expect(words).toBe('Écrivez à claire@exemple.fr ou au 06 12 34 56 78.');
    const thoughts = deltas.map(delta => (delta.type === 'reasoning' ? delta.text : '')).join('');
    expect(thoughts).toBe('06 12 34 56 78 ?');
    expect(deltas.at(-1)?.type).toBe('end');
    expect(hiding.told()).toEqual([{ host: 'api.example.com', count: 2 }]);
  });

  it('calls tools with the values, and reads their results without', async () => {
    const seen: ChatRequest[] = [];
    const calling: ChatModel = {
      provider: 'openai',
      model: 'far',
      async *stream(request) {
        seen.push(request);
        await Promise.resolve();
        yield {
          type: 'tool-call',
          id: '1',
          name: 'write',
          arguments: { to: ['HIDDEN_EMAIL_1'], note: { text: 'pour HIDDEN_EMAIL_1' }, count: 2 },
        };
      },
    };
    const deltas = await listen(
      createHiding('fr').from(calling, 'x'),
      requestWith('Écris-lui.', {
        turns: [
          { role: 'user', parts: [{ type: 'text', text: 'À claire@exemple.fr' }] },
          {
            role: 'assistant',
            parts: [{ type: 'tool-call', id: '0', name: 'find', arguments: { who: 'claire@exemple.fr' } }],
          },
          {
            role: 'tool',
            parts: [
              { type: 'tool-result', callId: '0', name: 'find', text: '06 12 34 56 78', isError: false },
            ],
          },
        ],
      }),
    );
    expect(JSON.stringify(seen)).not.toMatch(/exemple\.fr|06 12/u);
    expect(deltas).toMatchObject([
      { arguments: { to: ['claire@exemple.fr'], note: { text: 'pour claire@exemple.fr' }, count: 2 } },
    ]);
  });
});
