import { describe, expect, it } from 'vitest';
import { markdownPayloads } from '../support/markdown-payloads.ts';
import { dropFile, hasFocus, pasteFile } from './support/in-page.js';
import { useWidgetPlace } from './support/widget-page.ts';

const PNG = { name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') };
const allDays = { monday: 1, tuesday: 1, wednesday: 1, thursday: 1, friday: 1, saturday: 1, sunday: 1 };

describe('what visitors meet in the widget', () => {
  const place = useWidgetPlace();
  const { visit } = place;

  it('asks for agreement first where the owner wants it, and says when it cannot be kept', async () => {
    place.standIn.widget.privacyNotice = {
      text: 'Vos messages sont gardés trente jours.',
      url: 'https://exemple.fr/vie-privee',
      consentRequired: true,
    };
    const { panel, talk, open, ask } = await visit();
    await open();
    expect(await panel.getByRole('textbox').count()).toBe(0);
    expect(await panel.getByRole('list', { name: 'Questions proposées' }).count()).toBe(0);
    const more = panel.getByRole('link', { name: 'En savoir plus' });
    expect(await more.getAttribute('rel')).toBe('noopener noreferrer');
    place.standIn.fail(/consent$/, 500);
    await panel.getByRole('button', { name: 'J’accepte' }).click();
    await panel.getByText('Cela n’a pas abouti.').waitFor();
    await panel.getByRole('button', { name: 'J’accepte' }).click();
    await expect.poll(() => panel.getByRole('textbox').evaluate(hasFocus)).toBe(true);
    await ask('Bonjour');
    await talk.getByText('Vous avez droit').waitFor();
  });

  it('shows a notice that asks for nothing, until the first question', async () => {
    place.standIn.widget.privacyNotice = { text: 'Gardé trente jours.', url: null, consentRequired: false };
    const { panel, talk, open, ask } = await visit();
    await open();
    await panel.getByText('Gardé trente jours.').waitFor();
    await ask('Bonjour');
    await talk.getByText('Vous avez droit').waitFor();
    expect(await panel.getByText('Gardé trente jours.').count()).toBe(0);
  });

  it('asks who the visitor is before the first question, checks it, and keeps what was typed', async () => {
    place.standIn.widget.leadForm = {
      when: 'before',
      intro: null,
      fields: [
        { name: 'name', required: true },
        { name: 'email', required: true },
        { name: 'company', required: false },
      ],
    };
    const { page, panel, open } = await visit();
    await open();
    await panel.getByRole('button', { name: 'Commencer' }).click();
    const name = panel.getByRole('textbox', { name: 'Nom' });
    await expect.poll(() => name.evaluate(hasFocus)).toBe(true);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await name.fill('Claire Lavigne');
    await panel.getByRole('textbox', { name: 'Adresse e-mail' }).fill('claire@');
    await page.keyboard.press('Enter');
    await panel.getByText('Cette adresse ne semble pas complète.').waitFor();
    await panel.getByRole('textbox', { name: 'Adresse e-mail' }).fill('claire@atelier.fr');
    place.standIn.fail(/leads$/, 500);
    await page.keyboard.press('Enter');
    await panel.getByText('Ce que vous avez saisi est toujours là').waitFor();
    expect(await name.inputValue()).toBe('Claire Lavigne');
    await panel.getByRole('button', { name: 'Commencer' }).click();
    await panel.getByRole('textbox', { name: 'Votre message' }).waitFor();
    expect(place.standIn.leads).toEqual([
      { reason: 'lead', fields: { name: 'Claire Lavigne', email: 'claire@atelier.fr' } },
    ]);
    await page.reload();
    await panel.getByRole('textbox', { name: 'Votre message' }).waitFor();
  });

  it('lets a visitor ask for a person when the documents do not answer', async () => {
    place.standIn.widget.askForPerson = true;
    place.standIn.reply = () => ({ text: 'Les documents ne répondent pas.', abstained: true });
    const { panel, talk, open, ask } = await visit();
    await open();
    await ask('Le vélo de fonction ?');
    await talk.getByRole('button', { name: 'Parler à une personne' }).click();
    const sheet = panel.getByRole('dialog', { name: 'Parler à une personne' });
    await sheet.getByRole('textbox', { name: 'Nom' }).fill('Claire');
    await sheet.getByRole('textbox', { name: 'Adresse e-mail' }).fill('claire@atelier.fr');
    await sheet.getByRole('button', { name: 'Envoyer' }).click();
    await panel.getByText('Une personne vous répondra dès que possible.').waitFor();
    const [conversationId] = place.standIn.conversations.keys();
    expect(place.standIn.leads).toEqual([
      { reason: 'person', conversationId, fields: { name: 'Claire', email: 'claire@atelier.fr' } },
    ]);
  });

  it('sends the conversation by e-mail, to the address it already knows', async () => {
    place.standIn.widget.transcriptByMail = true;
    place.standIn.widget.askForPerson = true;
    const { panel, talk, open, ask } = await visit();
    await open();
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    expect(await panel.getByRole('button', { name: /par e-mail/ }).count()).toBe(0); // nothing was said yet
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await ask('Combien de jours ?');
    await talk.getByText('Vous avez droit').waitFor();
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await panel.getByRole('button', { name: /par e-mail/ }).click();
    const sheet = panel.getByRole('dialog');
    await sheet.getByRole('textbox').fill('claire@atelier.fr');
    await sheet.getByRole('button', { name: 'Envoyer' }).click();
    await panel.getByText('La conversation est en route').waitFor();
    expect(place.standIn.transcripts.map(({ email }) => email)).toEqual(['claire@atelier.fr']);
  });

  it('tells the office hours, and takes a message outside them', async () => {
    place.standIn.widget.officeHours = { timeZone: 'Europe/Paris', days: {} };
    place.standIn.widget.askForPerson = true;
    place.standIn.open = false;
    const { panel, open } = await visit();
    await open();
    await panel.getByText('Fermé', { exact: true }).waitFor();
    await panel.getByText('Nos bureaux sont fermés.').waitFor();
    await panel.getByRole('button', { name: 'Laisser un message' }).click();
    const sheet = panel.getByRole('dialog', { name: 'Laisser un message' });
    await sheet.getByRole('textbox', { name: 'Nom' }).fill('Claire');
    await sheet.getByRole('textbox', { name: 'Adresse e-mail' }).fill('claire@atelier.fr');
    await sheet.getByRole('textbox', { name: 'Message' }).fill('Rappelez-moi.');
    await sheet.getByRole('button', { name: 'Envoyer' }).click();
    await panel.getByText('votre message nous est bien parvenu').waitFor();
    expect(place.standIn.leads[0]).toMatchObject({ reason: 'offline', fields: { message: 'Rappelez-moi.' } });
  });

  it('says that it is open within office hours', async () => {
    const days = Object.fromEntries(Object.keys(allDays).map(day => [day, ['00:00', '24:00']]));
    place.standIn.widget.officeHours = { timeZone: 'Europe/Paris', days };
    const { panel, open } = await visit();
    await open();
    await panel.getByText('Ouvert', { exact: true }).waitFor();
  });

  it('takes files by button, by paste and by drop, and says what is wrong with others', async () => {
    place.standIn.widget.attachments = { enabled: true, maxBytes: 10_000, types: ['image', 'pdf'] };
    const { panel, talk, open, ask } = await visit();
    await open();
    const choose = panel.locator('input[type=file]');
    await choose.setInputFiles({
      name: 'jeu.exe',
      mimeType: 'application/x-msdownload',
      buffer: Buffer.from('MZ'),
    });
    await panel.getByText('« jeu.exe » n’est pas accepté. Vous pouvez joindre : images, PDF.').waitFor();
    await choose.setInputFiles({ ...PNG, name: 'gros.png', buffer: Buffer.alloc(20_000) });
    await panel.getByText(/« gros.png » est trop lourd/).waitFor();
    place.standIn.fail(/attachments$/, 413, { error: { code: 'request.too_large', message: '' } });
    await choose.setInputFiles(PNG);
    await panel.getByText(/« plan.png » est trop lourd/).waitFor();
    await choose.setInputFiles(PNG);
    await panel.getByRole('button', { name: 'Retirer « plan.png »' }).waitFor();
    await panel.getByRole('textbox').evaluate(pasteFile, 'collé.pdf');
    await panel.getByRole('button', { name: 'Retirer « collé.pdf »' }).click();
    const conversation = panel.locator('.conversation');
    await conversation.evaluate(dropFile, { name: 'posé.pdf', over: true });
    await panel.getByText('Déposez votre fichier ici').waitFor();
    await conversation.evaluate(dropFile, { name: 'posé.pdf' });
    await panel.getByRole('button', { name: 'Retirer « posé.pdf »' }).click();
    await panel.getByText('Déposez votre fichier ici').waitFor({ state: 'detached' });
    await ask('Que montre ce plan ?');
    const asked = talk.getByRole('listitem').filter({ hasText: 'Que montre ce plan ?' }).first();
    await asked.getByText('plan.png').waitFor();
    await asked.getByText('je ne sais pas encore la lire').waitFor();
    const [stored] = place.standIn.conversations.values();
    expect(stored?.messages[0]?.attachments.map(({ fileName }) => fileName)).toEqual(['plan.png']);
  });

  it('hears whether an answer helped, and why not; takes it back when that cannot be kept', async () => {
    const { panel, talk, open, ask } = await visit();
    await open();
    await ask('Combien de jours ?');
    const down = talk.getByRole('button', { name: 'Réponse peu utile' });
    place.standIn.fail(/feedback$/, 500);
    await down.click();
    await panel.getByText('Cela n’a pas abouti.').waitFor();
    await expect.poll(() => down.getAttribute('aria-pressed')).toBe('false');
    await down.click();
    const why = talk.getByRole('textbox', { name: 'Que manquait-il à cette réponse ?' });
    await why.fill('La date.');
    await talk.getByRole('button', { name: 'Envoyer' }).click();
    await panel.getByText('Merci de votre avis.').waitFor();
    expect(await down.getAttribute('aria-pressed')).toBe('true');
    expect(place.standIn.feedback.at(-1)).toMatchObject({ rating: 'down', comment: 'La date.' });
  });

  it('copies an answer as words, on a page without encryption too', async () => {
    const { page, talk, open, ask } = await visit();
    await open();
    await ask('Combien de jours ?');
    await talk.getByRole('button', { name: 'Copier' }).click();
    await talk.getByRole('button', { name: 'Copié' }).waitFor();
    await talk.page().getByRole('textbox', { name: 'Chercher' }).focus();
    await page.keyboard.press('Control+v');
    expect(await page.getByRole('textbox', { name: 'Chercher' }).inputValue()).toContain(
      'Vous avez droit à quatre jours ouvrés pour votre mariage.',
    );
  });

  it('goes back to an earlier conversation', async () => {
    const { panel, talk, open, ask } = await visit();
    await open();
    await ask('La première');
    await talk.getByText('Vous avez droit').waitFor();
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await panel.getByRole('button', { name: 'Nouvelle conversation' }).click();
    await ask('La seconde');
    await talk.getByText('Vous avez droit').waitFor();
    expect(await talk.getByText('La première').count()).toBe(0);
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await panel.getByRole('button', { name: 'Mes conversations' }).click();
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: /La première/ })
      .click();
    await talk.getByText('La première').waitFor();
    expect(await talk.getByText('La seconde').count()).toBe(0);
    expect(place.standIn.conversations.size).toBe(2);
  });

  it('fetches and runs nothing of what an answer holds, and shows a link’s whole address first', async () => {
    place.standIn.pace = 0;
    place.standIn.reply = () => ({
      text: `${markdownPayloads.join('\n\n')}\n\n[suite](https://exemple.fr/page)`,
    });
    const { panel, talk, open, ask, complaints } = await visit();
    await open();
    await ask('Attaque');
    await talk.getByText('suite').waitFor();
    expect(await talk.locator('img, script, iframe, a, link, style, form[action], video').count()).toBe(0);
    await talk.getByRole('link', { name: 'suite' }).click();
    const confirm = panel.getByRole('alertdialog', { name: 'Ouvrir ce lien ?' });
    await confirm.getByText('https://exemple.fr/page').waitFor();
    await confirm.getByRole('button', { name: 'Annuler' }).click();
    expect(complaints).toEqual([]);
  });

  it('reads five hundred messages without drawing them all', async () => {
    const { page, panel, talk, open, ask } = await visit();
    await open();
    await ask('La toute première');
    await talk.getByText('Vous avez droit').waitFor();
    const [conversation] = place.standIn.conversations.values();
    const [asked, answered] = conversation!.messages;
    for (let index = 0; index < 250; index += 1) {
      conversation!.messages.push(
        { ...asked!, id: `q${index}`, content: `Question ${index}` },
        { ...answered!, id: `a${index}` },
      );
    }
    await page.reload();
    await talk.getByText('Question 249', { exact: true }).waitFor();
    expect(await talk.getByRole('listitem').filter({ hasText: 'Question' }).count()).toBeLessThan(60);
    await panel.getByRole('button', { name: 'Messages précédents' }).press('Enter');
    await talk.getByText('Question 215', { exact: true }).waitFor();
  });

  it('speaks the page’s language, one of a file, and from right to left', async () => {
    const english = await visit({ lang: 'en' });
    await english.open();
    await english.panel.getByRole('textbox', { name: 'Your message' }).waitFor();

    place.standIn.files.set('/widget/lang/ar.json', JSON.stringify({ question: 'رسالتك', send: 'إرسال' }));
    const arabic = await visit({ lang: 'ar' });
    await arabic.open();
    await arabic.panel.getByRole('textbox', { name: 'رسالتك' }).waitFor();
    // What the file lacks is said in English.
    await arabic.panel.getByRole('button', { name: 'Close the chat' }).waitFor();
    expect(await arabic.panel.locator('html').getAttribute('dir')).toBe('rtl');
    const send = await arabic.panel.getByRole('button', { name: 'إرسال' }).boundingBox();
    const field = await arabic.panel.getByRole('textbox').boundingBox();
    expect(send!.x).toBeLessThan(field!.x);
  });

  it('is a page of its own at its address; on a kiosk it asks who is left alone, and forgets', async () => {
    const { context } = await visit();
    const page = await context.newPage();
    await page.goto(`${place.standIn.url}/chat/wdgtStandIn0123456789?kiosk`);
    await page.getByRole('textbox', { name: 'Votre message' }).fill('Bonjour');
    await page.keyboard.press('Enter');
    await page.getByText('Vous avez droit').first().waitFor();
    expect(await page.title()).toBe('Assistant RH');
    expect(await page.evaluate('localStorage.length')).toBe(0);
    // Left alone it asks, and then makes room for the next person.
    await page.clock.install();
    await page.reload();
    await page.getByText('Vous avez droit').first().waitFor();
    await page.mouse.click(5, 400);
    await page.clock.fastForward('03:01');
    await page.getByRole('alertdialog', { name: 'Êtes-vous toujours là ?' }).waitFor();
    await page.getByRole('button', { name: 'Oui, continuer' }).click();
    await page.clock.fastForward('03:01');
    await page.getByRole('alertdialog').waitFor();
    // Touched, but not answered: it stands as long again, and no longer.
    await page.mouse.click(5, 5);
    await page.clock.fastForward('00:29');
    expect(await page.getByRole('alertdialog').isVisible()).toBe(true);
    await page.clock.fastForward('00:02');
    await page.getByRole('list', { name: 'Questions proposées' }).waitFor();
    expect(await page.getByText('Vous avez droit').count()).toBe(0);
    await page.close();
    const next = await context.newPage();
    await next.goto(`${place.standIn.url}/chat/wdgtStandIn0123456789?kiosk`);
    await next.getByRole('list', { name: 'Questions proposées' }).waitFor();
  });
});
