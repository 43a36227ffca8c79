// Draws the raster icons from build/icon.svg with the installed Chromium. Run after changing the drawing:
// `node scripts/draw-icons.mjs`. electron-builder makes the formats of each system out of the large one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { projectRoot } from './runtime.mjs';

const ICONS = [
  { file: 'build/icon.png', size: 1024 }, // px, what macOS asks for
  { file: 'resources/icon.png', size: 256 }, // px, the window's own
];

const drawing = readFileSync(join(projectRoot, 'build', 'icon.svg'), 'utf8');
const executablePath = findChromium();
if (executablePath === null) throw new Error('Drawing the icons needs Chromium');
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const { file, size } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`,
    );
    await page.screenshot({ path: join(projectRoot, file), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
