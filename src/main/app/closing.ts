type Close = () => void | Promise<void>;

/** What was opened is closed in the reverse order, each once. */
export function createClosing() {
  const opened: Close[] = [];
  return {
    add: (close: Close): void => void opened.push(close),
    async close(): Promise<void> {
      for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close();
    },
  };
}
