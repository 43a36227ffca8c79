import type { ModelMachine } from '#shared/contract/model-sources.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { EngineProcess } from './engine.ts';
import type { FoundMachine } from './engine-messages.ts';

export type InsideMachine = ReturnType<typeof createMachine>;

/** A card with less of its own memory holds too small a part of a model to be worth its driver. */
const LEAST_GRAPHICS_BYTES = 2_000_000_000;
/** A driver that says nothing for longer is none. */
const LOOK_TIMEOUT_MS = 20_000;

/**
 * What models run on. It is looked for once, in a process of its own: a driver that brings that down costs the graphics
 * card and nothing else.
 */
export function createMachine({ start }: { start: () => EngineProcess }) {
  let found: Promise<FoundMachine> | null = null;
  let hasFailed = false;

  async function ask(graphics: boolean): Promise<FoundMachine> {
    const engine = start();
    try {
      return await engine.run('machine', { graphics }, { signal: AbortSignal.timeout(LOOK_TIMEOUT_MS) });
    } finally {
      await engine.stop();
    }
  }

  async function look(): Promise<FoundMachine> {
    try {
      return await ask(true);
    } catch (error) {
      if (isFoyerError(error) && error.code === 'model.engine_missing') throw error;
      hasFailed = true;
      return await ask(false);
    }
  }

  /** Throws `model.engine_missing` where the engine does not start, and looks again the next time. */
  async function describe(): Promise<ModelMachine> {
    found ??= look();
    const machine = await found.catch((error: unknown) => {
      found = null;
      throw error;
    });
    const unused = hasFailed ? 'failed' : whyUnused(machine);
    return { ...machine, uses: unused === null ? 'graphics' : 'processor', unused };
  }

  return {
    describe,
    /** Whether a model is loaded into the graphics card; not where nothing is known of it. */
    usesGraphics: (): Promise<boolean> =>
      describe().then(
        ({ uses }) => uses === 'graphics',
        () => false,
      ),
    /** The engine ended while a graphics card was used: it is not used again until the next start. */
    graphicsFailed(): void {
      hasFailed = true;
    },
  };
}

/**
 * A card that takes its memory from the machine's gains little for one reader at a time and has the drivers that fail
 * most; Apple's is the exception, for which its build was made.
 */
function whyUnused({ graphics }: FoundMachine): ModelMachine['unused'] {
  if (graphics === null) return 'none';
  if (graphics.api === 'metal') return null;
  if (graphics.isShared) return 'shared';
  return graphics.memoryBytes < LEAST_GRAPHICS_BYTES ? 'small' : null;
}
