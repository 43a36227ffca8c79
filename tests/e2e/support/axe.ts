import axe from 'axe-core';
import type { Frame } from 'playwright-core';

/** What WCAG 2.2 AA asks, as far as a program can tell; plus axe's own advice on good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Faults of accessibility in one document (frames inside it are looked at by themselves), one line each. */
export function accessibilityFaults(frame: Frame): Promise<string[]> {
  return faultsOf(frame, RULES);
}

/** Words that are too pale on their ground, one line each. */
export function contrastFaults(frame: Frame): Promise<string[]> {
  return faultsOf(frame, { type: 'rule', values: ['color-contrast'] });
}

async function faultsOf(frame: Frame, runOnly: axe.RunOptions['runOnly']): Promise<string[]> {
  if (!(await frame.evaluate('window.axe !== undefined'))) await frame.evaluate(axe.source);
  const { violations } = (await frame.evaluate(
    `axe.run(document, { iframes: false, resultTypes: ['violations'], runOnly: ${JSON.stringify(runOnly)} })`,
  )) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200) ?? ''}`,
    ),
  );
}
