import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  catalogue,
  type Catalogue,
  type CatalogueEntry,
  type CatalogueProblem,
  type CatalogueView,
} from '#shared/contract/model-catalogue.ts';
import { FoyerError } from '#shared/errors.ts';
import { bestOf, fitOf, type Machine } from '#main/ai/machine-fit.ts';
import type { ModelFiles } from '#main/ai/ports.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';

/** Under which an administrator's own is kept. */
const KEY = 'model-catalogue';

/** More are not read by anybody. */
const PROBLEMS_SHOWN = 10;

type Dependencies = {
  settings: Pick<SettingsStore, 'stored' | 'store' | 'forget'>;
  files: Pick<ModelFiles, 'list'>;
  machine: () => Machine;
  isOffline: () => boolean;
};

export type ModelCatalogue = ReturnType<typeof createModelCatalogue>;

/** The models that can be fetched: those that Foyer comes with, or what an administrator gave instead. */
export function createModelCatalogue({ settings, files, machine, isOffline }: Dependencies) {
  const given = (): Catalogue | null => catalogue.safeParse(settings.stored(KEY)).data ?? null;
  const current = () => given() ?? shippedCatalogue();

  return {
    view(): CatalogueView {
      const here = machine();
      const kept = new Set(files.list().map(({ hash }) => hash));
      const judged = current().models.map(({ address, fileName: _file, ...model }) => {
        const isKept = kept.has(model.sha256);
        const fit = fitOf(takesOf(model, isKept ? 0 : model.sizeBytes), here);
        return { ...model, host: new URL(address).host, isKept, fit };
      });
      const best = bestOf(judged);
      return {
        source: given() === null ? 'shipped' : 'given',
        offline: isOffline(),
        memoryBytes: here.memoryBytes,
        models: judged.map(model => ({ ...model, isBest: best.has(model) })),
      };
    },

    /** Throws `resource.not_found`. */
    entry(id: string): CatalogueEntry {
      const found = current().models.find(model => model.id === id);
      if (found !== undefined) return found;
      throw new FoyerError('resource.not_found', `No model ${id} is in the catalogue`);
    },

    /** Puts another catalogue in the place of Foyer's own. @returns what is wrong with it: then nothing changes. */
    replace(said: unknown): CatalogueProblem[] {
      const read = readCatalogue(said);
      if (Array.isArray(read)) return read;
      settings.store(KEY, read);
      return [];
    },

    restore: (): void => settings.forget(KEY),
  };
}

/** What a model of the catalogue takes, with so many bytes yet to come. */
export function takesOf(
  { purpose, memoryBytes, sizeBytes }: Pick<CatalogueEntry, 'purpose' | 'memoryBytes' | 'sizeBytes'>,
  diskBytes: number,
) {
  return { purpose, memoryBytes, weightBytes: sizeBytes, diskBytes };
}

let shipped: Catalogue | null = null;

/** The one that Foyer comes with. */
export function shippedCatalogue(): Catalogue {
  shipped ??= catalogue.parse(
    JSON.parse(readFileSync(join(shippedFolder('resources/models'), 'catalogue.json'), 'utf8')),
  );
  return shipped;
}

/** A catalogue as somebody gave it, or what is wrong with it; a text is one that is no JSON. */
export function readCatalogue(said: unknown): Catalogue | CatalogueProblem[] {
  if (typeof said === 'string') return [problem('not_json', null, null)];
  const { data, error } = catalogue.safeParse(said);
  if (error !== undefined)
    return error.issues.flatMap(issue => problemsOf(issue, said)).slice(0, PROBLEMS_SHOWN);
  const twice = data.models.flatMap(({ id, sha256 }, index) => {
    const before = data.models.slice(0, index);
    if (before.some(other => other.id === id)) return [problem('twice', id, 'id')];
    return before.some(other => other.sha256 === sha256) ? [problem('twice', id, 'sha256')] : [];
  });
  return twice.length > 0 ? twice : data;
}

function problem(what: CatalogueProblem['what'], model: string | null, field: string | null) {
  return { what, model, field };
}

function problemsOf(issue: z.core.$ZodIssue, said: unknown): CatalogueProblem[] {
  const [list, index, ...inside] = issue.path.map(String);
  const isOfModel = list === 'models' && index !== undefined;
  const model = isOfModel ? modelAt(said, Number(index)) : null;
  const place = isOfModel ? inside : issue.path.map(String);
  const named = (last?: string) => [...place, ...(last === undefined ? [] : [last])].join('.') || null;
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => problem('unknown', model, named(key)));
  return [problem(isMissing(said, issue.path) ? 'missing' : 'wrong', model, named())];
}

/** Its id, where it has one; else its number. */
function modelAt(said: unknown, index: number): string {
  const id = valueAt(said, ['models', index, 'id']);
  return typeof id === 'string' && id !== '' ? id : String(index + 1);
}

function isMissing(said: unknown, path: readonly PropertyKey[]): boolean {
  return valueAt(said, path) === undefined;
}

function valueAt(said: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    said,
  );
}
