/**
 * What the desktop window offers the page beside the contract: the page finds it as `window.foyer`. In a browser
 * (server mode) `window.foyer` is absent and the page speaks HTTP instead.
 *
 * The preload script implements it, the main process answers it (`src/main/electron/abilities.ts`), the page only
 * reads these types: none of them names Electron.
 */

/** `event.data` of the window message that carries the port of the typed client in `event.ports[0]`. */
export const DESKTOP_PORT_MESSAGE = 'foyer:port';

/** The origin of the page in the desktop window: its own protocol, never `file:`. */
export const DESKTOP_ORIGIN = 'foyer://app';

/** The two messages the preload script sends to the main process; nothing else crosses that border. */
export const PORT_REQUEST_CHANNEL = 'foyer:request-port';
export const ABILITY_CHANNEL = 'foyer:ability';

/** Each native ability, by name, with what it takes and gives. Paths are absolute. */
export type DesktopAbilities = {
  /** Asks the person for files. Empty when the dialog is dismissed. */
  'files.choose': { input: { title: string; multiple: boolean }; output: string[] };
  /** Asks the person for one folder. Null when the dialog is dismissed. */
  'folder.choose': { input: { title: string }; output: string | null };
  /** Shows Foyer's data folder in the system's file browser. */
  'data-folder.open': { input: null; output: null };
};

export type DesktopAbility = keyof DesktopAbilities;

export type DesktopBridge = {
  /** What this window can do; a page that needs another ability hides the control that would use it. */
  readonly abilities: readonly DesktopAbility[];
  /**
   * Asks the main process for a port to the typed client. The answer is one window message with
   * `event.source === window`, `event.data === DESKTOP_PORT_MESSAGE` and the port in `event.ports[0]`: listen first,
   * then call. Each call gives a new port; the main process closes the one before.
   */
  requestPort(): void;
  /** Rejects with an Error when the ability is unknown, the input has the wrong form or the system refuses. */
  invoke<Name extends DesktopAbility>(
    ability: Name,
    input: DesktopAbilities[Name]['input'],
  ): Promise<DesktopAbilities[Name]['output']>;
  /** Absolute path of a dropped or chosen `File`; an empty string for one that is not on disk. */
  pathOfFile(file: object): string;
};
