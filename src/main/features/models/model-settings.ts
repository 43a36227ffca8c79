import type { CloudConsent } from '#shared/contract/cloud-consent.ts';
import type { Model, ModelUpdate } from '#shared/contract/models.ts';
import { FoyerError } from '#shared/errors.ts';
import { normaliseModelAddress } from '#shared/lib/model-address.ts';
import type { PaceSamples } from '#shared/lib/reading-pace.ts';
import { noFindings } from '#main/ai/model-memory.ts';
import { createPaceMeter, noPace, noSamples, paceOf, type PaceMeter } from '#main/ai/model-pace.ts';
import type { EmbeddedText } from '#main/ai/ports.ts';
import type { ModelPlaces } from './model-places.ts';
import type { ModelRow } from './store.ts';

export const DEFAULT_MAX_OUTPUT_TOKENS = 1_024; // about 700 words: longer answers are not read

export const DEFAULT_CONTEXT_TOKENS: Record<ModelRow['provider'], number> = {
  inside: 8_192,
  ollama: 8_192, // what a laptop's memory holds beside a small model
  openai: 32_768,
  anthropic: 200_000,
};

/** Changes of settings that say nothing new about the model or its server. */
const OF_NO_CONSEQUENCE: ReadonlySet<string> = new Set<keyof ModelUpdate>([
  'id',
  'name',
  'inputPrice',
  'outputPrice',
  'isDefault',
  'active',
  'readingSeconds',
  'otherUrls',
  'connectSeconds',
  'firstWordSeconds',
  'betweenWordsSeconds',
]);

/** A model as anybody may see it. */
export function asModel(row: ModelRow, consent: CloudConsent | null, places: ModelPlaces): Model {
  const { sealedKey, measuredFirstTokenMs: _measured, findings, pace, ...rest } = row;
  const cloudPlaces = places.placesOf(row);
  return {
    ...rest,
    url: row.url === null ? row.url : addressOf(row.provider, row.url),
    findings: { ...noFindings, ...findings },
    pace: paceOf(pace ?? noSamples),
    hasKey: sealedKey !== null,
    local: cloudPlaces.length === 0,
    cloudPlaces,
    embeddingConsent: consent?.host === places.comparingPlaceOf(row) ? consent : null,
  };
}

/** Where a model is reached, the first of its settings first; null is the provider's own address. */
export function serversOf({ url, otherUrls }: Pick<ModelRow, 'url' | 'otherUrls'>): (string | null)[] {
  return [url, ...otherUrls];
}

/** The base addresses of further servers, each once. Throws `request.invalid`. */
export function otherUrlsOf(provider: ModelRow['provider'], typed: readonly string[]): string[] {
  return [...new Set(typed.map(one => addressOf(provider, one, 'otherUrls')))];
}

/**
 * Measures a model of this machine or network. Others are fast, and what they take to their first word is as much the
 * network's: their time is not planned with.
 */
export function paceMeterOf(
  isNear: boolean,
  known: PaceSamples | null,
  onMeasured?: (samples: PaceSamples) => void,
): PaceMeter {
  return isNear ? createPaceMeter(known ?? noSamples, onMeasured) : noPace;
}

/** The base address that a person's spelling stands for. Throws `request.invalid`. */
export function addressOf(
  provider: ModelRow['provider'],
  typed: string,
  field: 'url' | 'otherUrls' = 'url',
): string {
  const address = provider === 'inside' ? null : normaliseModelAddress(provider, typed);
  if (address !== null) return address;
  throw new FoyerError('request.invalid', `Not the address of a server: ${typed}`, {
    details: { field },
  });
}

/** A program is told of a text that is too long: the vector of its beginning is not what it asked for. */
export function wholeVector(embedded: EmbeddedText, index: number): number[] {
  if ('failure' in embedded) throw embedded.failure;
  if (!embedded.isCut) return [...embedded.vector];
  throw new FoyerError(
    'model.context_too_long',
    `Text ${index + 1} is longer than the embedding model reads`,
  );
}

/** Whether a change leaves what was learnt of a model as true as it was. */
export function saysNothingNew(before: ModelRow, change: Partial<ModelRow>): boolean {
  return Object.entries(change).every(
    ([field, value]) => OF_NO_CONSEQUENCE.has(field) || Reflect.get(before, field) === value,
  );
}
