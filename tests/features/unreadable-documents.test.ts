import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const GOOD =
  'Every boat that is moored in the marina must be insured, and the certificate is shown at the office. ';
const shifted = (text: string): string =>
  text.replace(/[a-z]/gu, letter => String.fromCharCode(((letter.charCodeAt(0) - 97 + 3) % 26) + 97));
const DATA = Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 7_919 + index * index) % 256))
  .toString('base64')
  .replace(/.{76}/gu, '$&\n');

const FILES: Record<string, string> = {
  'good.txt': GOOD.repeat(20),
  'gibberish.txt': shifted(GOOD).repeat(20),
  'certificate.txt': `The certificate of the marina:\n\n${DATA}\n\nIt ends in May.`,
  'data.txt': DATA,
  'note.eml': `Message-ID: <1@b>\nFrom: ines@port.fr\nSubject: Crane\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nThe crane is zorglub.\n--B\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=plan.pdf\nContent-Transfer-Encoding: base64\n\n${DATA}\n--B--\n`,
};

describe('what cannot be read well', () => {
  const files = temporaryFolder();
  let foyer: TemporaryApp;
  let chatbotId = '';

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Marina', language: 'en' })).id;
    const paths = Object.entries(FILES).map(([name, content]) => {
      const path = join(files.path, name);
      writeFileSync(path, content);
      return path;
    });
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(async () => {
    await foyer.close();
    files.remove();
  });

  it('says so to whoever looks at the documents, with how much of it', async () => {
    const { items, totals } = await foyer.client.documents.list({ chatbotId, limit: 50 });
    const told = Object.fromEntries(items.map(({ fileName, warnings }) => [fileName, warnings]));
    expect(totals.warned).toBe(3);
    expect(told['good.txt']).toEqual([]);
    const [gibberish] = told['gibberish.txt'] ?? [];
    expect(gibberish).toMatchObject({ kind: 'garbled', unit: 'characters' });
    expect(gibberish?.unread).toBe(gibberish?.total);
    expect(told['certificate.txt']).toMatchObject([{ kind: 'encoded', unit: 'characters' }]);
    expect(told['note.eml']).toEqual([
      {
        kind: 'attachments',
        unread: 1,
        total: 1,
        unit: 'files',
        places: ['plan.pdf'],
        reasons: ['other_kind'],
      },
    ]);
    expect(items.find(({ fileName }) => fileName === 'data.txt')?.failure).toBe('document.unsupported');
  });

  it('is not searched, but what stands beside it is', async () => {
    const found = async (q: string) => (await foyer.client.search.search({ chatbotId, q, k: 9 })).results;
    const [crane] = await found('zorglub');
    expect(crane?.title).toBe('Crane');
    const all = [...(await found('certificate of the marina')), ...(await found('crane'))];
    expect(all.length).toBeGreaterThan(1);
    for (const { text } of all) expect(text).not.toMatch(/[A-Za-z0-9+/]{60}/u);
  });
});
