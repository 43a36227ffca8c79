import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { useMailServers } from '../../../../tests/support/mail-servers.ts';
import { join } from '../../../../tests/support/people.ts';
import { bytesOf } from '../../../../tests/support/route-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';
import { visitorOf } from '../../../../tests/support/visit.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';

/** The words of a PDF, page by page. */
async function wordsOf(pdf: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map(item => ('str' in item ? item.str : '')).join(' '));
  }
  await task.destroy();
  return pages;
}

describe('the report of a month', () => {
  let foyer: TemporaryApp;
  let id: string;
  let chatbotId: string;
  const { configured, standIn, settingsFor } = useMailServers(() => foyer);

  beforeEach(async () => {
    foyer = await startTemporaryApp();
    ({ id } = await foyer.client.clients.create({
      name: 'Études & Œuvres Lavigne',
      language: 'fr',
      timeZone: 'Europe/Paris',
    }));
    ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'Accueil', clientId: id }));
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await foyer.close();
  });

  async function visit(...questions: string[]): Promise<void> {
    const { client } = await visitorOf(foyer.app, chatbotId);
    for (const message of questions)
      for await (const event of await client.visitor.chat({ message, clientMessageId: randomUUID() }))
        if (event.type === 'finished')
          await client.visitor.feedback({ messageId: event.message.id, rating: 'up' });
  }
  const file = async (format: 'pdf' | 'html' | 'csv', language?: 'fr' | 'en') => {
    const given = await foyer.client.usage.monthlyFile({ id, format, language });
    return { ...given, bytes: await bytesOf(given) };
  };
  const now = (instant: string) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(instant) });
  };

  it('has what visitors asked, in the month it is of where the client is', async () => {
    now('2027-01-31T23:30:00Z'); // already February in Paris
    await visit(
      QUESTION,
      'combien de jours de conge pour un mariage',
      'Quel est l’âge du capitaine Haddock ?',
    );
    for await (const _event of await foyer.client.conversations.chat({ chatbotId, message: QUESTION }));
    expect(await foyer.client.usage.monthly({ id })).toMatchObject({
      month: '2027-02',
      isOver: false,
      from: '2027-02-01',
      until: '2027-02-01',
      questions: { total: 3, before: 0, conversations: 3 },
      days: [{ day: '2027-02-01', questions: 3 }],
      answersWithSource: 2 / 3,
      total: { answers: 4, withoutModel: 4 },
      ratings: { up: 3, down: 0 },
      chatbots: [{ name: 'Accueil', questions: 3 }],
      topQuestions: [{ question: 'combien de jours de conge pour un mariage', count: 2 }],
      unanswered: { total: 1, questions: [{ question: 'Quel est l’âge du capitaine Haddock ?', count: 1 }] },
    });
    expect(await foyer.client.usage.monthly({ id, month: '2027-01' })).toMatchObject({
      isOver: true,
      until: '2027-01-31',
      questions: { total: 0 },
      topQuestions: [],
      unanswered: { total: 0 },
    });
    vi.setSystemTime(Date.parse('2027-03-02T10:00:00Z'));
    expect(await foyer.client.usage.monthly({ id, month: '2027-02' })).toMatchObject({
      isOver: true,
      until: '2027-02-28',
      questions: { total: 3 },
      quota: { month: '2027-02', requests: { used: 4 } },
    });
    await expect(foyer.client.usage.monthly({ id, month: '2027-13' })).rejects.toThrow();
  });

  it('is a PDF with its accents and fonts in it, a page and a table, in the language of the client or the one asked for', async () => {
    await foyer.client.usage.setQuota({ id, requests: 2, whenReached: 'quotations' });
    await visit(QUESTION, QUESTION, 'Quel est l’âge du capitaine Haddock ?');
    const pdf = await file('pdf');
    expect(pdf).toMatchObject({
      fileName: expect.stringMatching(/^rapport-\d{4}-\d{2}\.pdf$/) as string,
      mediaType: 'application/pdf',
    });
    const [first = ''] = await wordsOf(pdf.bytes);
    for (const said of [
      'Études & Œuvres Lavigne',
      QUESTION,
      'Quota du mois',
      '3 sur 2',
      'l’âge du capitaine',
    ])
      expect(first).toContain(said);
    expect(pdf.bytes.toString('latin1')).toMatch(/\/FontFile2/);
    expect((await wordsOf((await file('pdf', 'en')).bytes))[0]).toContain('Questions asked');
    const html = await file('html');
    expect(html.bytes.toString()).toContain('<h1>Études &amp; Œuvres Lavigne</h1>');
    expect(html.bytes.toString()).not.toMatch(/<script|https?:/);
    const csv = await file('csv', 'en');
    expect(csv.bytes.toString()).toContain('"Questions asked",3\r\n');
    expect(csv.bytes.toString()).toContain(`"${QUESTION}",2\r\n`);
  });

  it('of a client that nobody asked anything is one page, and says so', async () => {
    const pages = await wordsOf((await file('pdf')).bytes);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('Aucune question ce mois-ci');
  });

  it('leaves nothing of a client to those of another', async () => {
    const { id: other } = await foyer.client.clients.create({ name: 'Autre' });
    const editor = await join(foyer, 'editrice@exemple.fr', 'editor', [other]);
    await expect(editor.client.usage.monthly({ id })).rejects.toMatchObject({ code: 'resource.not_found' });
    await expect(editor.client.usage.monthlyFile({ id })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('is mailed to the addresses chosen, once the month is over, once', async () => {
    now('2027-01-15T10:00:00Z');
    const server = await configured();
    await visit(QUESTION);
    expect(
      await foyer.client.usage.setRecipients({ id, addresses: ['Direction@exemple.fr', 'b@exemple.fr'] }),
    ).toEqual({
      addresses: ['b@exemple.fr', 'direction@exemple.fr'],
      mailReady: true,
    });
    const run = () => foyer.client.jobs.runSchedule({ name: 'usage.reports' });
    await run();
    vi.setSystemTime(Date.parse('2027-01-31T22:59:00Z'));
    await run();
    vi.setSystemTime(Date.parse('2027-01-31T23:07:00Z')); // February in Paris
    await run();
    const { parsed } = await server.mailTo('direction@exemple.fr');
    expect(parsed.subject).toBe('Rapport de janvier 2027 · Études & Œuvres Lavigne');
    const [attachment] = parsed.attachments;
    expect(attachment).toMatchObject({ filename: 'rapport-2027-01.pdf', mimeType: 'application/pdf' });
    const { content } = attachment ?? {};
    const [first] = await wordsOf(
      content instanceof ArrayBuffer ? new Uint8Array(content) : new Uint8Array(),
    );
    expect(first).toContain('Études & Œuvres Lavigne');
    await server.mailTo('b@exemple.fr');
    await run();
    await foyer.client.usage.setRecipients({ id, addresses: ['b@exemple.fr', 'c@exemple.fr'] });
    await run();
    expect(server.mails).toHaveLength(2);
    const { items } = await foyer.client.audit.list({ clientId: id });
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['report_recipients.added', 'report_recipients.removed']),
    );
  });

  it('waits for a mail server, and writes nothing meanwhile', async () => {
    now('2027-01-15T10:00:00Z');
    await foyer.client.usage.setRecipients({ id, addresses: ['b@exemple.fr'] });
    vi.setSystemTime(Date.parse('2027-02-03T10:07:00Z'));
    const noted = () => {
      const database = new Database(databaseFile(foyer.dataFolder), { readonly: true });
      const rows = database.prepare('select mailed_month as month from report_recipients').all();
      database.close();
      return rows;
    };
    await foyer.client.jobs.runSchedule({ name: 'usage.reports' });
    expect(noted()).toEqual([{ month: '2026-12' }]);
    const server = await standIn();
    await foyer.client.mail.replace(settingsFor(server));
    await foyer.client.jobs.runSchedule({ name: 'usage.reports' });
    await server.mailTo('b@exemple.fr');
    await expect.poll(noted).toEqual([{ month: '2027-01' }]);
  });

  it('goes to nobody whose account is erased', async () => {
    const colleague = await join(foyer, 'c@exemple.fr', 'editor', [id]);
    await foyer.client.usage.setRecipients({ id, addresses: ['c@exemple.fr', 'd@exemple.fr'] });
    await foyer.client.privacy.erasePerson({ id: colleague.id, confirmEmail: 'c@exemple.fr' });
    await expect
      .poll(async () => (await foyer.client.usage.recipients({ id })).addresses)
      .toEqual(['d@exemple.fr']);
  });
});
