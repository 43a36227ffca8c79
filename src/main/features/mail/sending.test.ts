import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettingsStore } from '#main/features/system/index.ts';
import type { JobRun } from '#main/platform/jobs/ports.ts';
import { createSilentLog } from '#main/platform/log.ts';
import type { OutgoingMail } from '#main/platform/mail/index.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { openSecrets } from '../../../../tests/support/temporary-secrets.ts';
import type { MailMessage } from './messages.ts';
import { createMailJob, createMailSender, sealMessage } from './sending.ts';
import { createMailSettingsStore } from './settings.ts';

const now = new Date('2026-11-25T09:00:00Z');
const clock = { now: () => now };
const invitation: MailMessage = {
  kind: 'invitation',
  to: 'hugo@exemple.fr',
  name: 'Hugo Petit',
  language: 'fr',
  token: 'secret-token',
  expiresAt: '2026-12-02T09:00:00.000Z',
  inviter: null,
};

describe('the job that sends a mail', () => {
  let database: ReturnType<typeof openTemporaryDatabase>;
  let folder: ReturnType<typeof temporaryFolder>;
  let sent: OutgoingMail[];

  beforeEach(() => {
    database = openTemporaryDatabase();
    folder = temporaryFolder();
    sent = [];
  });
  afterEach(() => {
    database.close();
    folder.remove();
  });

  async function job() {
    const secrets = await openSecrets(folder.path);
    const settings = createMailSettingsStore({
      settings: createSettingsStore(database.database, clock),
      secrets,
      log: createSilentLog(),
    });
    settings.replace({
      host: '127.0.0.1',
      port: 25,
      security: 'none',
      username: null,
      password: null,
      fromName: 'Foyer',
      fromAddress: 'foyer@atelier.fr',
      replyTo: null,
      linkBase: null,
      certificateAuthority: null,
    });
    const send = createMailSender({
      linkBase: () => 'http://foyer.lan:4280',
      settings,
      createMailer: () => ({
        send: mail => {
          sent.push(mail);
          return Promise.resolve({ encrypted: true, reply: '250 ok' });
        },
        verify: () => Promise.resolve({ encrypted: true }),
      }),
      clock,
      onOutcome: () => undefined,
    });
    return { handler: createMailJob(send, secrets, clock), secrets };
  }

  const run = (payload: { sealed?: string | undefined }, completedStep: string | null = null) => {
    const steps: string[] = [];
    const given: JobRun<typeof payload> = {
      id: 'job-1',
      clientId: null,
      payload,
      attempt: 1,
      completedStep,
      signal: new AbortController().signal,
      completeStep: name => void steps.push(name),
      progress: () => undefined,
    };
    return { given, steps };
  };

  it('opens what was sealed, and has the same Message-ID at each attempt', async () => {
    const { handler, secrets } = await job();
    const payload = sealMessage(invitation, secrets);
    expect(JSON.stringify(payload)).not.toContain('secret-token');
    for (let attempt = 0; attempt < 2; attempt += 1) await handler.run(run(payload).given);
    expect(sent.map(({ id }) => id)).toEqual(['job-1', 'job-1']);
    expect(sent[0]?.text).toContain('secret-token');
  });

  it('does not send again what the server took before a power cut', async () => {
    const { handler, secrets } = await job();
    const payload = sealMessage(invitation, secrets);
    const first = run(payload);
    await handler.run(first.given);
    await handler.run(run(payload, first.steps.at(-1) ?? null).given);
    expect(sent).toHaveLength(1);
  });

  it('does not send a link whose time is over, nor what was altered or forgotten', async () => {
    const { handler, secrets } = await job();
    const late = sealMessage({ ...invitation, expiresAt: now.toISOString() }, secrets);
    await expect(handler.run(run(late).given)).rejects.toMatchObject({ code: 'mail.expired' });
    await expect(handler.run(run({}).given)).rejects.toMatchObject({ code: 'mail.expired' });
    await expect(handler.run(run({ sealed: 'v1:AAAA' }).given)).rejects.toMatchObject({
      code: 'secrets.unreadable',
    });
    expect(sent).toEqual([]);
  });
});
