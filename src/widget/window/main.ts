import { WINDOW_EVENT } from '../loader/window-script.ts';
import { openWindow } from './visitor-window.ts';

document.currentScript?.dispatchEvent(new CustomEvent(WINDOW_EVENT, { detail: openWindow }));
