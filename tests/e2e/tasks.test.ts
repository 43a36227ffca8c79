import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../doors/door-support.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('the tasks', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/settings/tasks`);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const card = (name: string) => page.getByRole('region', { name });

  it('are listed with what is over', async () => {
    await card('En cours et en attente').getByText('Rien n’attend.').waitFor();
    await card('Terminées récemment').getByRole('listitem').first().waitFor();
    expect(
      await card('Terminées récemment')
        .getByText(/terminé · /)
        .count(),
    ).toBeGreaterThan(1);
  });

  it('say why one failed, and are tried again once its cause is gone', async () => {
    const { client } = office.server;
    const path = join(office.dataFolder, 'abîmé.pdf');
    writeFileSync(path, '%PDF-1.7 and nothing of a PDF');
    await client.documents.addPaths({ chatbotId: office.chatbotId, paths: [path] });
    rmSync(path);
    const failed = card('À reprendre').getByRole('listitem').filter({ hasText: 'abîmé.pdf' });
    await failed.getByText(/essais : 1/).waitFor();
    expect(await failed.innerText()).toMatch(/abîmé|lu|lire|PDF/);
    await failed.getByRole('button', { name: 'Relancer abîmé.pdf' }).click();
    // It stands among the failed ones before and after: only the log tells that it ran in between.
    await expect
      .poll(async () => (await client.audit.list({ limit: 5 })).items.map(({ action }) => action))
      .toContain('jobs.retried');
    await expect
      .poll(async () => (await client.jobs.list({ state: 'failed' })).items.map(job => job.label))
      .toEqual(['abîmé.pdf']);
  });

  it('that are not wanted any more are dismissed', async () => {
    const { client } = office.server;
    const failed = card('À reprendre').getByRole('listitem').filter({ hasText: 'abîmé.pdf' });
    await failed.getByRole('button', { name: 'Écarter abîmé.pdf' }).click();
    await card('À reprendre').getByText('Rien n’a échoué.').waitFor();
    expect((await client.jobs.list({ state: 'failed' })).items).toEqual([]);
    const { items } = await client.audit.list({ limit: 5 });
    expect(items.map(({ action, targetLabel }) => [action, targetLabel])).toContainEqual([
      'jobs.dismissed',
      'abîmé.pdf',
    ]);
  });

  it('that come by themselves say when, and are done when asked', async () => {
    const due = card('À heures fixes');
    const copy = due.getByRole('listitem').filter({ hasText: 'Copie de la base de données' });
    await copy.getByText(/Tous les jours à 12:30( \([\w/]+\))? · prochaine fois /).waitFor();
    const schedules = await office.server.client.jobs.schedules({});
    expect(await due.getByRole('listitem').count()).toBe(schedules.length);
    await copy.getByRole('button', { name: 'Lancer maintenant : Copie de la base de données' }).click();
    await page.getByText('Copie de la base de données : lancé').waitFor();
    await copy.getByText(/dernière fois/).waitFor();
    await card('Terminées récemment')
      .getByRole('listitem')
      .filter({ hasText: 'Copie de la base de données' })
      .waitFor();
    const { items } = await office.server.client.audit.list({ limit: 5 });
    expect(items.map(({ action, targetLabel }) => [action, targetLabel])).toContainEqual([
      'jobs.started',
      'database.copy',
    ]);
  });

  it('are stopped by whoever waits for them no longer', async () => {
    const { client } = office.server;
    // Long enough to be stopped on any machine, and another content at each try.
    const long = `# ${randomUUID()}\n\n${'La règle vaut pour tout le monde, sans exception aucune. '.repeat(300_000)}`;
    const path = join(office.dataFolder, 'très long.md');
    writeFileSync(path, long);
    await client.documents.addPaths({ chatbotId: office.chatbotId, paths: [path] });
    await card('En cours et en attente').getByRole('button', { name: 'Annuler très long.md' }).click();
    await expect
      .poll(async () => (await client.jobs.list({ state: 'cancelled' })).items.map(job => job.label))
      .toEqual(['très long.md', 'abîmé.pdf']); // the other was dismissed
  });

  it('are for who works with documents; what comes by itself is for who administers Foyer', async () => {
    const { client, address } = office.server;
    const email = 'edith@atelier.fr';
    const password = 'un cheval mange la batterie';
    const { link } = await client.people.invite({ email, fullName: 'Édith', role: 'editor', language: 'fr' });
    await send(address, '/api/auth/link/accept', { method: 'POST', json: { token: link.token, password } });
    const other = await openWindow(browser);
    await other.page.goto(`${address}/#/sign-in`);
    await other.page.locator('input[type=email]').fill(email);
    await other.page.locator('input[type=password]').fill(password);
    await other.page.locator('form button[type=submit]').click();
    await other.page.getByRole('navigation').first().waitFor();
    await other.page.goto(`${address}/#/settings/tasks`);
    await other.page
      .getByRole('region', { name: 'Terminées récemment' })
      .getByRole('listitem')
      .first()
      .waitFor();
    expect(await other.page.getByRole('region', { name: 'À heures fixes' }).count()).toBe(0);
    expect(other.complaints).toEqual([]);
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
