import { describe, expect, it } from 'vitest';
import { useWidgetPlace } from './support/widget-page.ts';

describe('the widget when things go wrong', () => {
  const place = useWidgetPlace();
  const { visit } = place;
  const questions = () =>
    [...place.standIn.conversations.values()]
      .flatMap(({ messages }) => messages)
      .filter(({ sender }) => sender.kind === 'visitor')
      .map(({ content }) => content);

  it('keeps what is written offline, shows that it waits, and sends it once when the connection is back', async () => {
    const { context, panel, open, ask, talk } = await visit();
    await open();
    await context.setOffline(true);
    await ask('Première question');
    await ask('Seconde question');
    await panel.getByText('Connexion perdue. Vos messages partiront à son retour.').waitFor();
    await expect.poll(() => talk.getByText('En attente de connexion').count()).toBe(2);
    expect(questions()).toEqual([]);
    await context.setOffline(false);
    await expect.poll(questions).toEqual(['Première question', 'Seconde question']);
    await panel.getByText('Connexion rétablie.').waitFor();
    await expect.poll(() => talk.getByText('Vous avez droit').count()).toBe(2);
    expect(place.standIn.conversations.size).toBe(1);
  });

  it('says when the connection goes and comes, whoever writes nothing', async () => {
    const { context, panel, open } = await visit();
    await open();
    await context.setOffline(true);
    const lost = panel.getByText('Connexion perdue. Vos messages partiront à son retour.');
    await lost.waitFor();
    await context.setOffline(false);
    await panel.getByText('Connexion rétablie.').waitFor();
    expect(await lost.count()).toBe(0);
  });

  it('stays closed when it was closed before it came', async () => {
    const { page, launcher, panel } = await visit();
    await launcher.click();
    await launcher.click();
    await page.waitForLoadState('networkidle');
    expect(await launcher.getAttribute('aria-expanded')).toBe('false');
    expect(await panel.getByRole('textbox').isVisible()).toBe(false);
    for (let click = 0; click < 3; click += 1) await launcher.click();
    await panel.getByRole('textbox').waitFor();
    expect(await launcher.getAttribute('aria-expanded')).toBe('true');
  });

  it('takes a waiting message back when the visitor wants it back', async () => {
    const { context, panel, open, ask, talk } = await visit();
    await open();
    await context.setOffline(true);
    await ask('Finalement non');
    await panel.getByRole('button', { name: 'Retirer' }).click();
    await context.setOffline(false);
    await ask('Plutôt ceci');
    await talk.getByText('Vous avez droit').waitFor();
    expect(questions()).toEqual(['Plutôt ceci']);
  });

  it('never sends a message twice, even when its first answer got lost on the way', async () => {
    const { open, ask, talk } = await visit();
    await open();
    place.standIn.loseNextChat();
    await ask('Une seule fois');
    await talk.getByText('Vous avez droit').waitFor();
    expect(questions()).toEqual(['Une seule fois']);
    expect(place.standIn.requests.filter(each => each === 'POST /api/visitor/chat')).toHaveLength(2);
    expect(await talk.getByText('Une seule fois').count()).toBe(1);
  });

  it('goes on with an answer whose stream broke', async () => {
    const { panel, open, ask, talk } = await visit();
    await open();
    place.standIn.hold();
    await ask('Combien de jours ?');
    await talk.locator('.prose', { hasText: 'Vous' }).waitFor();
    await expect.poll(() => place.standIn.requests.at(-1)).toBe('POST /api/visitor/chat');
    place.standIn.fail(/follow$/, 502, {}, {}, 99);
    place.standIn.breakStreams();
    await talk.getByText('Connexion perdue, je reprends…').waitFor();
    place.standIn.mend();
    await expect.poll(() => talk.getByText('Connexion perdue, je reprends…').count()).toBe(0);
    expect(await talk.locator('.prose').textContent()).toMatch(/^Vous\s*$/);
    place.standIn.release();
    await talk.getByText('quinze jours avant').waitFor();
    expect(questions()).toEqual(['Combien de jours ?']);
    expect(await panel.getByRole('button', { name: 'Réponse utile' }).count()).toBe(1);
  });

  it('shows the owner’s words while the server sleeps, and opens as soon as it wakes', async () => {
    const { page, panel, launcher } = await visit({ attributes: 'data-offline-message="Revenez à 9 h."' });
    await launcher.waitFor();
    await place.standIn.sleep();
    try {
      await launcher.click();
      await page.getByRole('alert').getByText('Revenez à 9 h.').waitFor();
    } finally {
      await place.standIn.wake();
    }
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await panel.getByRole('textbox').waitFor();
    expect(await page.getByRole('alert').isVisible()).toBe(false);
  });

  it('knows the owner’s words without having been opened, and lets itself be closed', async () => {
    place.standIn.widget.offlineMessage = 'Le bureau rouvre lundi.';
    const { page, launcher } = await visit();
    await launcher.waitFor();
    place.standIn.fail(/token/, 500, {}, {}, 9);
    await launcher.click();
    await page.getByRole('alert').getByText('Le bureau rouvre lundi.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('alert').isVisible()).toBe(false);
  });

  it('sleeps and wakes under an open panel without losing a word', async () => {
    const { panel, open, ask, talk } = await visit();
    await open();
    await place.standIn.sleep();
    try {
      await ask('Êtes-vous là ?');
      await panel.getByText('Le service ne répond pas pour l’instant.').waitFor();
      await talk.getByText('En attente de connexion').waitFor();
    } finally {
      await place.standIn.wake();
    }
    await talk.getByText('Vous avez droit').waitFor();
    expect(questions()).toEqual(['Êtes-vous là ?']);
  });

  it('renews an expired token without a word', async () => {
    const { open, ask, complaints, talk } = await visit();
    await open();
    place.standIn.expireTokens();
    await ask('Toujours moi');
    await talk.getByText('Vous avez droit').waitFor();
    expect(place.standIn.visitors.size).toBe(1);
    // The browser itself notes the refusal; nothing else does.
    expect(complaints.filter(each => !each.includes('401'))).toEqual([]);
  });

  it('says the owner’s words at a limit, keeps the message, and sends it when the visitor asks', async () => {
    const { panel, open, ask, talk } = await visit();
    await open();
    const error = { code: 'limit.visitor', message: '', details: { message: 'Doucement, s’il vous plaît.' } };
    place.standIn.fail(/chat$/, 429, { error }, { 'retry-after': '60' });
    await ask('Encore une');
    const fate = panel.getByRole('alert');
    await fate.getByText('Doucement, s’il vous plaît.').waitFor();
    await fate.getByText(/Vous pourrez continuer à partir de \d/).waitFor();
    await panel.getByRole('button', { name: 'Envoyer de nouveau' }).click();
    await talk.getByText('Vous avez droit').waitFor();
    expect(questions()).toEqual(['Encore une']);
  });

  it('waits its turn when the server is full, and tells the place in the queue', async () => {
    const { panel, open, ask, talk } = await visit();
    await open();
    place.standIn.fail(/chat$/, 503, {}, { 'retry-after': '1' });
    place.standIn.queue = [3, 1];
    place.standIn.pace = 40;
    await ask('Mon tour ?');
    await panel.getByText('Beaucoup de monde. Nouvel essai dans un instant…').waitFor();
    await talk.getByText('vous êtes en position 3').waitFor();
    await talk.getByText('Votre question est la prochaine.').waitFor();
    await talk.getByText('Vous avez droit').waitFor();
    expect(questions()).toEqual(['Mon tour ?']);
  });

  it('stops an answer and keeps what came', async () => {
    const { panel, open, ask, talk } = await visit();
    await open();
    place.standIn.hold();
    await ask('Combien de jours ?');
    await panel.locator('.live .prose').waitFor();
    await panel.getByRole('button', { name: 'Arrêter la réponse' }).click();
    await talk.getByText('Réponse arrêtée.').first().waitFor();
    expect(await talk.locator('.prose').textContent()).toMatch(/^Vous\s*$/);
  });

  it('says that it is not open on a page that may not show it', async () => {
    place.standIn.allowed = () => false;
    const { page, launcher, complaints } = await visit();
    await launcher.click();
    await page.getByRole('alert').getByText('n’est pas ouverte sur cette page').waitFor();
    expect(complaints.join('\n')).toContain('not among the domains');
  });

  it('resumes across pages and reloads, with the draft, and forgets everything when asked', async () => {
    const { page, panel, open, ask, talk } = await visit();
    await open();
    await ask('Combien de jours pour un mariage ?');
    await talk.getByText('Vous avez droit').waitFor();
    await panel.getByRole('textbox').fill('Et pour une nai');
    await expect
      .poll(() => page.evaluate('localStorage["foyer:wdgtStandIn0123456789"]'))
      .toContain('Et pour une nai');
    await page.reload();
    await talk.getByText('Vous avez droit').waitFor();
    expect(await panel.getByRole('textbox').inputValue()).toBe('Et pour une nai');
    expect(place.standIn.visitors.size).toBe(1);

    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await panel.getByRole('button', { name: 'Effacer mes données' }).click();
    await panel.getByRole('alertdialog').getByRole('button', { name: 'Tout effacer' }).click();
    await panel.getByText('Vos données sont effacées.').waitFor();
    expect(await talk.getByText('Vous avez droit').count()).toBe(0);
    expect(place.standIn.conversations.size).toBe(0);
    await expect
      .poll(() => page.evaluate('localStorage["foyer:wdgtStandIn0123456789"]'))
      .not.toContain('Et pour');
  });

  it('shows the same in two tabs: an answer of one appears in the other', async () => {
    const first = await visit();
    await first.open();
    const second = await visit({ context: first.context });
    await second.open();
    place.standIn.hold();
    await first.ask('Dans les deux ?');
    await second.talk.getByText('Dans les deux ?').waitFor();
    place.standIn.release();
    await second.talk.getByText('quinze jours avant').waitFor();
    await second.ask('Et en retour ?');
    await first.talk.getByText('Et en retour ?').waitFor();
    await expect.poll(() => first.talk.getByText('Vous avez droit').count()).toBe(2);
    expect(place.standIn.visitors.size).toBe(1);
    expect(place.standIn.conversations.size).toBe(1);
  });

  it('sends what a closed page could not, from the next one', async () => {
    const { context, page, open, ask, talk } = await visit();
    await open();
    await place.standIn.sleep();
    try {
      await ask('Avant de partir');
      await talk.getByText('En attente de connexion').waitFor();
    } finally {
      await place.standIn.wake();
    }
    await page.close();
    const next = await visit({ context });
    await next.open();
    await next.talk.getByText('Vous avez droit').waitFor();
    expect(questions()).toEqual(['Avant de partir']);
  });

  it('works where the browser keeps nothing at all', async () => {
    const { page, panel, launcher, ask, talk } = await visit();
    await page.context().addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'BroadcastChannel'])
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException('refused', 'SecurityError');
          },
        });
    });
    await page.reload();
    await launcher.click();
    await panel.getByRole('textbox').waitFor();
    await ask('Sans mémoire');
    await talk.getByText('Vous avez droit').waitFor();
  });
});
