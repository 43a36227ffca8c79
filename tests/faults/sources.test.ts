import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RemoteClient } from '#main/app/ports.ts';
import { startImapStandIn } from '../support/imap-stand-in/index.ts';
import { letter, stored } from '../support/mail-messages.ts';
import { startServerProcess } from '../support/server-process.ts';
import { untilRead } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { untilLookedAt, writeOld } from '../support/watched-folder.ts';

const THINGS = 150;

/** What is followed of a place with that many things; the place is given. */
type Follow = (
  client: RemoteClient,
  whose: { clientId: string; chatbotIds: string[]; schedule: { every: 'never' } },
) => Promise<{ id: string }>;

async function ofFolder(place: string): Promise<Follow> {
  const path = join(place, 'dossier');
  for (let file = 0; file < THINGS; file += 1)
    writeOld(path, `regle-${file}.txt`, `La règle numéro ${file}.`);
  return (client, whose) =>
    client.sources.addFolder({ ...whose, settings: { path, ignore: [], subfolders: true } });
}

async function ofMailbox(): Promise<Follow> {
  const server = await startImapStandIn();
  onTestFinished(() => server.close());
  const messages = Array.from({ length: THINGS }, (_, at) =>
    stored(at + 1, letter({ subject: `Regle ${at}`, text: `La regle numero ${at}.` })),
  );
  server.mailbox.set('INBOX', { uidValidity: 1, messages });
  const { host, port } = server;
  const reach = { host, port, security: 'none', certificate: null, local: true } as const;
  return (client, whose) =>
    client.sources.addMailbox({
      ...whose,
      settings: { ...reach, folder: 'INBOX', since: null, messages: THINGS },
      login: { user: 'lea', password: 'secret' },
    });
}

describe('kill -9 while a source is looked at', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it.each([
    ['a folder: every file', ofFolder],
    ['a mailbox: every message', ofMailbox],
  ])('goes on where it stopped in %s is a document once, none twice, none lost', async (_what, placeOf) => {
    const follow = await placeOf(folder.path);
    const dataFolder = join(folder.path, 'data');
    const first = await startServerProcess(dataFolder);
    const bot = await first.client.chatbots.create({ name: 'Règles' });
    const { id } = await follow(first.client, {
      clientId: bot.clientId,
      chatbotIds: [bot.id],
      schedule: { every: 'never' },
    });
    await untilLookedAt(first.client.sources, id);
    await first.client.sources.approve({ id });
    const taken = await until(async () => {
      const { totals } = await first.client.documents.list({ chatbotId: bot.id, limit: 1 });
      const count = totals.documents;
      return count >= 10 && count;
    });
    await first.killNow();
    expect(taken).toBeLessThan(THINGS);

    const second = await startServerProcess(dataFolder);
    const [look] = (await second.client.sources.looks({ id })).items;
    const source = await untilLookedAt(second.client.sources, id);
    await untilRead(second.client, bot.id);
    expect(source).toMatchObject({ condition: 'fresh', documents: THINGS });
    const { totals } = await second.client.documents.list({ chatbotId: bot.id, limit: 1 });
    expect(totals).toMatchObject({ documents: THINGS, ready: THINGS, failed: 0, setAside: 0 });
    const [last, before, ...others] = (await second.client.sources.looks({ id })).items;
    expect([last?.id, last?.outcome, last?.counts.new, before?.dry, others]).toEqual([
      look?.id,
      'done',
      THINGS,
      true,
      [],
    ]);
    await second.stop();
  });
});
