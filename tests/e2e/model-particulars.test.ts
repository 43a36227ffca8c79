import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  startOpenAiStandIn,
  type StandIn,
  type StandInChatRequest,
} from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const ANSWER = 'Quatre jours ouvrés pour un mariage [1].';
const THOUGHT = 'Le passage 1 parle de quatre jours.';

describe('what is particular about a model', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: StandIn;
  let window: WatchedPage;
  let page: Page;
  let refuse: (request: StandInChatRequest) => { status: number; json: unknown } | null;

  beforeAll(async () => {
    [browser, office, server] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOpenAiStandIn({ refuse: request => refuse(request) }),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });
  beforeEach(() => {
    refuse = () => null;
    server.setReply(() => ANSWER);
  });

  const goTo = (path: string) => page.goto(`${office.server.address}/#${path}`);
  async function ask(question: string): Promise<void> {
    await goTo(`/chat?bot=${office.chatbotId}`);
    await page.getByRole('heading', { name: /je connais le règlement/ }).waitFor();
    await page.getByRole('textbox', { name: 'Votre question' }).fill(question);
    await page.keyboard.press('Enter');
  }

  it('its address is understood as it was pasted, and the form says which one is used', async () => {
    await goTo('/models?add=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Service' }).click();
    await page.getByRole('option', { name: 'Autre serveur compatible OpenAI' }).click();
    await dialog.getByLabel('Modèle', { exact: true }).fill('qwen3:4b');
    await dialog.getByLabel('Adresse du serveur').fill('pas une adresse');
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await dialog.getByText('Ce n’est pas l’adresse d’un serveur.').waitFor();
    await dialog.getByLabel('Adresse du serveur').fill(`127.0.0.1:${server.port}/v1/chat/completions`);
    await dialog.getByText(`Adresse retenue : ${server.url}/v1`).waitFor();
    refuse = ({ system, body }) => {
      if (system !== '') return { status: 400, json: { error: { message: 'System role not supported' } } };
      return 'temperature' in body
        ? { status: 400, json: { error: { message: 'no temperature here', param: 'temperature' } } }
        : null;
    };
    server.setReply(() => ({ text: 'Oui.', thinking: THOUGHT }));
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText('Fonctionne').waitFor();
    await dialog.getByText(/Constaté : réfléchit avant de répondre · ne prend pas de consignes/).waitFor();
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await page.getByText('qwen3:4b est ajouté').waitFor();
    const [model] = await office.server.client.models.list({});
    expect(model?.url).toBe(`${server.url}/v1`);
  });

  it('what it refuses is found out by a test, shown, and the chatbot’s slider says so', async () => {
    refuse = ({ body }) =>
      'temperature' in body
        ? { status: 400, json: { error: { message: 'no temperature here', param: 'temperature' } } }
        : null;
    await page.getByRole('button', { name: 'Tester' }).click();
    await page.getByText('n’accepte pas de réglage de la liberté de rédaction').waitFor();
    await page.reload();
    await page.getByText(/Constaté : .*n’accepte pas de réglage/).waitFor();
    await page.getByRole('button', { name: 'Actions pour qwen3:4b' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    await page.getByRole('dialog').getByText('Détails').click();
    await page.getByText('Ce modèle n’accepte pas de réglage de la liberté de rédaction.').waitFor();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await goTo(`/chatbots/${office.chatbotId}`);
    await page.getByText('qwen3:4b n’accepte pas ce réglage.').waitFor();
    expect(await page.getByRole('slider').count()).toBe(0);
  });

  it('a temperature of its own holds for every chatbot, and is what is sent', async () => {
    const [model] = await office.server.client.models.list({});
    await office.server.client.models.update({ id: model?.id ?? '', maxOutputTokens: 900 });
    await goTo('/models');
    await page.getByText(/Constaté/).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Actions pour qwen3:4b' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Détails').click();
    await dialog.getByLabel('Liberté de rédaction propre à ce modèle').fill('0,6');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('qwen3:4b est enregistré').waitFor();
    await goTo(`/chatbots/${office.chatbotId}`);
    await page.getByText('qwen3:4b a la sienne, 0,6, donnée dans « Modèles ».').waitFor();
    await ask('Combien de jours pour un mariage ?');
    await page
      .getByRole('article', { name: /Réponse de/ })
      .getByText('Quatre jours ouvrés')
      .waitFor();
    expect(server.requests.at(-1)?.body).toMatchObject({ temperature: 0.6 });
  });

  it('its reasoning is folded above the answer, and unfolds', async () => {
    server.setReply(() => `<think>${THOUGHT}</think>\n\n${ANSWER}`);
    await ask('Combien de jours de congé pour un mariage ?');
    const answer = page.getByRole('article', { name: /Réponse de/ }).last();
    await answer.getByText('Quatre jours ouvrés').waitFor();
    await answer.getByText('Réflexion du modèle').waitFor();
    expect(await answer.getByText(THOUGHT).isVisible()).toBe(false);
    await answer.getByText('Réflexion du modèle').click();
    await answer.getByText(THOUGHT).waitFor();
    await answer.getByText('Ce n’est pas la réponse').waitFor();
    await page.reload();
    await page.getByText('Réflexion du modèle').waitFor();
  });

  it('says that it is thinking before its first word', async () => {
    server.setReply(() => ({ text: ANSWER, thinking: THOUGHT }));
    server.setBehaviour('stall');
    await ask('Et pour une naissance ?');
    await page
      .getByRole('article', { name: /Réponse de/ })
      .last()
      .getByText('Réflexion du modèle')
      .waitFor();
    server.release();
    server.setBehaviour('normal');
    await page
      .getByRole('article', { name: /Réponse de/ })
      .last()
      .getByText('Quatre jours ouvrés')
      .waitFor();
  });

  it('an answer that was cut says so', async () => {
    server.setReply(() => ({ text: `${ANSWER} Et`, truncated: true }));
    await ask('Quels congés pour un décès ?');
    await page.getByText('Réponse coupée : elle a atteint la longueur maximale.').waitFor();
    server.setReply(() => ({ text: ANSWER, filtered: true }));
    await ask('Quels congés pour un déménagement ?');
    await page.getByText('Réponse coupée par le filtre de contenu').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
