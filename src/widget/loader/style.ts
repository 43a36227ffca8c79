import { FULL_SCREEN } from '../shadow-style.ts';

/** Above everything a page usually shows. */
const ON_TOP = 2147483000;

/**
 * The launcher's style, inside its shadow root. Rings are double, light and dark, because the page behind may have
 * any colour; `all: initial` keeps the page's own style out.
 */
export const launcherStyle = `
:host{all:initial;display:block;font:15px/1.45 system-ui,sans-serif}
*{box-sizing:border-box}
[hidden]{display:none!important}
.root{--edge:max(20px,env(safe-area-inset-bottom));--side:max(20px,env(safe-area-inset-right),env(safe-area-inset-left));--ground:#fff;--text:#211d18;color:var(--text)}
.dark{--ground:#1d1a17;--text:#f2ede6}
.launcher,.says,.window{position:fixed;z-index:${ON_TOP};right:var(--side)}
.left>*{right:auto;left:var(--side)}
.launcher,.says{box-shadow:0 1px 2px #0003,0 10px 28px -8px #0007}
button{font:inherit;font-weight:600;border:0;cursor:pointer;background:var(--brand);color:var(--ink)}
.launcher{bottom:var(--edge);display:flex;align-items:center;justify-content:center;gap:10px;min-width:60px;height:60px;padding:0;border-radius:30px;transition:transform .18s}
.launcher:hover{transform:translateY(-2px)}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #1d120a}
.worded{padding:0 22px 0 18px}
svg{width:27px;height:27px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.label{white-space:nowrap;max-width:220px;overflow:hidden;text-overflow:ellipsis}
.badge{position:absolute;top:-3px;right:-3px;min-width:22px;padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font-size:12px;line-height:22px;box-shadow:0 0 0 2px #fff}
[aria-busy=true] svg{animation:wait 1s .3s infinite ease-in-out}
@keyframes wait{50%{opacity:.25}}
.says{bottom:calc(var(--edge) + 74px);width:min(300px,calc(100vw - 40px));padding:16px 18px;border-radius:18px;background:var(--ground);white-space:pre-line;overflow-wrap:anywhere}
.says button{display:block;margin-top:12px;min-height:42px;padding:0 18px;border-radius:12px}
.inline .says{position:static;width:auto}
@media ${FULL_SCREEN}{.label{display:none}.worded{padding:0}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media (forced-colors:active){button,.says{border:2px solid}}
@media print{:host{display:none}}`;
