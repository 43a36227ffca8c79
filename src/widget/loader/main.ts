import { joinPage } from './foyer-api.ts';

joinPage(document.currentScript instanceof HTMLScriptElement ? document.currentScript : null);
