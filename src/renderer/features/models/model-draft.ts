import {
  CONNECT_SECONDS,
  DEFAULT_RANKING_SECONDS,
  DEFAULT_READING_SECONDS,
  OTHER_SERVERS_MAX,
  READING_SECONDS,
  SILENCE_SECONDS,
} from '#shared/contract/limits.ts';
import type { Model, ModelCreate } from '#shared/contract/models.ts';
import { normaliseModelAddress } from '#shared/lib/model-address.ts';
import { filledLines } from '../../ui/filled-lines.ts';
import { presetById, presetOf, type Preset } from './presets.ts';

/** Limits of the contract, in tokens. */
export const CONTEXT_TOKENS = {
  chat: { min: 1_024, max: 2_000_000 },
  embedding: { min: 128, max: 2_000_000 },
  reranking: { min: 128, max: 2_000_000 },
};
export const OUTPUT_TOKENS = { min: 16, max: 128_000 };
export const TEMPERATURE = { min: 0, max: 2 };

/** The form as typed; numbers are text until they are sent. */
export type ModelDraft = {
  preset: Preset['id'];
  purpose: Model['purpose'];
  model: string;
  /** Empty: follows the model's name. */
  name: string;
  url: string;
  key: string;
  forgetKey: boolean;
  contextTokens: string;
  maxOutputTokens: string;
  /** Empty: that of the chatbot. */
  temperature: string;
  /** Empty: the usual time. */
  readingSeconds: string;
  /** One address a line. */
  otherUrls: string;
  /** Empty: as long as usual, these three. */
  connectSeconds: string;
  firstWordSeconds: string;
  betweenWordsSeconds: string;
  inputPrice: string;
  outputPrice: string;
  isDefault: boolean;
  active: boolean;
};

export function emptyDraft(preset: Preset): ModelDraft {
  return {
    preset: preset.id,
    purpose: 'chat',
    model: '',
    name: '',
    url: '',
    key: '',
    forgetKey: false,
    contextTokens: '',
    maxOutputTokens: '',
    temperature: '',
    readingSeconds: '',
    otherUrls: '',
    connectSeconds: '',
    firstWordSeconds: '',
    betweenWordsSeconds: '',
    inputPrice: '',
    outputPrice: '',
    isDefault: false,
    active: true,
  };
}

export function draftOf(model: Model): ModelDraft {
  return {
    preset: presetOf(model).id,
    purpose: model.purpose,
    model: model.model,
    name: model.name,
    url: model.url ?? '',
    key: '',
    forgetKey: false,
    contextTokens: String(model.contextTokens),
    maxOutputTokens: String(model.maxOutputTokens),
    temperature: model.temperature === null ? '' : String(model.temperature),
    readingSeconds: String(model.readingSeconds),
    otherUrls: model.otherUrls.join('\n'),
    connectSeconds: model.connectSeconds === null ? '' : String(model.connectSeconds),
    firstWordSeconds: model.firstWordSeconds === null ? '' : String(model.firstWordSeconds),
    betweenWordsSeconds: model.betweenWordsSeconds === null ? '' : String(model.betweenWordsSeconds),
    inputPrice: model.inputPrice === null ? '' : String(model.inputPrice),
    outputPrice: model.outputPrice === null ? '' : String(model.outputPrice),
    isDefault: model.isDefault,
    active: model.active,
  };
}

export type DraftProblem =
  'invalid_model' | 'invalid_url' | 'missing_url' | 'missing_key' | 'invalid_number' | 'invalid_price';

export type DraftField =
  | 'model'
  | 'url'
  | 'key'
  | 'contextTokens'
  | 'maxOutputTokens'
  | 'temperature'
  | 'readingSeconds'
  | 'otherUrls'
  | 'connectSeconds'
  | 'firstWordSeconds'
  | 'betweenWordsSeconds'
  | 'inputPrice'
  | 'outputPrice';

/** The address as it will be kept: null while it is empty, or none. */
export function addressOf(draft: Pick<ModelDraft, 'preset' | 'url'>): string | null {
  const typed = draft.url.trim();
  const { provider } = presetById(draft.preset);
  return typed === '' || provider === 'inside' ? null : normaliseModelAddress(provider, typed);
}

/** What stops the draft from being sent, by field. `stored` is the model being changed. */
export function problemsOf(
  draft: ModelDraft,
  stored: Model | null,
): Partial<Record<DraftField, DraftProblem>> {
  const preset = presetById(draft.preset);
  const url = draft.url.trim();
  const problems: Partial<Record<DraftField, DraftProblem>> = {};
  if (draft.model.trim() === '') problems.model = 'invalid_model';
  if (url === '' && preset.url === null && preset.provider !== 'inside') problems.url = 'missing_url';
  if (url !== '' && addressOf(draft) === null) problems.url = 'invalid_url';
  const keyKept = stored?.hasKey === true && !draft.forgetKey;
  if (preset.cloud && draft.key.trim() === '' && !keyKept) problems.key = 'missing_key';
  if (!isWithin(draft.contextTokens, CONTEXT_TOKENS[draft.purpose]))
    problems.contextTokens = 'invalid_number';
  if (!isWithin(draft.maxOutputTokens, OUTPUT_TOKENS)) problems.maxOutputTokens = 'invalid_number';
  const temperature = decimalOf(draft.temperature);
  if (temperature !== null && !(temperature >= TEMPERATURE.min && temperature <= TEMPERATURE.max))
    problems.temperature = 'invalid_number';
  if (!isWithin(draft.readingSeconds, READING_SECONDS)) problems.readingSeconds = 'invalid_number';
  if (!isWithin(draft.connectSeconds, CONNECT_SECONDS)) problems.connectSeconds = 'invalid_number';
  for (const field of ['firstWordSeconds', 'betweenWordsSeconds'] as const)
    if (!isWithin(draft[field], SILENCE_SECONDS)) problems[field] = 'invalid_number';
  const others = filledLines(draft.otherUrls.split('\n'));
  const { provider } = preset;
  if (
    others.length > OTHER_SERVERS_MAX ||
    others.some(one => provider === 'inside' || normaliseModelAddress(provider, one) === null)
  )
    problems.otherUrls = 'invalid_url';
  for (const field of ['inputPrice', 'outputPrice'] as const) {
    const price = decimalOf(draft[field]);
    if (price !== null && !(price >= 0)) problems[field] = 'invalid_price';
  }
  return problems;
}

/** The draft as the contract takes it. Only called on a draft without problems. */
export function settingsOf(draft: ModelDraft): ModelCreate {
  const preset = presetById(draft.preset);
  const url = draft.url.trim() === '' ? preset.url : addressOf(draft);
  const model = draft.model.trim();
  const key = draft.key.trim();
  const contextTokens = wholeNumber(draft.contextTokens);
  const maxOutputTokens = wholeNumber(draft.maxOutputTokens);
  return {
    name: draft.name.trim() === '' ? model : draft.name.trim(),
    provider: preset.provider,
    model,
    url,
    purpose: draft.purpose,
    ...(key === '' ? (draft.forgetKey ? { apiKey: null } : {}) : { apiKey: key }),
    ...(contextTokens === null ? {} : { contextTokens }),
    ...(maxOutputTokens === null ? {} : { maxOutputTokens }),
    temperature: decimalOf(draft.temperature),
    readingSeconds: readingSecondsOf(draft),
    otherUrls: filledLines(draft.otherUrls.split('\n')),
    connectSeconds: wholeNumber(draft.connectSeconds),
    firstWordSeconds: wholeNumber(draft.firstWordSeconds),
    betweenWordsSeconds: wholeNumber(draft.betweenWordsSeconds),
    inputPrice: decimalOf(draft.inputPrice),
    outputPrice: decimalOf(draft.outputPrice),
    ...(draft.isDefault ? { isDefault: true } : {}),
    active: draft.active,
  };
}

/** How long the model may read, in seconds. */
export function readingSecondsOf({
  purpose,
  readingSeconds,
}: Pick<ModelDraft, 'purpose' | 'readingSeconds'>): number {
  const usual = purpose === 'reranking' ? DEFAULT_RANKING_SECONDS : DEFAULT_READING_SECONDS;
  return wholeNumber(readingSeconds) ?? usual;
}

function wholeNumber(text: string): number | null {
  const digits = text.replace(/[\s\u202f\u00a0]/g, '');
  return digits === '' ? null : Number(digits);
}

function isWithin(text: string, { min, max }: { min: number; max: number }): boolean {
  const value = wholeNumber(text);
  return value === null || (Number.isInteger(value) && value >= min && value <= max);
}

/** A number with a comma or a dot; null when nothing is written, NaN when it is not a number. */
function decimalOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
}
