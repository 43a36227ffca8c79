import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { fieldFile, fieldIsPresent } from '../documents/field-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BERTHS = 240;

/** A page whose one table is cut into several passages: only the first holds the names of the columns. */
function longTable(): string {
  const rows = Array.from(
    { length: BERTHS },
    (_, index) =>
      `<tr><td>Berth Q${index + 100}<td>${5 + (index % 9)} m<td>${300 + index} €<td>${2000 + (index % 20)}`,
  );
  return `<h1>Berths</h1><table><tr><th>Name<th>Depth<th>Mooring fee<th>Built${rows.join('')}</table>`;
}

/** Answers over tables without a model. */
describe('answers over tables', () => {
  const files = temporaryFolder();
  let foyer: TemporaryApp;
  let chatbotId = '';

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Marina', language: 'en' })).id;
    const paths = [join(files.path, 'berths.html')];
    writeFileSync(paths[0] ?? '', longTable());
    if (fieldIsPresent) {
      paths.push(join(files.path, 'rowspan-table.html'));
      writeFileSync(paths[1] ?? '', readFileSync(fieldFile('rowspan-table.html')));
    }
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(async () => {
    await foyer.close();
    files.remove();
  });

  async function ask(message: string): Promise<Message> {
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message })) {
      if (event.type === 'finished') return event.message;
    }
    throw new Error('No answer');
  }

  it.skipIf(!fieldIsPresent)('give the value of the row that is asked for', async () => {
    const { content } = await ask('How many boats in winter in the south basin?');
    expect(content).toContain('Basin: South · Season: Winter · Boats: 22 · Fee: 60');
    expect(content).not.toContain('North');
  });

  it('tell what the columns of a row far below the header are', async () => {
    const { content, sources, metadata } = await ask('What is the mooring fee of berth Q333?');
    expect(content).toContain('Name: Berth Q333 · Depth: 13 m · Mooring fee: 533 € · Built: 2013');
    expect(content).not.toContain('|');
    expect(metadata?.unverified ?? []).toEqual([]);
    const place = sources[0]?.places[0];
    expect(place?.header).toContain('Mooring fee');
    const documentId = sources[0]?.documentId ?? '';
    const { blocks } = await foyer.client.documents.page({
      id: documentId,
      offset: place?.start ?? 0,
    });
    const table = blocks.find(block => block.start <= (place?.start ?? 0) && block.end > (place?.start ?? 0));
    expect(table?.text.slice((place?.start ?? 0) - table.start, (place?.end ?? 0) - table.start)).toBe(
      place?.quote,
    );
  });

  it('are found by the names of columns that stand in another passage', async () => {
    const { results } = await foyer.client.search.search({ chatbotId, q: 'mooring fee Q333', k: 1 });
    expect(results[0]?.text).toContain('Berth Q333');
    expect(results[0]?.text).not.toContain('Mooring fee');
  });
});
