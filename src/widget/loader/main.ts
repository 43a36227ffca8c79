import type { LauncherLooks } from '../../shared/lib/launcher-looks.ts';
import { joinPage } from './foyer-api.ts';

/** Written around this script by the server, where its address names a widget (`launcher-looks.ts`). */
declare const FOYER_LOOKS: LauncherLooks | undefined;

joinPage(
  document.currentScript as HTMLScriptElement | null,
  typeof FOYER_LOOKS === 'undefined' ? null : FOYER_LOOKS,
);
