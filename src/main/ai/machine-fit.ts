import { totalmem } from 'node:os';
import { modelPurpose, type ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { ModelFit } from '#shared/contract/model-sources.ts';

/** What a machine has for a model, in bytes; null: not known, or not asked. */
export type Machine = {
  memoryBytes: number;
  /** What may be taken now. */
  availableBytes: number | null;
  /** What the disk takes beside everything else. */
  diskBytes: number | null;
  /** Whether something beside the processor computes. */
  hasGraphics: boolean;
};

/** What a model takes, in bytes. */
export type Takes = {
  purpose: ModelPurpose;
  memoryBytes: number;
  weightBytes: number;
  /** What is yet to be written; 0 for one that is there. */
  diskBytes: number;
};

/** Share of the memory that a model may take beside the system, a browser and Foyer. */
export const COMFORTABLE_SHARE = 0.4;
/** With more than this, the system and a browser are what is written out to the disk, and everything waits. */
export const LARGEST_SHARE = 0.6;
/** Of weights: a processor reads a prompt through them at some thirty tokens a second, and half of that at twice as many. */
const SLOW_FROM_BYTES = 3e9;

/** The one rule of what is recommended, what is warned of and what is refused. */
export function fitOf(takes: Takes, machine: Machine): ModelFit {
  const { memoryBytes, availableBytes, diskBytes } = machine;
  const mayTakeBytes = Math.round(Math.min(memoryBytes * LARGEST_SHARE, availableBytes ?? Infinity));
  return {
    verdict: verdict(),
    takesBytes: Math.round(takes.memoryBytes),
    mayTakeBytes,
    memoryBytes,
    diskBytes: takes.diskBytes,
    freeDiskBytes: diskBytes,
  };

  function verdict(): ModelFit['verdict'] {
    if (takes.memoryBytes > mayTakeBytes) return 'no_memory';
    if (diskBytes !== null && takes.diskBytes > diskBytes) return 'no_disk';
    if (takes.memoryBytes > memoryBytes * COMFORTABLE_SHARE) return 'tight';
    const isSlow = takes.purpose === 'chat' && !machine.hasGraphics && takes.weightBytes > SLOW_FROM_BYTES;
    return isSlow ? 'slow' : 'good';
  }
}

/** Whether a model may be fetched or loaded; what is slow or tight is a person's choice. */
export function isRefused({ verdict }: ModelFit): boolean {
  return verdict === 'no_memory' || verdict === 'no_disk';
}

/** The best of each purpose, which is the last that fits well: lists begin with the smallest. */
export function bestOf<Item extends { purpose: Takes['purpose']; fit: ModelFit }>(
  items: readonly Item[],
): ReadonlySet<Item> {
  const best = modelPurpose.options.map(purpose =>
    items.findLast(item => item.purpose === purpose && item.fit.verdict === 'good'),
  );
  return new Set(best.filter(item => item !== undefined));
}

/** This machine. A container has the memory it was given. */
export function thisMachine(diskBytes: number | null): Machine {
  const given = process.constrainedMemory();
  const memoryBytes = given > 0 ? Math.min(given, totalmem()) : totalmem();
  return { memoryBytes, availableBytes: null, diskBytes, hasGraphics: process.platform === 'darwin' };
}
