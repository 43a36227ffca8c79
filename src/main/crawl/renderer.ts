/** Opens pages that say nothing until their programs have run. */
export type Renderer = {
  /** The page as it stands once its programs have run, as UTF-8; null where no browser can show it. */
  render(address: string, signal: AbortSignal): Promise<Uint8Array | null>;
  close(): Promise<void>;
};
