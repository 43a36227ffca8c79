import type { RecommendedModel } from '#shared/contract/model-sources.ts';
import { bestOf, fitOf, type Machine } from '#main/ai/machine-fit.ts';

type Listed = Omit<RecommendedModel, 'fit' | 'isBest'>;

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

/** The list, with what fits a machine and the best of each purpose. Its size stands for what a model takes of the memory. */
export function recommendedFor(machine: Machine): RecommendedModel[] {
  const judged = RECOMMENDED_MODELS.map(model => {
    const { purpose, sizeBytes } = model;
    const takes = { purpose, memoryBytes: sizeBytes, weightBytes: sizeBytes, diskBytes: sizeBytes };
    return { ...model, fit: fitOf(takes, machine) };
  });
  const best = bestOf(judged);
  return judged.map(model => ({ ...model, isBest: best.has(model) }));
}
