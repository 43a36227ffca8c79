import type { WindowFit } from '#shared/contract/model-findings.ts';
import { LARGEST_SHARE } from './machine-fit.ts';

/** What a loaded model takes. */
export type LoadedSize = {
  contextTokens: number;
  bytes: number;
  /** Of these, what is in the memory of a graphics card; 0 where there is none. */
  graphicsBytes: number;
  /** What a token more of its window takes; null where nobody says. */
  bytesPerToken: number | null;
  /** The longest text it was made for, in tokens. */
  trainedTokens: number | null;
};

/** The memory of the machine that a model is on, in bytes: all of it, and what is free now with the model in it. */
type Memory = { memoryBytes: number; freeBytes: number };

/** What a system, a browser and a word processor want beside a model. */
export const LEFT_TO_OTHERS_BYTES = 1.5e9;
const STEP_TOKENS = 512;
const LEAST_TOKENS = 1_024; // less holds no passage beside the instructions

/**
 * Whether a model stays where it is fast with the window it was loaded with, and the largest window with which it does.
 * With a graphics card that is within the card's memory: what is beyond is computed at a tenth of the speed. Without
 * one it leaves memory to other programs: beyond, the system writes memory to the disk and reads it again at each word.
 *
 * @param memory null where nobody knows
 * @returns null where that cannot be said
 */
export function windowFit(size: LoadedSize, memory: Memory | null): WindowFit | null {
  if (size.graphicsBytes > 0) {
    // How much of the card is free is not told: what is in it whole may well have room for more.
    return fitOf('graphics', size, Math.min(0, size.graphicsBytes - size.bytes), size.contextTokens);
  }
  if (memory === null) return null;
  const { memoryBytes, freeBytes } = memory;
  // Never a window with which it would not be loaded.
  const room = Math.min(freeBytes - LEFT_TO_OTHERS_BYTES, memoryBytes * LARGEST_SHARE - size.bytes);
  return fitOf('memory', size, room, size.trainedTokens ?? size.contextTokens);
}

/** @param room bytes that may still be taken; below 0, that are too many */
function fitOf(place: WindowFit['place'], size: LoadedSize, room: number, most: number): WindowFit {
  const { contextTokens, bytesPerToken } = size;
  const isWithin = room >= 0;
  if (bytesPerToken === null)
    return { place, contextTokens, isWithin, largestTokens: isWithin ? contextTokens : null };
  const reached = Math.floor((contextTokens + room / bytesPerToken) / STEP_TOKENS) * STEP_TOKENS;
  const largest = Math.max(Math.min(reached, most), isWithin ? contextTokens : 0);
  return { place, contextTokens, isWithin, largestTokens: largest < LEAST_TOKENS ? null : largest };
}
