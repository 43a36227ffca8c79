import type { App } from '#main/app/ports.ts';

export type Log = App['log'];

/** The running core as the window holds it: what answers, and how to end it with whatever was started for it. */
export type DesktopCore = {
  app: App;
  /** Closes the doors, then the app, then gives the data folder back. */
  close(): Promise<void>;
};
