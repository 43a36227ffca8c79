import type { Model } from '../contract/models.ts';

/** Whether a model may be asked with a temperature at all, as far as anybody knows. */
export function takesTemperature({ provider, findings }: Pick<Model, 'provider' | 'findings'>): boolean {
  // Anthropic's current models refuse the parameter.
  return provider !== 'anthropic' && !findings.refuses.includes('temperature');
}
