import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'foyer-test-'));
  return { path, remove: () => removeFolder(path) };
}

export function removeFolder(path: string): void {
  // What was broken off may put one more file there.
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
