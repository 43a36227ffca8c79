import type { ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { OptionValues } from './command.ts';

/** What `--embedding` or `--reranking` says a model is for; undefined where neither stands. */
export function purposeGiven(values: OptionValues): ModelPurpose | undefined {
  if (values['reranking'] === true) return 'reranking';
  return values['embedding'] === true ? 'embedding' : undefined;
}
