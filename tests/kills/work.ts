import { createHash, randomUUID } from 'node:crypto';
import type { RemoteClient } from '#main/app/ports.ts';
import type { Ledger } from './ledger.ts';

/** The installation under fire: what the rounds share. */
export type Installation = {
  chatbotId: string;
  clientId: string;
  widgetId: string;
  /** Of the visitors' listener. */
  publicAddress: string;
  /** A model whose key is a secret, and the server it is for. */
  modelUrl: string;
};

/** One run of the program, from its start to its kill. */
export type Run = { address: string; headers: Record<string, string>; client: RemoteClient };

/** Does one thing and enters it in the ledger when it was acknowledged. Throws when the program is killed meanwhile. */
export type Work = (run: Run, installation: Installation, ledger: Ledger) => Promise<void>;

const PAGE = 'http://page.example.org';
let last = 0;
const next = () => (last += 1);

/** Names and contents of documents that are there, to be removed or renamed. */
const stored: { id: string; name: string; title: string | null }[] = [];
/** Asked for and not acknowledged: asked for again, under the same key, by the next run. */
const unanswered = new Map<'chatbot' | 'visitor', { key: string; name: string }>();
let instructions = '';
/** Of one visitor, who stays the same over all kills: what is sent again is known by it. */
let visitorToken: string | null = null;

async function sent(address: string, path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address + path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response;
}

const json = (headers: Record<string, string>, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

function textOf(number: number): string {
  const sentences = Array.from(
    { length: 40 },
    (_, line) => `La règle ${number}-${line} vaut pour le bureau numéro ${number} et pour personne d’autre.`,
  );
  return `# Règle ${number}\n\nLe repère est zorglub${number}.\n\n${sentences.join('\n\n')}\n`;
}

const upload: Work = async ({ address, headers }, { chatbotId }, ledger) => {
  const number = next();
  const name = `regle-${number}.md`;
  const content = textOf(number);
  const form = new FormData();
  form.set('chatbotId', chatbotId);
  form.set('file', new Blob([content]), name);
  const counted = 'select count(*) from documents where file_name = ?';
  ledger.ask('documents', name, counted, [name]);
  const response = await sent(address, '/api/documents', { method: 'POST', headers, body: form });
  const [document] = (await response.json()) as { id: string }[];
  if (document === undefined) throw new Error('No document came of an upload');
  const hash = createHash('sha256').update(content).digest('hex');
  ledger.acknowledge('documents', name, `${counted} and id = ? and content_hash = ?`, [
    name,
    document.id,
    hash,
  ]);
  stored.push({ id: document.id, name, title: null });
};

const remove: Work = async ({ client }, _installation, ledger) => {
  if (stored.length < 10) return;
  const [document] = stored.splice(Math.floor(Math.random() * stored.length), 1);
  if (document === undefined) return;
  ledger.forget('documents', document.name);
  ledger.forget('titles', document.name);
  await client.documents.remove({ id: document.id });
  const sql = 'select count(*) from documents where id = ?';
  ledger.acknowledge('removals', document.name, sql, [document.id], 0);
};

const rename: Work = async ({ client }, _installation, ledger) => {
  const document = stored[Math.floor(Math.random() * stored.length)];
  if (document === undefined) return;
  const title = `Titre ${next()}`;
  const held = document.title;
  const sql = 'select count(*) from documents where id = ? and title in (?, ?)';
  if (held !== null) ledger.acknowledge('titles', document.name, sql, [document.id, held, title]);
  await client.documents.rename({ id: document.id, title });
  // Removed meanwhile by the other worker, it has no title to keep.
  if (!stored.includes(document)) return;
  document.title = title;
  ledger.acknowledge('titles', document.name, sql, [document.id, title, title]);
};

const chat: Work = async ({ client }, { chatbotId }, ledger) => {
  const message = `Quel est le repère de la règle ${next()} ?`;
  const counted = "select count(*) from messages where sender = 'user' and content = ?";
  ledger.ask('questions', message, counted, [message]);
  for await (const event of await client.conversations.chat({ chatbotId, message })) {
    if (event.type === 'started') {
      ledger.acknowledge('questions', message, `${counted} and conversation_id = ?`, [
        message,
        event.conversationId,
      ]);
    } else if (event.type === 'finished') {
      const { id, content } = event.message;
      const sql = "select count(*) from messages where id = ? and content = ? and status = 'complete'";
      ledger.acknowledge('answers', id, sql, [id, content]);
    }
  }
};

const visit: Work = async (_run, { publicAddress, widgetId }, ledger) => {
  // A visitor's browser sends again what was not acknowledged, under the name it gave it.
  const asked = unanswered.get('visitor') ?? { key: randomUUID(), name: `Où est le bureau ${next()} ?` };
  unanswered.set('visitor', asked);
  const counted = "select count(*) from messages where sender = 'user' and content = ?";
  ledger.ask('questions of visitors', asked.key, counted, [asked.name]);
  if (visitorToken === null) {
    const entered = await sent(publicAddress, '/api/visitor/token', json({ origin: PAGE }, { widgetId }));
    ({ token: visitorToken } = (await entered.json()) as { token: string });
  }
  const token = visitorToken;
  const headers = { authorization: `Bearer ${token}` };
  const body = { message: asked.name, clientMessageId: asked.key };
  const response = await sent(publicAddress, '/api/visitor/chat', json(headers, body));
  const text = await response.text();
  if (!text.includes('"type":"finished"')) throw new Error(`No answer for a visitor: ${text.slice(-300)}`);
  unanswered.delete('visitor');
  ledger.acknowledge('questions of visitors', asked.key, counted, [asked.name]);
};

const createChatbot: Work = async ({ address, headers, client }, _installation, ledger) => {
  const asked = unanswered.get('chatbot') ?? { key: randomUUID(), name: `Bot ${next()}` };
  unanswered.set('chatbot', asked);
  const counted = 'select count(*) from chatbots where name = ?';
  ledger.ask('chatbots', asked.name, counted, [asked.name]);
  const request = json({ ...headers, 'idempotency-key': asked.key }, { name: asked.name });
  const response = await fetch(`${address}/api/chatbots`, request);
  const said = await response.text();
  // Cut short by the last kill: the answer asks to look.
  const isCutShort = said.includes('request.outcome_unknown');
  if (!response.ok && !isCutShort) throw new Error(`A chatbot was refused: ${said}`);
  unanswered.delete('chatbot');
  if (isCutShort && !(await client.chatbots.list({})).some(({ name }) => name === asked.name)) return;
  ledger.acknowledge('chatbots', asked.name, counted, [asked.name]);
};

const change: Work = async ({ client }, { chatbotId }, ledger) => {
  const wanted = `Consigne ${next()}`;
  // Until it is acknowledged, what was there and what was asked for are both right.
  const sql = 'select count(*) from chatbots where id = ? and instructions in (?, ?)';
  ledger.acknowledge('settings', chatbotId, sql, [chatbotId, instructions, wanted]);
  await client.chatbots.update({ id: chatbotId, instructions: wanted });
  instructions = wanted;
  ledger.acknowledge('settings', chatbotId, sql, [chatbotId, wanted, wanted]);
};

const seal: Work = async ({ client }, { modelUrl }, ledger) => {
  const name = `Nuage ${next()}`;
  const model = await client.models.create({
    name,
    provider: 'openai',
    model: 'mistral-small:latest',
    url: modelUrl,
    apiKey: `sk-${name}`,
  });
  ledger.acknowledge('secrets', name, 'select count(*) from models where id = ?', [model.id]);
  if (next() % 5 === 0) await client.secrets.rotate({});
};

const eraseClient: Work = async ({ client }, _installation, ledger) => {
  const name = `Passager ${next()}`;
  const { id } = await client.clients.create({ name });
  await client.chatbots.create({ name: `Bot de ${name}`, clientId: id });
  await client.privacy.eraseClient({ id, confirmName: name });
  ledger.acknowledge('erasures', name, 'select count(*) from clients where id = ?', [id], 0);
};

/** Every kind of work, and how many do it at the same time. */
export const WORK: readonly { work: Work; workers: number }[] = [
  { work: upload, workers: 2 },
  { work: remove, workers: 1 },
  { work: rename, workers: 1 },
  { work: chat, workers: 2 },
  { work: visit, workers: 1 },
  { work: createChatbot, workers: 1 },
  { work: change, workers: 1 },
  { work: seal, workers: 1 },
  { work: eraseClient, workers: 1 },
];
