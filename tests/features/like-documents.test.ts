import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

/** Pages of filler, so that the period of a report stands on its first page and nowhere near the figures. */
const filler = (topic: string): string =>
  Array.from(
    { length: 40 },
    (_, line) =>
      `The section on ${topic} describes step ${line} of the procedure and who signs it in the workshop.`,
  ).join(' ');

const QUARTERS = [
  ['Q1', 'first quarter', '1,210,000', '14'],
  ['Q2', 'second quarter', '1,340,000', '17'],
  ['Q3', 'third quarter', '1,275,000', '11'],
  ['Q4', 'fourth quarter', '1,480,000', '19'],
] as const;

/** Documents that differ in a period, a number or a name alone. */
describe('near-identical documents', () => {
  let foyer: TemporaryApp;
  let chatbotId = '';

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'reports', language: 'en' })).id;
    const files: [name: string, text: string][] = [];
    for (const year of ['2023', '2024'] as const) {
      for (const [quarter, spelled, revenue, claims] of QUARTERS) {
        const figure = year === '2023' ? revenue.replace('1,', '1,0') : revenue;
        // One in two says it in the name of the file, the other on the first page.
        const name =
          quarter === 'Q1' || quarter === 'Q3'
            ? `report-${year}-${quarter}.txt`
            : `report ${files.length}.txt`;
        const first =
          quarter === 'Q1' || quarter === 'Q3'
            ? 'Report of the workshop'
            : `Report of the ${spelled} of ${year}`;
        files.push([
          name,
          `${first}\n\n${filler('safety')}\n\n${filler('quality')}\n\nThe revenue of the workshop was ${figure} euros. The number of claims was ${Number(claims) + Number(year) - 2023}.`,
        ]);
      }
    }
    for (const [name, notice] of [
      ['Dupont', 'two'],
      ['Martin', 'six'],
    ] as const) {
      files.push([
        `Contract ${name}.txt`,
        `Contract of employment\n\n${filler('duties')}\n\nThe notice period is ${notice} weeks. The trial period is one month.`,
      ]);
    }
    const paths: string[] = [];
    for (const [name, text] of files) {
      const path = join(foyer.dataFolder, name);
      await writeFile(path, text);
      paths.push(path);
    }
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(() => foyer.close());

  async function answer(message: string): Promise<string> {
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message })) {
      if (event.type === 'finished') return event.message.content;
    }
    throw new Error('No answer');
  }

  it.each([
    ['What was the revenue of the workshop in Q3 2024?', '1,275,000'],
    ['What was the revenue of the workshop in the third quarter of 2024?', '1,275,000'],
    ['What was the revenue of the workshop in the second quarter of 2024?', '1,340,000'],
    ['What was the revenue of the workshop in Q4 2023?', '1,0480,000'],
    ['How many claims were there in Q1 2023?', 'The number of claims was 14'],
    ['What is the notice period in the contract of Martin?', 'six weeks'],
    ['What is the notice period in the contract of Dupont?', 'two weeks'],
  ])('%s', async (question, words) => {
    const content = await answer(question);
    expect(content.split('\n\n')[1]).toContain(words); // the first quotation
  });
});
