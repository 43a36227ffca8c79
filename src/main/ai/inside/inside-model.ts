import { FoyerError } from '#shared/errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import type { ModelEndpoint } from '../ports.ts';
import type { LoadedSize } from '../window-fit.ts';
import type { InsideEngines, InsideModel } from './engines.ts';

/** Models that Foyer runs itself, by the names of their files. */
export type InsideModels = {
  engines: Pick<InsideEngines, 'isLoaded' | 'load' | 'chat' | 'embed' | 'rank' | 'memoryOf' | 'machine'>;
  /** Throws `model.file_missing`. */
  pathOf(name: string): string;
  /** What a token more of its window takes. Absent where nobody looks at that. */
  windowCostOf?(name: string): Pick<LoadedSize, 'bytesPerToken' | 'trainedTokens'>;
};

/** Whom an error is about: there is no address, and no key. */
export function insideSubject({ model }: Pick<ModelEndpoint, 'model'>): ErrorSubject {
  return { url: '', model, apiKey: null };
}

/** A file and how it is loaded. Throws `model.file_missing`. */
export function insideModel(
  inside: InsideModels,
  { model, contextTokens }: { model: string; contextTokens: number },
  purpose: InsideModel['purpose'],
): InsideModel {
  return { path: inside.pathOf(model), purpose, contextTokens };
}

/** Throws `model.engine_missing` where nothing runs models: only tests open Foyer so. */
export function requireInside(inside: InsideModels | undefined): InsideModels {
  if (inside === undefined) throw new FoyerError('model.engine_missing', 'No models are run here');
  return inside;
}
