// npm run dev: the desktop window with the page reloaded at each change.
import { electronProgram } from './desktop.mjs';
import { projectRoot } from './runtime.mjs';

if (electronProgram() === null) {
  process.stderr.write(
    'npm run dev needs Electron: fetch it with npx install-electron, or use npm start -- --headless\n',
  );
  process.exitCode = 1;
} else {
  const { createServer } = await import('electron-vite');
  await createServer({ root: projectRoot }, { rendererOnly: false });
}
