import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, issueCertificate } from '#main/platform/certificates/index.ts';
import { join, PASSWORD } from '../support/people.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dataFolder: string;
let foyer: TemporaryApp;
let bot: string;
let model: string;
beforeEach(async () => {
  folder = temporaryFolder();
  dataFolder = path(folder.path, 'data');
  foyer = await startTemporaryApp({ dataFolder });
  bot = (await foyer.client.chatbots.create({ name: 'Règles' })).id;
  const paths = writeRuleFiles(path(folder.path, 'files'), 2, 100);
  await foyer.client.documents.addPaths({ chatbotId: bot, paths });
  await untilRead(foyer.client, bot);
  const made = await foyer.client.models.create({
    name: 'Nuage',
    provider: 'openai',
    model: 'x',
    url: 'http://127.0.0.1:9',
    apiKey: 'sk-secret',
  });
  model = made.id;
  await foyer.close();
});
afterEach(async () => {
  await foyer.close();
  folder.remove();
});

describe('the key of the secrets', () => {
  it.each([
    ['lost', (file: string) => rmSync(file)],
    ['damaged', (file: string) => writeFileSync(file, 'x{', { mode: 0o600 })],
    ['of another installation', (file: string) => writeFileSync(file, Buffer.alloc(32, 7), { mode: 0o600 })],
  ])('%s: starts, says what must be typed again, and lets the owner go on', async (what, harm) => {
    harm(path(dataFolder, 'secrets.key'));
    foyer = await startTemporaryApp({ dataFolder });
    const { lost } = await foyer.client.secrets.status({});
    expect(lost).toEqual([{ kind: 'model', name: 'Nuage' }]);
    expect(foyer.app.health()).toMatchObject({ ok: true, conditions: ['secrets_lost'] });
    expect((await foyer.client.system.overview({})).conditions).toMatchObject([
      { kind: 'secrets_lost', count: 1 },
    ]);
    // What is damaged is kept for who can mend it.
    const aside = readdirSync(dataFolder).filter(name => name.startsWith('secrets.key.damaged-'));
    expect(aside).toHaveLength(what === 'damaged' ? 1 : 0);

    // Documents need no key.
    const found = await foyer.client.search.search({ chatbotId: bot, q: 'zorglub1', k: 3 });
    expect(found.results[0]?.text).toContain('zorglub1');
    const events = await foyer.client.conversations.chat({
      chatbotId: bot,
      message: 'Quel est le repère de la règle 1 ?',
    });
    let status = '';
    for await (const event of events) if (event.type === 'finished') status = event.message.status;
    expect(status).toBe('complete');

    // Typed again, it is as before; also after another start.
    await foyer.client.models.update({ id: model, apiKey: 'sk-secret' });
    expect((await foyer.client.secrets.status({})).lost).toEqual([]);
    expect(foyer.app.health().conditions).toEqual([]);
    await foyer.close();
    foyer = await startTemporaryApp({ dataFolder });
    expect(foyer.app.health().conditions).toEqual([]);
  });

  it('lost: the password of the mail server, a certificate and a second factor are listed too', async () => {
    foyer = await startTemporaryApp({ dataFolder });
    const claire = await join(foyer, 'claire@atelier.fr', 'owner');
    await foyer.client.mail.replace({
      host: 'smtp.atelier.fr',
      port: 587,
      security: 'starttls',
      username: 'foyer',
      password: 'mot de passe du courrier',
      fromName: 'Foyer',
      fromAddress: 'foyer@atelier.fr',
      replyTo: null,
      certificateAuthority: null,
    });
    const authority = await createAuthority('Atelier', new Date());
    const pair = await issueCertificate(authority, ['127.0.0.1'], new Date());
    await foyer.client.network.setCertificate({ pair });
    const { secret } = await claire.client.secondFactor.start({ password: PASSWORD });
    await claire.client.secondFactor.confirm({
      code: TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() }),
    });
    await foyer.close();

    rmSync(path(dataFolder, 'secrets.key'));
    foyer = await startTemporaryApp({ dataFolder });
    const { lost } = await foyer.client.secrets.status({});
    expect(lost.map(({ kind, name }) => `${kind} ${name}`.trim()).toSorted()).toEqual([
      'certificate',
      'mail',
      'model Nuage',
      'second_factor claire',
    ]);
    expect(foyer.app.health()).toMatchObject({ ok: true, conditions: ['secrets_lost'] });
  });
});
