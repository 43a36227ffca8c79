import { z } from 'zod';

type Range = { min: number; max: number; default: number };

/**
 * What one document may cost, as an installation sets it. Defaults suit a laptop; the largest values are what readers
 * themselves can take.
 */
export const READING_LIMITS = {
  /** Of a file that is added, in megabytes: a 600-page scan weighs about 100. */
  fileMegabytes: { min: 1, max: 1_000, default: 200 },
  /** For which the largest document is read; small ones get their share of it. */
  minutes: { min: 1, max: 240, default: 15 },
  /** Of the process that reads, in megabytes. */
  memoryMegabytes: { min: 300, max: 8_000, default: 900 },
  /** Whose text is recognised in one document; a thousand take an hour. */
  recognisedPages: { min: 1, max: 20_000, default: 2_000 },
  /** Files within one file (archives, mail), at whatever depth. */
  enclosedFiles: { min: 1, max: 100_000, default: 10_000 },
  /** Which they make together once unpacked, in megabytes. */
  enclosedMegabytes: { min: 1, max: 2_000, default: 256 },
  /** Files within files within files. */
  enclosedDepth: { min: 1, max: 10, default: 3 },
  /** How many times its packed size a file of an archive may make; more is taken for a bomb. */
  inflationRatio: { min: 10, max: 1_000, default: 150 },
} as const satisfies Record<string, Range>;

export type ReadingLimitName = keyof typeof READING_LIMITS;

const within = ({ min, max }: Range) => z.number().int().min(min).max(max);

export const readingLimits = z.object({
  fileMegabytes: within(READING_LIMITS.fileMegabytes),
  minutes: within(READING_LIMITS.minutes),
  memoryMegabytes: within(READING_LIMITS.memoryMegabytes),
  recognisedPages: within(READING_LIMITS.recognisedPages),
  enclosedFiles: within(READING_LIMITS.enclosedFiles),
  enclosedMegabytes: within(READING_LIMITS.enclosedMegabytes),
  enclosedDepth: within(READING_LIMITS.enclosedDepth),
  inflationRatio: within(READING_LIMITS.inflationRatio),
} satisfies Record<ReadingLimitName, z.ZodNumber>);
export type ReadingLimits = z.infer<typeof readingLimits>;

export const DEFAULT_READING_LIMITS: ReadingLimits = {
  fileMegabytes: READING_LIMITS.fileMegabytes.default,
  minutes: READING_LIMITS.minutes.default,
  memoryMegabytes: READING_LIMITS.memoryMegabytes.default,
  recognisedPages: READING_LIMITS.recognisedPages.default,
  enclosedFiles: READING_LIMITS.enclosedFiles.default,
  enclosedMegabytes: READING_LIMITS.enclosedMegabytes.default,
  enclosedDepth: READING_LIMITS.enclosedDepth.default,
  inflationRatio: READING_LIMITS.inflationRatio.default,
};

export const megabytes = (count: number): number => count * 1024 * 1024;
