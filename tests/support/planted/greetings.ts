import { z } from 'zod';
import { defineArtifact } from '#main/features/artifacts/index.ts';
import { part } from '#main/features/part.ts';
import { defineTool } from '#main/features/tools/index.ts';

/** A part that nobody knows: it looks up who is there at once, and greets them after a person's yes. */
export function createGreetings() {
  const sent: { key: string; text: string }[] = [];
  const content = z.object({ to: z.string().min(1), text: z.string().min(1) }).strict();
  const card = defineArtifact({
    name: 'greetings.card',
    called: { fr: 'Carte de vœux', en: 'Greeting card' },
    effect: 'sends',
    content,
    title: ({ to }) => to,
    describe: ({ to, text }, language) => [
      { label: language === 'fr' ? 'À' : 'To', value: to },
      { label: language === 'fr' ? 'Texte' : 'Text', value: text, field: 'text', long: true },
    ],
    async execute({ content: { text }, key }) {
      sent.push({ key, text });
      return {};
    },
  });
  const look = defineTool({
    name: 'greetings.look',
    effect: 'reads',
    description: 'Who may be greeted.',
    input: z.object({ name: z.string() }),
    run: ({ name }, { circumstances: { clientId } }) => ({ found: name === 'Nadia', clientId }),
  });
  const greet = defineTool({
    name: 'greetings.greet',
    effect: 'sends',
    description: 'Sends a card.',
    input: content,
    artifact: card,
    contentOf: input => input,
  });
  return part({ artifacts: [card], tools: [look, greet], sent });
}
