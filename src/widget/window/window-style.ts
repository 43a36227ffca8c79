import { FULL_SCREEN } from '../shadow-style.ts';

/** The window's style; what it shares with the launcher (place, colours, what is asked of motion) is in that one's. */
export const windowStyle = `
.window{bottom:calc(var(--edge) + 74px);width:min(404px,calc(100vw - 40px));height:min(690px,calc(100vh - 124px));height:min(690px,calc(100dvh - 124px));border-radius:18px;overflow:hidden;background:var(--ground);box-shadow:0 24px 64px -16px rgb(33 29 24/.34),0 4px 14px rgb(33 29 24/.1);visibility:hidden;opacity:0;transform:translateY(14px) scale(.985);transform-origin:100% 100%;transition:opacity .18s ease,transform .18s ease,visibility 0s .18s}
.left .window{transform-origin:0 100%}
.window.open{visibility:visible;opacity:1;transform:none;transition:opacity .18s ease,transform .18s ease}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}
@media ${FULL_SCREEN}{
.window{inset:0!important;width:100%;height:100%;border-radius:0;transform:translateY(24px)}
.window.open~.launcher{visibility:hidden}
}
.inline,.inline .window{height:100%;min-height:440px}
.inline .window{position:static;width:100%;border-radius:18px;box-shadow:0 0 0 1px rgb(33 29 24/.12);transition:none;transform:none}
.inline .window:not(.open){display:none}
@media (forced-colors:active){.window{border:2px solid CanvasText}}
`;
