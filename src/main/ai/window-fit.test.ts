import { describe, expect, it } from 'vitest';
import { LEFT_TO_OTHERS_BYTES, windowFit, type LoadedSize } from './window-fit.ts';

const free = (freeBytes: number) => ({ memoryBytes: 64e9, freeBytes });

const MODEL: LoadedSize = {
  contextTokens: 8_192,
  bytes: 4e9,
  graphicsBytes: 0,
  bytesPerToken: 100_000,
  trainedTokens: 32_768,
};

describe('with a graphics card', () => {
  it('a model stays in its memory, and may have room for more', () => {
    expect(windowFit({ ...MODEL, graphicsBytes: 4e9 }, null)).toEqual({
      place: 'graphics',
      contextTokens: 8_192,
      isWithin: true,
      largestTokens: 8_192,
    });
  });

  it('what is beyond it is taken from the window', () => {
    // 300 MB beyond: 3,000 tokens.
    expect(windowFit({ ...MODEL, graphicsBytes: 3.7e9 }, null)).toMatchObject({
      isWithin: false,
      largestTokens: 5_120,
    });
  });

  it('one that is too large whatever its window is told so', () => {
    expect(windowFit({ ...MODEL, graphicsBytes: 1e9 }, null)).toMatchObject({
      isWithin: false,
      largestTokens: null,
    });
  });

  it('nothing is guessed where the server does not say what a token takes', () => {
    const size = { ...MODEL, graphicsBytes: 3.7e9, bytesPerToken: null };
    expect(windowFit(size, null)).toMatchObject({ isWithin: false, largestTokens: null });
  });
});

describe('without one', () => {
  it('a window leaves memory to other programs, and is no larger than the model was made for', () => {
    expect(windowFit(MODEL, free(LEFT_TO_OTHERS_BYTES + 1e9))).toMatchObject({
      place: 'memory',
      isWithin: true,
      largestTokens: 17_920,
    });
    expect(windowFit(MODEL, free(60e9))).toMatchObject({ largestTokens: 32_768 });
  });

  it('one that takes what they need is told with the largest that does not', () => {
    expect(windowFit(MODEL, free(LEFT_TO_OTHERS_BYTES - 0.4e9))).toMatchObject({
      isWithin: false,
      largestTokens: 4_096,
    });
  });

  it('none is told with which the model takes more than any may of the machine', () => {
    // It may take 4.5 GB: 500 MB more, 5,000 tokens.
    expect(windowFit(MODEL, { memoryBytes: 7.5e9, freeBytes: 7e9 })).toMatchObject({
      isWithin: true,
      largestTokens: 12_800,
    });
    expect(windowFit(MODEL, { memoryBytes: 6e9, freeBytes: 5e9 })).toMatchObject({
      isWithin: false,
      largestTokens: 4_096,
    });
  });

  it('nothing is said of a machine whose memory nobody knows', () => {
    expect(windowFit(MODEL, null)).toBeNull();
  });
});
