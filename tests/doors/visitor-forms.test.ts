import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { widgetColours } from '#shared/lib/widget-colours.ts';
import { startMailStandIn } from '../support/mail-stand-in/index.ts';
import { errorCode, field, formOf, send } from './door-support.ts';
import {
  addSample,
  ask,
  asVisitor,
  becomeVisitor,
  exchange,
  finishedOf,
  setWidget,
  startPublicServer,
  type PublicServer,
  type Visitor,
} from './public-support.ts';

let server: PublicServer;
let port: number;
let widgetId: string;
let visitor: Visitor;
beforeAll(async () => {
  server = await startPublicServer();
  port = server.publicPort;
  await addSample(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  widgetId = await setWidget(server, {
    limits: { visitorPerMinute: 50 },
    behaviour: { privacyNotice: null, leadForm: null, askForPerson: true },
  });
  visitor = await becomeVisitor(port, widgetId);
});

const office = (path: string) =>
  send(server.address, `/api/chatbots/${server.chatbotId}/widget${path}`, { headers: server.headers });

function idsOf({ events }: Awaited<ReturnType<typeof ask>>): { conversationId: string; messageId: string } {
  const started = events[0];
  if (started?.type !== 'started') throw new Error('not started');
  return started;
}

describe('what the panel is told', () => {
  it('is the bot’s own where the owner wrote nothing, and the owner’s where they did', async () => {
    const plain = await asVisitor(port, visitor, '/session');
    expect(plain.json).toMatchObject({
      widget: {
        title: 'Accueil',
        avatar: 'AC',
        color: '#bf4a16',
        colours: widgetColours('#bf4a16', '#bf4a16'),
        logo: null,
        botLanguage: 'fr',
      },
    });
    await setWidget(server, {
      appearance: {
        title: 'Aide',
        subtitle: 'À votre service',
        color: '#FFEE00',
        secondaryColor: '#2A6F4B',
        avatar: '☀️',
        position: 'left',
      },
      behaviour: {
        welcomeMessage: 'Entrez !',
        quickReplies: ['Horaires'],
        officeHours: { timeZone: 'Europe/Paris', days: {} },
        offlineMessage: 'Fermé.',
      },
    });
    const own = await asVisitor(port, visitor, '/session');
    expect(own.json).toMatchObject({
      open: false,
      widget: {
        title: 'Aide',
        color: '#ffee00',
        colours: widgetColours('#ffee00', '#2a6f4b'),
        position: 'left',
        welcomeMessage: 'Entrez !',
        quickReplies: ['Horaires'],
        offlineMessage: 'Fermé.',
      },
    });
    await setWidget(server, {
      appearance: { title: null, subtitle: null, color: null, avatar: null },
      behaviour: { welcomeMessage: null, quickReplies: null, officeHours: null, offlineMessage: null },
    });
  });

  it('names a logo that this listener serves, as an image and nothing else', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const path = `/api/chatbots/${server.chatbotId}/widget/logo`;
    const { headers } = server;
    const set = (data: Buffer) =>
      send(server.address, path, { method: 'POST', headers, body: formOf(data, 'logo.png') });
    expect((await set(Buffer.from(png, 'base64'))).status).toBe(200);
    const given = await fetch(`${server.address}${path}`, { headers });
    expect(given.headers.get('content-type')).toBe('image/png');
    expect(given.headers.get('content-disposition')).toContain('filename="logo.png"');
    expect(Buffer.from(await given.arrayBuffer()).toString('base64')).toBe(png);
    const session = await asVisitor(port, visitor, '/session');
    const logo = String(field(field(session.json, 'widget'), 'logo'));
    const served = await fetch(`http://127.0.0.1:${port}${logo}`);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('cache-control')).toContain('immutable');
    const svg = await set(Buffer.from('<svg onload="alert(1)"/>'));
    expect([svg.status, errorCode(svg)]).toEqual([415, 'widget.logo_unsupported']);
    expect((await send(server.address, path, { method: 'DELETE', headers })).status).toBe(200);
    expect((await send(server.address, path, { headers })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}${logo}`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/widget/logo/..%2f..%2ffoyer.db`)).status).toBe(404);
  });
});

describe('a yes to the privacy notice', () => {
  it('comes before anything is asked, left or sent, when the notice says so', async () => {
    await setWidget(server, {
      behaviour: { privacyNotice: { text: 'Vos messages sont gardés.', url: null, consentRequired: true } },
    });
    const question = await ask(port, visitor, 'Bonjour');
    expect([question.status, errorCode(question)]).toEqual([403, 'visitor.consent_required']);
    const lead = await asVisitor(port, visitor, '/leads', {
      json: { reason: 'lead', fields: { name: 'A' } },
    });
    expect(errorCode(lead)).toBe('visitor.consent_required');
    const agreed = await asVisitor(port, visitor, '/consent', { json: {} });
    expect(field(agreed.json, 'consentAt')).toMatch(/^\d{4}-/);
    expect((await ask(port, visitor, 'Bonjour')).status).toBe(200);
    // Kept for the next visit.
    const back = (await exchange(port, widgetId, { visitor })).json as Visitor;
    expect(field(field((await asVisitor(port, back, '/session')).json, 'visitor'), 'consentAt')).toBe(
      field(agreed.json, 'consentAt'),
    );
  });
});

describe('a rating', () => {
  it('is kept once an answer, shown again, and reaches the office with question and answer', async () => {
    const asked = await ask(port, visitor, 'Quels sont les délais de livraison ?');
    const { conversationId, messageId } = idsOf(asked);
    const rate = (json: Record<string, unknown>) =>
      asVisitor(port, visitor, `/messages/${messageId}/feedback`, { json });
    expect((await rate({ rating: 'down' })).status).toBe(200);
    expect((await rate({ rating: 'up', comment: '<b>Parfait</b>' })).status).toBe(200);
    const shown = await asVisitor(port, visitor, `/conversations/${conversationId}`);
    expect(field(field(field(shown.json, 'messages'), '1'), 'feedback')).toEqual({
      rating: 'up',
      comment: '<b>Parfait</b>',
    });
    const seen = await office('/feedback');
    expect(field(seen.json, 'items')).toMatchObject([
      {
        messageId,
        conversationId,
        rating: 'up',
        comment: '<b>Parfait</b>',
        question: 'Quels sont les délais de livraison ?',
      },
    ]);
    const own = field(field(field(shown.json, 'messages'), '0'), 'id');
    expect(
      (await asVisitor(port, visitor, `/messages/${String(own)}/feedback`, { json: { rating: 'up' } }))
        .status,
    ).toBe(404);
    expect((await rate({ rating: 'sideways' })).status).toBe(400);
  });
});

describe('a source', () => {
  it('opens at its words, with what stands around them', async () => {
    const asked = await ask(port, visitor, 'Quels sont les délais de livraison ?');
    const { id, sources } = finishedOf(asked.events);
    const [first] = sources;
    const opened = await asVisitor(port, visitor, `/messages/${id}/sources/${first?.number}`);
    expect(opened.json).toMatchObject({ title: first?.title, quote: first?.quote });
    const around = `${String(field(opened.json, 'before'))}${String(field(opened.json, 'after'))}`;
    expect(around.length).toBeGreaterThan(20);
    expect((await asVisitor(port, visitor, `/messages/${id}/sources/99`)).status).toBe(404);
    expect((await asVisitor(port, visitor, `/messages/${id}/sources/x`)).status).toBe(400);
  });
});

describe('name and address', () => {
  it('reach the office, with the conversation they are about', async () => {
    const { conversationId } = idsOf(await ask(port, visitor, 'Bonjour'));
    const sent = await asVisitor(port, visitor, '/leads', {
      json: {
        reason: 'person',
        conversationId,
        fields: { name: 'Zoé Martin', email: 'zoe@exemple.fr', message: 'Rappelez-moi' },
      },
    });
    expect(sent.status).toBe(201);
    expect(field((await office('/leads')).json, 'items')).toMatchObject([
      {
        reason: 'person',
        conversationId,
        fields: { name: 'Zoé Martin', email: 'zoe@exemple.fr', message: 'Rappelez-moi' },
      },
    ]);
    expect(field((await asVisitor(port, visitor, '/session')).json, 'visitor')).toMatchObject({
      name: 'Zoé Martin',
      email: 'zoe@exemple.fr',
    });
  });

  it.each([
    ['nobody could answer', { reason: 'person', fields: { name: 'Zoé' } }, 'email'],
    ['the form asks for more', { reason: 'lead', fields: { name: 'Zoé' } }, 'phone'],
    ['the address is none', { reason: 'offline', fields: { email: 'zoe', phone: '1' } }, 'email'],
  ])('are refused when %s, and the field is named', async (_name, json, wanted) => {
    await setWidget(server, {
      behaviour: {
        leadForm: {
          when: 'on-request',
          intro: null,
          // Asked for in the contact form alone: the form for a person has no such field.
          fields: [{ name: 'phone', required: true }],
        },
      },
    });
    const answer = await asVisitor(port, visitor, '/leads', { json });
    expect(answer.status).toBe(400);
    expect(field(field(field(answer.json, 'error'), 'details'), 'field')).toBe(wanted);
  });

  it('are asked for in fields that exist', async () => {
    const answer = await asVisitor(port, visitor, '/leads', {
      json: { reason: 'lead', fields: { name: 'Zoé', password: 'x' } },
    });
    expect(answer.status).toBe(400);
    expect((await asVisitor(port, visitor, '/leads', { json: { reason: 'lead', fields: {} } })).status).toBe(
      400,
    );
  });

  it('may come from the page, and are known again', async () => {
    const told = await asVisitor(port, visitor, '/me', {
      method: 'PATCH',
      json: { name: 'Léa', email: 'lea@exemple.fr', language: 'fr-FR' },
    });
    expect(told.json).toMatchObject({ name: 'Léa', email: 'lea@exemple.fr' });
    expect(
      (await asVisitor(port, visitor, '/me', { method: 'PATCH', json: { consentAt: 'now' } })).status,
    ).toBe(400);
  });
});

describe('a transcript', () => {
  it('is not offered, nor sent, while there is no mail server', async () => {
    await setWidget(server, { behaviour: { transcriptByMail: true } });
    expect(
      field(field((await asVisitor(port, visitor, '/session')).json, 'widget'), 'transcriptByMail'),
    ).toBe(false);
    const { conversationId } = idsOf(await ask(port, visitor, 'Bonjour'));
    const answer = await asVisitor(port, visitor, '/transcript', {
      json: { conversationId, email: 'a@exemple.fr' },
    });
    expect([answer.status, errorCode(answer)]).toEqual([403, 'transcript.off']);
  });

  it('reaches the address given, with what was said and its sources, and nothing one could follow', async () => {
    const post = await startMailStandIn();
    const { address, headers } = server;
    const replaced = await send(address, '/api/mail', {
      method: 'PUT',
      headers,
      json: {
        host: post.host,
        port: post.port,
        security: 'none',
        username: null,
        fromName: 'Accueil',
        fromAddress: 'accueil@exemple.fr',
        replyTo: null,
        linkBase: 'http://foyer.lan:4280',
        certificateAuthority: null,
      },
    });
    expect(replaced.status).toBe(200);
    await setWidget(server, { behaviour: { transcriptByMail: true } });
    expect(
      field(field((await asVisitor(port, visitor, '/session')).json, 'widget'), 'transcriptByMail'),
    ).toBe(true);
    const { conversationId } = idsOf(await ask(port, visitor, 'Quels sont les délais de livraison ?'));
    await ask(port, visitor, 'Voyez https://evil.test/<b>x</b>', { conversationId });
    const to = { conversationId, email: 'zoe@exemple.fr' };
    expect((await asVisitor(port, visitor, '/transcript', { json: to })).status).toBe(200);
    const { parsed } = await post.mailTo('zoe@exemple.fr');
    expect(parsed.subject).toBe('Votre conversation avec Accueil');
    expect(parsed.text).toContain('Quels sont les délais de livraison ?');
    // A line for each source.
    expect(parsed.text).toMatch(/\nSources\s:\n\[1\] Questions des clients\n/);
    for (const form of [parsed.text, parsed.html]) {
      expect(form).not.toMatch(/evil\.test|foyer\.lan|href=|<b>|\{\{/);
    }

    // Not another's conversation, and not a way to fill somebody's letter box.
    const other = await becomeVisitor(port, widgetId);
    expect((await asVisitor(port, other, '/transcript', { json: to })).status).toBe(404);
    await asVisitor(port, visitor, '/transcript', { json: to });
    const third = await asVisitor(port, visitor, '/transcript', { json: to });
    expect([third.status, errorCode(third)]).toEqual([429, 'visitor.limit_reached']);
    await send(address, '/api/mail', { method: 'DELETE', headers });
    await post.close();
  });
});

describe('forgetting', () => {
  it('erases everything of a visitor, and leaves the others theirs', async () => {
    await setWidget(server, {
      behaviour: { attachments: { enabled: true, maxBytes: 10_000, types: ['text'] } },
    });
    const other = await becomeVisitor(port, widgetId);
    const kept = idsOf(await ask(port, other, 'Bonjour'));
    const { conversationId } = idsOf(await ask(port, visitor, 'Bonjour'));
    await asVisitor(port, visitor, '/leads', {
      json: { reason: 'lead', conversationId, fields: { name: 'Oubliez-moi' } },
    });
    const form = new FormData();
    form.append('file', new Blob(['secret de Zoé']), 'secret.txt');
    await send(`http://127.0.0.1:${port}`, '/api/visitor/attachments', {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.token}` },
      body: form,
    });
    expect((await asVisitor(port, visitor, '/me', { method: 'DELETE' })).status).toBe(200);

    expect(errorCode(await asVisitor(port, visitor, '/session'))).toBe('auth.session_expired');
    expect(field((await exchange(port, widgetId, { visitor })).json, 'visitorId')).not.toBe(
      visitor.visitorId,
    );
    const gone = await send(server.address, `/api/conversations/${conversationId}`, {
      headers: server.headers,
    });
    expect(gone.status).toBe(404);
    expect((await office('/leads')).text).not.toContain('Oubliez-moi');
    expect((await asVisitor(port, other, `/conversations/${kept.conversationId}`)).status).toBe(200);
  });
});
