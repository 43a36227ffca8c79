/** What the tabs of one browser tell each other. */
export type TabNews =
  /** There is something new in this conversation (a question taken, an answer finished). */
  | { type: 'conversation'; id: string }
  /** The visitor was forgotten: nothing that is shown exists any more. */
  | { type: 'forgotten' };

/** Says news to the other tabs. */
export type Tell = (news: TabNews) => void;

/** Joins the tabs that show the same widget on the same site; nothing where the browser refuses. */
export function joinTabs(onNews: (news: TabNews) => void): Tell {
  try {
    // The path holds the widget's id; browsers keep the tabs of different sites apart by themselves.
    const channel = new BroadcastChannel(location.pathname);
    channel.onmessage = (event: MessageEvent<TabNews>) => onNews(event.data);
    return news => channel.postMessage(news);
  } catch {
    return () => undefined; // storage is refused, and this with it
  }
}
