import type { App, AppOptions } from '#main/app/ports.ts';

export type Log = App['log'];

/** What the core wants of the system's keychain. */
export type SystemKeychain = NonNullable<NonNullable<AppOptions['keys']>['keychain']>;

/** The running core as the window holds it: what answers, and how to end it with whatever was started for it. */
export type DesktopCore = {
  app: App;
  /** Answers what the page sends and saves under `/api`, with the rights of the window. */
  answerFiles(request: Request): Promise<Response>;
  /** Closes the doors, then the app, then gives the data folder back. */
  close(): Promise<void>;
};
