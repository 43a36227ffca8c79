import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SettingsStore } from '#main/features/system/index.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import type { InsideModelService } from './inside-models.ts';

export const INCLUDE_JOB = jobKind('models.include', z.object({ sha256: z.string() }), {
  called: { fr: 'Mise en place du modèle fourni', en: 'Putting the included model in its place' },
});

/** Of the file that was put in its place: it is not put there again once somebody removed it. */
const KEY = 'included-model';

/** What the packager writes beside the file; `scripts/included-model.mjs`. */
const card = z.object({ name: z.string().min(1), sha256: z.string() });

type Dependencies = {
  settings: Pick<SettingsStore, 'stored' | 'store'>;
  jobs: Pick<Jobs, 'enqueue'>;
  inside: Pick<InsideModelService, 'add'>;
  /** Where a package keeps it; tests give another place. */
  folder?: string;
};

/** A model that compares by meaning and comes with the package: search by meaning works from the first start. */
export function createIncludedModel({
  settings,
  jobs,
  inside,
  folder = join(shippedFolder('resources/models'), 'included'),
}: Dependencies) {
  const path = join(folder, 'model.gguf');

  function included(): z.infer<typeof card> | null {
    const cardPath = join(folder, 'model.json');
    return existsSync(cardPath) ? card.parse(JSON.parse(readFileSync(cardPath, 'utf8'))) : null;
  }

  return {
    /** Where this package has one that was not put in its place before. */
    begin(): void {
      const given = included();
      if (given === null || settings.stored(KEY) === given.sha256) return;
      jobs.enqueue(INCLUDE_JOB, {
        clientId: null,
        label: given.name,
        payload: { sha256: given.sha256 },
        idempotencyKey: `${INCLUDE_JOB.type} ${given.sha256}`,
      });
    },

    /** Throws what an import throws, and is tried again then. */
    async run({ payload, signal }: JobRun<PayloadOf<typeof INCLUDE_JOB>>): Promise<void> {
      const given = included();
      if (given?.sha256 !== payload.sha256 || settings.stored(KEY) === given.sha256) return;
      const file = await open(path);
      try {
        const { size } = await file.stat();
        await inside.add(
          file.createReadStream({ autoClose: false }),
          { fileName: `${given.name}.gguf`, sizeBytes: size },
          { name: given.name, purpose: 'embedding' },
          signal,
        );
      } finally {
        await file.close();
      }
      settings.store(KEY, given.sha256);
    },
  };
}
