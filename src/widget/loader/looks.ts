import type { LauncherLooks } from '../../shared/lib/launcher-looks.ts';
import type { WidgetOptions } from './options.ts';

/**
 * Asks the server what a widget looks like, for pages whose code names it by its id alone: those that pin the loader.
 * @returns nothing of it while the server does not say; null when there is no such widget, or it is switched off
 */
export async function askLooks({ server, widgetId }: WidgetOptions): Promise<Partial<LauncherLooks> | null> {
  try {
    const answer = await fetch(`${server}/widget/${widgetId}.json`);
    if (answer.status === 404) return null;
    return answer.ok ? ((await answer.json()) as LauncherLooks) : {};
  } catch {
    return {}; // nobody answers: the launcher says so to whoever opens it
  }
}
