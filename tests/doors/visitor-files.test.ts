import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onePagePdf } from '../support/sample-files.ts';
import { localContext } from '../support/temporary-app.ts';
import { errorCode, field, send } from './door-support.ts';
import { until } from '../support/until.ts';
import {
  addSample,
  ask,
  asVisitor,
  becomeVisitor,
  finishedOf,
  setWidget,
  startPublicServer,
  type PublicServer,
  type Visitor,
} from './public-support.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const NOTE = 'Le code du portail de la cour est 4821. La clé de la cave se trouve chez Madame Perrin.';

let server: PublicServer;
let port: number;
let widgetId: string;
let visitor: Visitor;
beforeAll(async () => {
  server = await startPublicServer();
  port = server.publicPort;
});
afterAll(() => server.close());
beforeEach(async () => {
  widgetId = await setWidget(server, {
    limits: { visitorPerMinute: 50 },
    behaviour: { attachments: { enabled: true, maxBytes: 100_000, types: ['image', 'pdf', 'text'] } },
  });
  visitor = await becomeVisitor(port, widgetId);
});

async function upload(who: { token: string }, content: string | Uint8Array, name: string, type = '') {
  const form = new FormData();
  form.append(
    'file',
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type }),
    name,
  );
  return await send(`http://127.0.0.1:${port}`, '/api/visitor/attachments', {
    method: 'POST',
    headers: { authorization: `Bearer ${who.token}` },
    body: form,
  });
}

const filesOnDisk = () =>
  readdirSync(join(server.dataFolder, 'visitor-files'), { recursive: true, withFileTypes: true }).filter(
    entry => entry.isFile() && !entry.parentPath.endsWith('incoming'),
  ).length;

describe('a file', () => {
  it('that is text is read, and answers what is in it, without any document', async () => {
    const kept = await upload(visitor, NOTE, 'note.txt', 'text/plain');
    expect(kept.status).toBe(201);
    expect(kept.json).toMatchObject({
      fileName: 'note.txt',
      kind: 'text',
      mediaType: 'text/plain',
      notice: null,
    });
    const { events } = await ask(port, visitor, 'Quel est le code du portail ?', {
      attachmentIds: [field(kept.json, 'id')],
    });
    const message = finishedOf(events);
    expect(message.content).toContain('4821');
    expect(message.sources[0]).toMatchObject({ number: 1, title: 'note.txt' });
    const started = events[0];
    const conversationId = started?.type === 'started' ? started.conversationId : '';
    // It stays with the conversation, and with no other.
    const later = await ask(port, visitor, 'Et où se trouve la clé de la cave ?', { conversationId });
    expect(finishedOf(later.events).content).toContain('Perrin');
    const elsewhere = await ask(port, visitor, 'Quel est le code du portail ?');
    expect(elsewhere.text).not.toContain('4821');
    const shown = await asVisitor(port, visitor, `/conversations/${conversationId}`);
    expect(field(field(field(shown.json, 'messages'), '0'), 'attachments')).toMatchObject([
      { fileName: 'note.txt' },
    ]);
    const source = await asVisitor(port, visitor, `/messages/${message.id}/sources/1`);
    expect(source.json).toMatchObject({ title: 'note.txt', before: '', after: '' });
  });

  it('that is a PDF is read too, by its bytes and not its name', async () => {
    const kept = await upload(
      visitor,
      onePagePdf(['Le rendez-vous est fixé au 14 mars à dix heures.']),
      'x.bin',
      'image/png',
    );
    expect(kept.json).toMatchObject({ kind: 'pdf', mediaType: 'application/pdf' });
    const { events } = await ask(port, visitor, 'Quand est le rendez-vous ?', {
      attachmentIds: [field(kept.json, 'id')],
    });
    expect(finishedOf(events).content).toContain('14 mars');
  });

  it('that is an image is kept and shown to its sender, who is told that it is not read', async () => {
    const kept = await upload(visitor, PNG, '../../photo.png', 'text/html');
    expect(kept.json).toMatchObject({
      fileName: 'photo.png',
      kind: 'image',
      mediaType: 'image/png',
      notice: 'image_not_read',
    });
    const id = String(field(kept.json, 'id'));
    const response = await fetch(`http://127.0.0.1:${port}/api/visitor/attachments/${id}/file`, {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['a page that runs', '<!doctype html><script>alert(1)</script>', 'x.png', 415, 'attachment.refused'],
    [
      'an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'x.svg',
      415,
      'attachment.refused',
    ],
    [
      'a program',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000, 1)]),
      'x.pdf',
      415,
      'attachment.refused',
    ],
    ['an archive', Buffer.from('504b030414000000', 'hex'), 'x.txt', 415, 'attachment.refused'],
    ['a broken PDF', '%PDF-1.7 and nothing more', 'x.pdf', 422, 'document.damaged'],
    ['nothing', '', 'x.txt', 422, 'document.empty'],
    ['too much', 'x'.repeat(100_001), 'x.txt', 413, 'request.too_large'],
  ] as const)(
    'that is %s is refused, and nothing of it stays',
    async (_name, content, name, status, code) => {
      const before = filesOnDisk();
      const answer = await upload(visitor, content, name);
      expect([answer.status, errorCode(answer)]).toEqual([status, code]);
      await until(async () => filesOnDisk() === before);
    },
  );

  it('of a kind the owner does not take is refused, and so is any when files are off', async () => {
    await setWidget(server, {
      behaviour: { attachments: { enabled: true, maxBytes: 100_000, types: ['text'] } },
    });
    expect(errorCode(await upload(visitor, PNG, 'x.png'))).toBe('attachment.refused');
    await setWidget(server, {
      behaviour: { attachments: { enabled: false, maxBytes: 100_000, types: ['text'] } },
    });
    expect(errorCode(await upload(visitor, NOTE, 'x.txt'))).toBe('attachment.off');
  });

  it('of text that is a table is taken as text is', async () => {
    await setWidget(server, {
      behaviour: { attachments: { enabled: true, maxBytes: 100_000, types: ['text'] } },
    });
    const kept = await upload(visitor, 'Nom;Prix\nVis;2\nÉcrou;3\n', 'prix.txt');
    expect(kept.status).toBe(201);
    expect(field(kept.json, 'mediaType')).toBe('text/csv');
  });

  it('is its sender’s alone, and is sent once', async () => {
    const kept = await upload(visitor, NOTE, 'note.txt');
    const attachmentIds = [field(kept.json, 'id')];
    const other = await becomeVisitor(port, widgetId);
    expect((await asVisitor(port, other, `/attachments/${attachmentIds[0]}/file`)).status).toBe(404);
    expect((await ask(port, other, 'Quel code ?', { attachmentIds })).status).toBe(404);
    expect((await ask(port, visitor, 'Quel code ?', { attachmentIds })).status).toBe(200);
    expect((await ask(port, visitor, 'Quel code ?', { attachmentIds })).status).toBe(404);
    expect((await asVisitor(port, visitor, '/attachments/not-an-id/file')).status).toBe(404);
  });

  it('needs a visitor, a form and a file in it', async () => {
    const address = `http://127.0.0.1:${port}`;
    expect((await upload({ token: 'a.b.c' }, NOTE, 'x.txt')).status).toBe(401);
    const headers = { authorization: `Bearer ${visitor.token}` };
    expect(
      (await send(address, '/api/visitor/attachments', { method: 'POST', headers, json: {} })).status,
    ).toBe(400);
    const none = new FormData();
    none.append('note', 'x');
    const refused = await send(address, '/api/visitor/attachments', { method: 'POST', headers, body: none });
    expect(refused.status).toBe(400);
  });

  it('counts: nobody fills the disk', async () => {
    await setWidget(server, { limits: { visitorPerMinute: 2 } });
    const one = await becomeVisitor(port, widgetId);
    expect((await upload(one, NOTE, 'a.txt')).status).toBe(201);
    expect((await upload(one, NOTE, 'b.txt')).status).toBe(201);
    const third = await upload(one, NOTE, 'c.txt');
    expect([third.status, errorCode(third)]).toEqual([429, 'visitor.limit_reached']);
  });
});

describe('beside documents', () => {
  it('the file is asked first, and the documents still answer what is theirs', async () => {
    await addSample(server);
    const kept = await upload(visitor, NOTE, 'note.txt');
    const { events } = await ask(port, visitor, 'Quels sont les délais de livraison ?', {
      attachmentIds: [field(kept.json, 'id')],
    });
    const message = finishedOf(events);
    expect(message.abstained).toBe(false);
    // A visitor is told what is cited; the office, what was read as well.
    expect(message.sources.map(source => source.title)).toEqual(['Questions des clients']);
    const [started] = events;
    const id = started?.type === 'started' ? started.conversationId : '';
    const whole = await server.app.client(localContext(server.app)).conversations.get({ id });
    expect(whole.messages.at(-1)?.sources.map(source => source.title)).toContain('note.txt');
    expect(message.content).not.toContain('4821');
  });
});
