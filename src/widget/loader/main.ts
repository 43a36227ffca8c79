import { joinPage } from './foyer-api.ts';

joinPage(document.currentScript as HTMLScriptElement | null);
