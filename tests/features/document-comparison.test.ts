import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fare = (price: number) =>
  `# Tarifs\n\nLa place au port coûte ${price} euros par mois, toutes charges comprises.\n`;

describe('two versions of a document', () => {
  let foyer: TemporaryApp;
  let folder: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
  });
  afterEach(async () => {
    await foyer.close();
    folder.remove();
  });

  async function give(content: string, bot = chatbotId): Promise<string> {
    const place = join(folder.path, bot);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'Tarifs.md'), content);
    const { documents } = await foyer.client.documents.addPaths({
      chatbotId: bot,
      paths: [join(place, 'Tarifs.md')],
    });
    await untilRead(foyer.client, bot);
    return documents[0]?.id ?? '';
  }

  it('are compared word by word: with the latest one, or with the one that is named', async () => {
    const first = await give(fare(100));
    const second = await give(fare(120));
    const third = await give(fare(140));
    const latest = await foyer.client.documents.compare({ id: third });
    expect(latest).toMatchObject({
      earlier: { id: second, fileName: 'Tarifs.md' },
      later: { id: third },
      counts: { added: 0, removed: 0, changed: 1 },
      notListed: 0,
    });
    expect(latest.parts.at(-1)).toMatchObject({
      kind: 'paragraph',
      state: 'changed',
      cells: [
        [
          { state: 'same', text: 'La place au port coûte ' },
          { state: 'removed', text: '120 ' },
          { state: 'added', text: '140 ' },
          { state: 'same' },
        ],
      ],
    });
    const { earlier, parts } = await foyer.client.documents.compare({ id: third, earlierId: first });
    expect(earlier.id).toBe(first);
    expect(JSON.stringify(parts)).toContain('"removed","text":"100 "');
  });

  it('are asked for in vain where there is no earlier one, and refused between clients', async () => {
    const only = await give(fare(100));
    await expect(foyer.client.documents.compare({ id: only })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    const { id: clientId } = await foyer.client.clients.create({ name: 'Autre' });
    const other = await foyer.client.chatbots.create({ name: 'Ailleurs', clientId });
    const foreign = await give(fare(120), other.id);
    await expect(foyer.client.documents.compare({ id: only, earlierId: foreign })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('keep apart what an answer was drawn from: its source still points at the version that was used', async () => {
    const first = await give(fare(100));
    let conversationId = '';
    const question = { chatbotId, message: 'Combien coûte la place au port ?' };
    for await (const event of await foyer.client.conversations.chat(question))
      if (event.type === 'finished') ({ conversationId } = event.message);
    const sources = async () =>
      (await foyer.client.conversations.get({ id: conversationId })).messages.flatMap(one => one.sources);
    const before = await sources();
    expect(before.map(({ documentId }) => documentId)).toEqual([first]);
    await give(fare(120));
    expect(await sources()).toEqual(before);
    const [source] = before;
    const { blocks } = await foyer.client.documents.page({
      id: source?.documentId ?? '',
      offset: source?.places[0]?.start ?? 0,
    });
    expect(blocks.map(({ text }) => text).join(' ')).toContain('100 euros');
  });
});
