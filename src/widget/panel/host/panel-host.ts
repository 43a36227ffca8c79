import type { Memory, PanelEventName, PanelPlace } from '../../protocol.ts';
import type { PersonDetails } from '../../wire.ts';

/** What the panel is told when it begins. */
export type Beginning = {
  place: PanelPlace;
  memory: Memory;
  person: PersonDetails | null;
  shown: boolean;
};

export type HostEvents = {
  /** @param focus the person asked for the panel and is now in it */
  onShown(focus: boolean): void;
  onHidden(): void;
  onIdentify(person: PersonDetails): void;
};

/** What is around the panel: a foreign page with the loader, its own full page, or a preview. */
export type PanelHost = {
  begin(events: HostEvents): Promise<Beginning>;
  /**
   * A token that counts now.
   * @param renew true when the server refused the former one
   * @throws ApiFailure
   */
  access(renew: boolean): Promise<string>;
  /** Forgets who the visitor is; the next token is a new visitor's. @throws ApiFailure */
  forget(): Promise<void>;
  /** Asks to be closed; nothing where it cannot be. */
  close(): void;
  unread(count: number): void;
  /** Keeps values in this browser; null takes one away. */
  remember(changes: Readonly<Record<string, unknown>>): void;
  event(name: PanelEventName, detail: Record<string, string>): void;
};
