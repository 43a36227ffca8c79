import type { TabNews } from '../protocol.ts';

/** News between the tabs of one browser; nothing where the browser refuses the channel. */
export function openTabChannel(widgetId: string, onNews: (news: TabNews) => void) {
  let channel: BroadcastChannel | null = null;
  try {
    channel = new BroadcastChannel(`foyer:${widgetId}`);
    channel.onmessage = (event: MessageEvent<TabNews>) => onNews(event.data);
  } catch (error) {
    console.info('Foyer: tabs do not hear of each other in this browser.', error);
  }
  return {
    tell: (news: TabNews) => channel?.postMessage(news),
    close: () => channel?.close(),
  };
}
