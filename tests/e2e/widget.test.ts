import { describe, expect, it } from 'vitest';
import { sitePage, snippet } from '../support/widget-site.ts';
import { messageOf, usualReply } from '../support/widget-stand-in-data.ts';
import {
  addPlace,
  box,
  callFoyer,
  changePage,
  focusSearch,
  guessedRows,
  hasFocus,
  heardEvents,
  isInSight,
  layoutShift,
  replaceBody,
  rootOverflow,
  watchGuessedRows,
  widgetHasFocus,
} from './support/in-page.js';
import { useWidgetPlace, strictPolicy } from './support/widget-page.ts';

describe('the widget on a page of another origin', () => {
  const place = useWidgetPlace();
  const { visit } = place;

  it('asks nothing of anybody before it is used, and moves nothing on the page', async () => {
    const { page, launcher, complaints } = await visit();
    await launcher.waitFor();
    await page.waitForLoadState('networkidle');
    expect(place.standIn.requests).toEqual(['GET /widget/wdgtStandIn0123456789.js']);
    expect(await page.evaluate(layoutShift)).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('answers under the strictest policy: opens, streams, shows sources, and complains of nothing', async () => {
    const { page, panel, complaints, open, ask } = await visit();
    await open();
    await panel.getByText('Bonjour, je connais le règlement').waitFor();
    await ask('Combien de jours pour un mariage ?');
    const answer = panel.getByRole('listitem').filter({ hasText: 'quatre jours ouvrés' }).last();
    await answer.locator('strong', { hasText: 'quatre jours ouvrés' }).waitFor();
    await answer.getByRole('button', { name: 'Règlement intérieur p. 12, 14–15' }).click();
    const passage = panel.getByRole('dialog', { name: 'Règlement intérieur' });
    await passage.locator('mark', { hasText: 'quatre jours ouvrés' }).waitFor();
    await passage.getByText('Les absences énumérées').waitFor();
    expect(await passage.locator('mark').evaluate(isInSight)).toBe(true);
    await page.keyboard.press('Escape');
    await passage.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('lays out what just came before it is drawn, so that nothing below jumps', async () => {
    const { panel, open, ask } = await visit();
    await open();
    await panel.locator('body').evaluate(watchGuessedRows);
    await ask('Combien de jours pour un mariage ?');
    await panel.getByRole('button', { name: 'Copier' }).waitFor();
    expect(await panel.locator('body').evaluate(guessedRows)).toBe(0);
  });

  it('steps through the places of a source, and opens a number at the place it is about', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    place.standIn.reply = () => ({
      ...usualReply(),
      text: 'Vous avez droit à quatre jours [1], dans le mois [1].',
      citations: [0, 1],
    });
    const { page, panel, launcher, ask } = await visit({ window: phone });
    await launcher.tap();
    await panel.getByRole('textbox').waitFor();
    await ask('Combien de jours pour un mariage ?');
    const answer = panel.getByRole('listitem').filter({ hasText: 'quatre jours' }).last();
    const numbers = answer.getByRole('button', { name: /^Source 1/ });
    await expect.poll(() => numbers.count()).toBe(2);
    await answer.getByRole('button', { name: 'Copier' }).waitFor(); // it has ended
    await numbers.nth(1).tap();
    const passage = panel.getByRole('dialog', { name: 'Règlement intérieur' });
    await passage.locator('mark', { hasText: 'dans le mois du mariage' }).waitFor();
    await passage.getByText('p. 14–15').waitFor();
    await passage.getByRole('button', { name: 'Passage 2 sur 2' }).tap();
    await passage.locator('mark', { hasText: 'quatre jours ouvrés' }).waitFor();
    expect(await passage.locator('mark').evaluate(isInSight)).toBe(true);
    const next = passage.getByRole('button', { name: 'Passage 1 sur 2' });
    await next.focus();
    await page.keyboard.press('Enter');
    await passage.locator('mark', { hasText: 'dans le mois du mariage' }).waitFor();
    await passage.getByRole('button', { name: 'Fermer' }).tap();
    await answer.getByRole('button', { name: /Guide des congés/ }).tap();
    const single = panel.getByRole('dialog', { name: 'Guide des congés' });
    await single.locator('mark').waitFor();
    expect(await single.getByRole('button', { name: /Passage/ }).count()).toBe(0);
  });

  it('shows each sender as themselves: an operator by name, a line of the house, tools in a quiet line', async () => {
    const { page, panel, open, ask, complaints } = await visit();
    await open();
    await ask('Combien de jours pour un mariage ?');
    await panel.getByRole('button', { name: 'Copier' }).waitFor();
    const [conversation] = [...place.standIn.conversations.values()];
    conversation?.messages.push(
      messageOf({ sender: { kind: 'system', name: null }, content: 'Camille a rejoint la conversation.' }),
      messageOf({ sender: { kind: 'operator', name: 'Camille Roy' }, content: 'Je prends la suite.' }),
      messageOf({ sender: { kind: 'operator', name: null }, content: 'À demain.' }),
      messageOf({ content: 'Le bureau ouvre à 9 h.', tools: ['planning', 'agenda'] }),
    );
    await page.reload(); // it opens again by itself, where it was
    const row = (text: string) => panel.getByRole('listitem').filter({ hasText: text }).last();
    await row('Je prends la suite.').getByText('Camille Roy').waitFor();
    await row('À demain.').getByText('L’équipe').waitFor();
    await row('Le bureau ouvre').getByText('Outils consultés : planning, agenda').waitFor();
    expect(await row('a rejoint').innerText()).toBe('Camille a rejoint la conversation.');
    // Only answers of the chatbot are rated.
    expect(await row('Je prends la suite.').getByRole('button', { name: 'Réponse utile' }).count()).toBe(0);
    await row('Le bureau ouvre').getByRole('button', { name: 'Réponse utile' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('marks what its sources do not hold, and says that it is to be checked', async () => {
    const text = 'La pause dure **90** minutes &amp; plus [1].';
    place.standIn.reply = () => ({
      ...usualReply(),
      text,
      doubts: [{ start: text.indexOf('90'), end: text.indexOf('90') + 2 }],
      toCheck: true,
    });
    const { panel, open, ask, complaints } = await visit();
    await open();
    await ask('Combien de temps dure la pause ?');
    const answer = panel.getByRole('listitem').filter({ hasText: 'minutes & plus' }).last();
    await answer.locator('strong abbr', { hasText: /^90$/ }).waitFor();
    await answer.getByText('À vérifier dans les sources.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('works by nonce alone, and with its loader pinned by hash', async () => {
    const { integrity } = place.standIn.build();
    const policy = `default-src 'none'; script-src 'nonce-n0nce'; connect-src ${place.standIn.url}; frame-src ${place.standIn.url}; img-src data:; style-src 'none'`;
    const pinned = `<script async src="${place.standIn.url}/widget/v1.js" data-widget-id="wdgtStandIn0123456789" nonce="n0nce" integrity="${integrity}" crossorigin="anonymous"></script>`;
    const { open, complaints } = await visit({ snippets: pinned, policy });
    await open();
    expect(complaints).toEqual([]);
  });

  it('works where the page asks for Trusted Types', async () => {
    const policy = `${strictPolicy(place.standIn.url)}; require-trusted-types-for 'script'; trusted-types foyer`;
    const { open, complaints } = await visit({ policy });
    await open();
    expect(complaints).toEqual([]);
  });

  it('loads from the head before there is a body', async () => {
    const { open, complaints } = await visit({ head: snippet(place.standIn.url), snippets: '' });
    await open();
    expect(complaints).toEqual([]);
  });

  it('is used by keyboard alone: focus goes in, moves, and comes back', async () => {
    const { page, panel, launcher, complaints } = await visit();
    await launcher.waitFor();
    await page.getByRole('textbox', { name: 'Chercher' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const field = panel.getByRole('textbox', { name: 'Votre message' });
    await field.waitFor();
    await expect.poll(() => field.evaluate(hasFocus)).toBe(true);
    await page.keyboard.type('Combien de jours ?');
    await page.keyboard.press('Enter');
    await panel
      .getByRole('button', { name: /Guide des congés/ })
      .last()
      .waitFor();
    // Up through the answer to its first source, and into it.
    const source = panel.getByRole('list', { name: 'Sources' }).getByRole('button').first();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Shift+Tab');
      if (await source.evaluate(hasFocus)) break;
    }
    await page.keyboard.press('Enter');
    await panel.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await panel.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => source.evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => launcher.getAttribute('aria-expanded')).toBe('false');
    expect(await page.evaluate(widgetHasFocus)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('gives the page a programme: calls before it loaded, events, identify, destroy and mount', async () => {
    const head = `<script src="${place.site.url}/early.js"></script>`;
    place.site.pages.set('/early.js', {
      html: `window.heard = []; window.Foyer = window.Foyer || [];
        for (const name of ['ready', 'open', 'close', 'message', 'answer']) Foyer.push(['on', name, event => heard.push(name + ' ' + event.widgetId)]);
        Foyer.push(['identify', { name: 'Claire', email: 'claire@example.org' }], ['open']);`,
      type: 'text/javascript',
    });
    const policy = strictPolicy(place.standIn.url).replace('script-src', `script-src ${place.site.url}`);
    const { page, panel, ask } = await visit({ head, policy });
    const field = panel.getByRole('textbox');
    await field.waitFor();
    await ask('Bonjour');
    await panel.getByText('Vous avez droit').first().waitFor();
    await expect.poll(() => [...place.standIn.visitors.values()].map(({ name }) => name)).toEqual(['Claire']);
    for (const call of [['close'], ['toggle'], ['close', 'somebody-else']])
      await page.evaluate(callFoyer, call);
    await expect
      .poll(() => page.evaluate(heardEvents))
      .toEqual(['answer', 'close', 'message', 'open', 'ready']);
    await page.evaluate(callFoyer, ['destroy']);
    await expect.poll(() => page.locator('[data-foyer-widget]').count()).toBe(0);
    await page.evaluate(callFoyer, ['mount', { widgetId: 'wdgtStandIn0123456789', label: 'Encore' }]);
    await page.getByRole('button', { name: 'Encore' }).waitFor();
  });

  it('stands several times on one page, in the corner and in the text', async () => {
    const { url } = place.standIn;
    const second = snippet(url, 'data-position="left" data-label="Paie"', 'wdgtSecond0123456789');
    const inline = snippet(url, 'data-inline="#ici"', 'wdgtInline0123456789');
    const { page, complaints } = await visit({
      snippets: snippet(place.standIn.url) + second + inline + snippet(place.standIn.url),
      body: '<div id="ici"></div>',
    });
    await page.getByRole('button', { name: 'Paie' }).waitFor();
    const panel = page.frameLocator('#ici iframe');
    await panel.getByRole('textbox').waitFor();
    expect(await panel.getByRole('button', { name: 'Fermer la discussion' }).count()).toBe(0);
    // The fourth snippet is the first again: still three.
    expect(await page.locator('[data-foyer-widget]').count()).toBe(3);
    await page.getByRole('button', { name: 'Paie' }).click();
    await page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    await expect.poll(() => page.locator('[data-foyer-widget] iframe').count()).toBe(3);
    const buttons = await page.locator('body > [data-foyer-widget]').getByRole('button').all();
    const [left, right] = await Promise.all(buttons.map(async button => (await button.boundingBox())?.x));
    expect(Math.abs((left ?? 0) - (right ?? 0))).toBeGreaterThan(500);
    expect(complaints).toEqual([]);
  });

  it('stays while a single-page application changes what is around it', async () => {
    const { page, panel, launcher, open, ask } = await visit();
    await open();
    await ask('Combien de jours pour un mariage ?');
    await panel.getByText('Vous avez droit').first().waitFor();
    await page.evaluate(changePage);
    expect(await panel.getByText('Vous avez droit').first().isVisible()).toBe(true);
    await page.evaluate(replaceBody);
    await panel.getByText('Vous avez droit').first().waitFor();
    expect(await launcher.getAttribute('aria-expanded')).toBe('true');
  });

  it('finds its place in the text whenever it appears', async () => {
    const { page, launcher } = await visit({
      snippets: snippet(place.standIn.url, 'data-inline="#plus-tard"'),
    });
    await page.waitForLoadState('networkidle');
    expect(await page.locator('[data-foyer-widget]').count()).toBe(0);
    await page.evaluate(addPlace, 'plus-tard');
    await page.frameLocator('#plus-tard iframe').getByRole('textbox').waitFor();
    // A part of that page: nothing that the next one opens by itself.
    const html = sitePage({ snippet: snippet(place.standIn.url) });
    place.site.pages.set('/', { html, policy: strictPolicy(place.standIn.url) });
    await page.reload();
    await launcher.waitFor();
    expect(await launcher.getAttribute('aria-expanded')).toBe('false');
  });

  it('opens by itself once in a session, after its delay, and leaves the focus where it is', async () => {
    const { page, panel, launcher } = await visit({ attributes: 'data-auto-open="true" data-delay="1"' });
    const search = page.getByRole('textbox', { name: 'Chercher' });
    await search.focus();
    expect(await launcher.getAttribute('aria-expanded')).toBe('false');
    await panel.getByRole('textbox').waitFor();
    expect(await search.evaluate(hasFocus)).toBe(true);
    await launcher.click();
    // Without its delay it would open before anything else happens.
    const html = sitePage({ snippet: snippet(place.standIn.url, 'data-auto-open="true"') });
    place.site.pages.set('/', { html, policy: strictPolicy(place.standIn.url) });
    await page.reload();
    await launcher.waitFor();
    await page.waitForLoadState('networkidle');
    expect(await launcher.getAttribute('aria-expanded')).toBe('false');
  });

  it('covers a phone, keeps the focus there, and gives the page back', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, panel, launcher, complaints } = await visit({
      window: phone,
      attributes: 'data-auto-open="true"',
    });
    // By itself it only shows a sign on a phone.
    await page.getByRole('button', { name: 'Ouvrir la discussion, nouveaux messages : 1' }).waitFor();
    await launcher.tap();
    await panel.getByRole('textbox').waitFor();
    await expect
      .poll(() => page.locator('[data-foyer-widget] .window').evaluate(box))
      .toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    await page.evaluate(focusSearch);
    await expect.poll(() => page.evaluate(widgetHasFocus)).toBe(true);
    await panel.getByRole('button', { name: 'Fermer la discussion' }).tap();
    await expect.poll(() => page.evaluate(rootOverflow)).toBe('');
    expect(complaints).toEqual([]);
  });
});
