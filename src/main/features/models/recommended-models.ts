import type { RecommendedModel } from '#shared/contract/model-sources.ts';

type Listed = Omit<RecommendedModel, 'fits' | 'isBest'>;

const GB = 1e9;

/**
 * Models of ollama.com/library that write or search French well, for machines without a graphics card, smallest first.
 * Sizes are those of the usual 4-bit download, as of 2026-11; Ollama tells the exact one when it begins.
 */
export const RECOMMENDED_MODELS: readonly Listed[] = [
  {
    model: 'qwen2.5:1.5b',
    name: 'Qwen 2.5 1.5B',
    about: {
      fr: 'Le plus léger : phrases simples, pour les ordinateurs anciens.',
      en: 'The lightest: simple sentences, for older computers.',
    },
    purpose: 'chat',
    parameters: '1.5B',
    sizeBytes: 1 * GB,
    licence: 'Apache 2.0',
    abilities: ['chat', 'tools'],
  },
  {
    model: 'ministral-3:3b',
    name: 'Ministral 3 3B',
    about: {
      fr: 'Français soigné, lit aussi les images ; quelques secondes avant de répondre sur un portable courant.',
      en: 'Good French, reads pictures too; a few seconds before it answers on an ordinary laptop.',
    },
    purpose: 'chat',
    parameters: '3B',
    sizeBytes: 3 * GB,
    licence: 'Apache 2.0',
    abilities: ['chat', 'vision', 'tools'],
  },
  {
    model: 'ministral-3:8b',
    name: 'Ministral 3 8B',
    about: {
      fr: 'Réponses plus fines, moitié moins vite que le 3B.',
      en: 'Finer answers, at half the speed of the 3B.',
    },
    purpose: 'chat',
    parameters: '8B',
    sizeBytes: 6 * GB,
    licence: 'Apache 2.0',
    abilities: ['chat', 'vision', 'tools'],
  },
  {
    model: 'ministral-3:14b',
    name: 'Ministral 3 14B',
    about: {
      fr: 'Le meilleur de la liste, lent sans carte graphique.',
      en: 'The best of the list, slow without a graphics card.',
    },
    purpose: 'chat',
    parameters: '14B',
    sizeBytes: 9.1 * GB,
    licence: 'Apache 2.0',
    abilities: ['chat', 'vision', 'tools'],
  },
  {
    model: 'bge-m3',
    name: 'BGE-M3',
    about: {
      fr: 'Compare le sens de vos passages, en français comme d’une langue à l’autre.',
      en: 'Compares the meaning of your passages, in French and across languages.',
    },
    purpose: 'embedding',
    parameters: '567M',
    sizeBytes: 1.2 * GB,
    licence: 'MIT',
    abilities: ['embedding'],
  },
];

/** Share of the memory that a model may take beside the system, a browser and Foyer, with its window of 8,192 tokens. */
const SHARE_OF_MEMORY = 0.4;

/** Without a graphics card, larger ones write more slowly than people read. */
const LARGEST_BEST_BYTES = 7 * GB;

/** The list, with what fits a machine of so much memory and the best of each purpose. */
export function recommendedFor(memoryBytes: number): RecommendedModel[] {
  const fitting = RECOMMENDED_MODELS.filter(({ sizeBytes }) => sizeBytes <= memoryBytes * SHARE_OF_MEMORY);
  return RECOMMENDED_MODELS.map(model => ({
    ...model,
    fits: fitting.includes(model),
    isBest:
      fitting.findLast(
        ({ purpose, sizeBytes }) => purpose === model.purpose && sizeBytes <= LARGEST_BEST_BYTES,
      ) === model,
  }));
}
