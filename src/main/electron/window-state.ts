import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export const WINDOW_MIN_WIDTH = 380; // px, the narrowest layout of the interface
export const WINDOW_MIN_HEIGHT = 480; // px, a question, an answer and the field below it

const DEFAULT_STATE = { width: 1280, height: 820, maximized: false }; // px, fits a 1366 × 768 screen once clamped

const windowState = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(WINDOW_MIN_WIDTH),
  height: z.number().int().min(WINDOW_MIN_HEIGHT),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

type Area = { x: number; y: number; width: number; height: number };

/**
 * Size and place of the window as it was last closed, made to fit the screens there are now.
 *
 * @param screens work areas in px, the primary first
 */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  const stored = readStored(file);
  const home = screens.find(area => isOn(stored, area)) ?? screens[0];
  if (home === undefined) return stored;
  const fitted = {
    width: Math.max(WINDOW_MIN_WIDTH, Math.min(stored.width, home.width)),
    height: Math.max(WINDOW_MIN_HEIGHT, Math.min(stored.height, home.height)),
    maximized: stored.maximized,
  };
  // A place on a screen that was unplugged would open the window where nobody sees it.
  return isOn(stored, home) ? { ...fitted, x: stored.x, y: stored.y } : fitted;
}

/** Replaces the file in one step. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(state));
  renameSync(draft, file);
}

function readStored(file: string): WindowState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return DEFAULT_STATE;
    throw error;
  }
  try {
    return windowState.parse(JSON.parse(text));
  } catch {
    return DEFAULT_STATE; // cut off or from another version: not worth a word
  }
}

function isOn(state: WindowState, area: Area): boolean {
  if (state.x === undefined || state.y === undefined) return false;
  return (
    state.x >= area.x && state.y >= area.y && state.x < area.x + area.width && state.y < area.y + area.height
  );
}
