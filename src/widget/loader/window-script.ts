import type { OpenWindow } from '../window/visitor-window.ts';

/** Written in by the build: where the window's script is, and the hash it must have. */
declare const __FOYER_WINDOW_PATH__: string;
declare const __FOYER_WINDOW_INTEGRITY__: string;

/** The event by which that script hands its one function over; no global name is taken for it. */
export const WINDOW_EVENT = 'foyer-window';

type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    createScriptURL(url: string): string;
  };
};

/**
 * Loads what opens the window, on first use. The hash is part of the loader: a page that pins the loader by
 * `integrity` has pinned this too.
 * @throws when it does not come, or is not what the loader knows
 */
export function loadWindow(server: string, nonce: string | null): Promise<OpenWindow> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener(WINDOW_EVENT, event => {
      script.remove();
      resolve((event as CustomEvent<OpenWindow>).detail);
    });
    script.addEventListener('error', () => reject(new Error('No window')));
    script.crossOrigin = 'anonymous';
    script.integrity = __FOYER_WINDOW_INTEGRITY__;
    if (nonce !== null) script.nonce = nonce;
    script.src = trusted(server + __FOYER_WINDOW_PATH__);
    document.head.append(script);
  });
}

/** Pages that ask for Trusted Types admit this one with `trusted-types foyer`. */
function trusted(address: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('foyer', { createScriptURL: url => url });
  return policy?.createScriptURL(address) ?? address;
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
