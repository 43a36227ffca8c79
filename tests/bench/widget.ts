import { chromium, type Browser } from 'playwright-core';
import { widgetSizes } from '../../scripts/check-size.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { hasLauncher, readPerformance, watchPerformance } from '../support/page-performance.js';
import { sitePage, snippet, startSite, type Site } from '../support/widget-site.ts';
import type { WidgetStandIn } from '../support/widget-stand-in-data.ts';
import { startWidgetStandIn } from '../support/widget-stand-in.ts';
import { atMost, milliseconds, notMeasured, type Measure } from './measures.ts';

const VISITS = 15;
/** A page as pages are: some text and pictures' worth of elements, so that there is something to shift. */
const BODY = '<p>Un paragraphe de la page, comme il y en a sur toutes.</p>'.repeat(150);

type Noted = { launcher: number; longest: number; shift: number };

/** The widget on a page of another origin, measured with the browser's own means; each visit opens it and asks. */
export async function measureWidget(): Promise<Measure[]> {
  const sizes = widgetSizes();
  const kilobytes = (value: number) => `${(value / 1000).toFixed(1)} kB`;
  const weights = [
    atMost('Widget, loader, gzip', sizes.loader, 5_000, kilobytes),
    atMost('Widget, all that opening loads, gzip', sizes.panel, 30_000, kilobytes),
  ];
  const executablePath = findChromium();
  if (executablePath === null)
    return [...weights, notMeasured('Widget, launcher after load', '≤ 50 ms', 'no Chromium')];
  const [browser, standIn, site] = await Promise.all([
    chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--host-resolver-rules=MAP *.test 127.0.0.1'],
    }),
    startWidgetStandIn(),
    startSite(),
  ]);
  try {
    const noted: Noted[] = [];
    for (let visit = 0; visit < VISITS; visit += 1) noted.push(await visitOnce(browser, standIn, site));
    const all = (name: keyof Noted) => noted.map(each => each[name]).toSorted((a, b) => a - b);
    const worst = (name: keyof Noted) => all(name).at(-1) ?? NaN;
    const usual = (name: keyof Noted) => all(name)[Math.floor(VISITS / 2)] ?? NaN;
    // A task is long by the clock: with other programs on the machine, the worst visit measures those.
    const beside = (name: keyof Noted) => `p50 of ${VISITS} visits; worst ${milliseconds(worst(name))}`;
    return [
      ...weights,
      atMost(
        'Widget, launcher interactive after load',
        usual('launcher'),
        50,
        milliseconds,
        beside('launcher'),
      ),
      atMost(
        'Widget, longest task over 50 ms: load, open, ask, answer',
        usual('longest'),
        50,
        milliseconds,
        beside('longest'),
      ),
      atMost(
        'Widget, cumulative layout shift',
        worst('shift'),
        0,
        value => value.toFixed(4),
        'worst visit, page and panel',
      ),
    ];
  } finally {
    await browser.close();
    await standIn.close();
    await site.close();
  }
}

async function visitOnce(browser: Browser, standIn: WidgetStandIn, site: Site): Promise<Noted> {
  site.pages.set('/', { html: sitePage({ body: BODY, snippet: snippet(standIn.url) }) });
  const context = await browser.newContext();
  await context.addInitScript(watchPerformance);
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(hasLauncher);
  const atLoad = (await page.evaluate(readPerformance)) as Noted;
  await page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
  const panel = page.frameLocator('iframe');
  await panel.getByRole('textbox').fill('Combien de jours ?');
  await page.keyboard.press('Enter');
  await panel.locator('.actions').waitFor();
  const all = await Promise.all(
    page.frames().map(async frame => (await frame.evaluate('window.noted')) as Omit<Noted, 'launcher'>),
  );
  await context.close();
  return {
    launcher: atLoad.launcher,
    longest: Math.max(...all.map(({ longest }) => longest)),
    shift: Math.max(...all.map(({ shift }) => shift)),
  };
}
