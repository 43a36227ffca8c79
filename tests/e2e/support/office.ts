import { cpSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Language } from '#shared/contract/vocabulary.ts';
import { startServerProcess, type ServerProcess } from '../../support/server-process.ts';
import { untilRead } from '../../support/temporary-app.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

export const OWNER = {
  email: 'claire@atelier.fr',
  fullName: 'Claire Lavigne',
  password: 'une phrase que personne ne devine',
} as const;

export type Office = {
  /** The one that runs now. */
  readonly server: ServerProcess;
  dataFolder: string;
  /** Ends the server without a chance to clean up, and starts it again on the same port, once `meanwhile` is over. */
  killAndRestart(meanwhile?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** Foyer running on an empty folder, as on the first day. */
export function openOffice(): Promise<Office> {
  return openOfficeOn(temporaryFolder().path);
}

async function openOfficeOn(dataFolder: string): Promise<Office> {
  let server = await startServerProcess(dataFolder);
  return {
    get server() {
      return server;
    },
    dataFolder,
    async killAndRestart(meanwhile) {
      await server.killNow();
      await meanwhile?.();
      server = await startServerProcess(dataFolder, Number(new URL(server.address).port));
    },
    async close() {
      await server.stop();
      removeFolder(dataFolder);
    },
  };
}

export type FurnishedOffice = Office & { chatbotId: string };

/** Offices as they are after their first run, a language each: made once, copied for each test file. */
const furnished = new Map<Language, Promise<{ dataFolder: string; chatbotId: string }>>();

/** Foyer as after its first run: an owner, a chatbot and the sample documents, read. */
export async function openFurnishedOffice(language: Language = 'fr'): Promise<FurnishedOffice> {
  const made = furnished.get(language) ?? furnish(language);
  furnished.set(language, made);
  const { dataFolder, chatbotId } = await made;
  const { path } = temporaryFolder();
  cpSync(dataFolder, path, { recursive: true });
  return Object.assign(await openOfficeOn(path), { chatbotId });
}

async function furnish(language: Language): Promise<{ dataFolder: string; chatbotId: string }> {
  const { path } = temporaryFolder();
  process.once('exit', () => removeFolder(path));
  const server = await startServerProcess(path);
  const { client } = server;
  await client.auth.register({ ...OWNER, role: 'owner', language });
  const bot = await client.chatbots.create(
    language === 'fr'
      ? {
          name: 'Assistant RH',
          description: 'Répond aux salariés sur le règlement et les congés',
          language,
          welcomeMessage: 'Bonjour, je connais le règlement, les congés et les frais. Que cherchez-vous ?',
          suggestedQuestions: [
            'Combien de jours de congé pour un mariage ?',
            'Que faire si je perds mon badge ?',
          ],
        }
      : {
          name: 'HR assistant',
          description: 'Answers staff about the rules and leave',
          language,
          welcomeMessage: 'Hello, I know the rules, leave and expenses. What are you looking for?',
          suggestedQuestions: ['How many days of leave for a marriage?', 'What if I lose my badge?'],
        },
  );
  await client.documents.addSample({ chatbotId: bot.id, language });
  await untilRead(client, bot.id);
  const [own] = await client.clients.list({});
  if (language === 'en' && own) await client.clients.update({ id: own.id, name: 'My office' });
  await client.system.updateSettings({ firstRunDone: true });
  await server.stop();
  return { dataFolder: path, chatbotId: bot.id };
}

/** Signs the owner in through the page, as a person does. */
export async function signInByForm(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/#/sign-in`);
  await page.locator('input[type=email]').fill(OWNER.email);
  await page.locator('input[type=password]').fill(OWNER.password);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('navigation').first().waitFor();
}

/** Opens the page for the owner, whom the session cookie lets in: half the work, where signing in is not what is tested. */
export async function signIn(page: Page, address: string): Promise<void> {
  const { email, password } = OWNER;
  const answer = await page.request.post(`${address}/rpc/auth/login`, {
    data: { json: { email, password } },
  });
  if (!answer.ok()) throw new Error(`The owner was not let in: ${await answer.text()}`);
  await page.goto(address);
  await page.getByRole('navigation').first().waitFor();
}
