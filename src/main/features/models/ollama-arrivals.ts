import type { OfferedModel } from '#shared/contract/model-sources.ts';
import type { Model, ModelTest } from '#shared/contract/models.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Arrival, Outcome } from './fetching.ts';
import type { ModelServers } from './servers.ts';
import type { ModelService } from './service.ts';

type Place = { url: string; model: string };

type Dependencies = {
  models: Pick<ModelService, 'list' | 'create' | 'remove'>;
  test: (modelId: string, signal: AbortSignal) => Promise<ModelTest>;
  servers: Pick<ModelServers, 'offered'>;
  connect: { uninstall(place: Place, signal: AbortSignal): Promise<void> };
};

export type OllamaArrivals = ReturnType<typeof createOllamaArrivals>;

/** Models that came to an Ollama, from its library or from a file: each is added and tried. */
export function createOllamaArrivals({ models, test, servers, connect }: Dependencies) {
  /** The model as it is configured; added when it is not. */
  async function added(
    { url, model }: Place,
    signal: AbortSignal,
    { wasAdded, adding }: Arrival,
  ): Promise<{ model: Model; isNew: boolean }> {
    const { models: listed, failure } = await servers.offered({ provider: 'ollama', url }, signal);
    if (failure !== null) throw new FoyerError(failure, `${url} does not list its models`);
    const said = listed.find(one => isSame(one.model, model));
    if (said === undefined) throw new FoyerError('model.missing', `${model} did not come`);
    const all = models.list();
    const known = all.find(
      one =>
        one.provider === 'ollama' && isSame(one.model, said.model) && (one.url === null || one.url === url),
    );
    if (known !== undefined) return { model: known, isNew: wasAdded };
    adding(); // before: killed in between, it is added the next time
    return { model: models.create({ ...settingsOf(said, all), url }), isNew: true };
  }

  return {
    /** Throws `model.kind_unknown_to_server`: what it cannot run is taken back. */
    async finish(place: Place, signal: AbortSignal, arrival: Arrival): Promise<Outcome> {
      const { model, isNew } = await added(place, signal, arrival);
      const result = await test(model.id, signal);
      if (result.code === 'model.kind_unknown_to_server' && isNew) {
        models.remove(model.id);
        await connect.uninstall(place, signal);
        arrival.takenBack();
        throw new FoyerError(result.code, `${place.url} cannot run ${place.model}`);
      }
      return { modelId: model.id, test: result };
    },
  };
}

/** `bge-m3` is `bge-m3:latest`; Ollama takes capitals for small letters. */
export function isSame(one: string, other: string): boolean {
  const whole = (name: string) => (name.includes(':') ? name : `${name}:latest`).toLowerCase();
  return whole(one) === whole(other);
}

function settingsOf({ model, purpose, contextTokens }: OfferedModel, all: readonly Model[]) {
  const name = all.some(one => one.name === model) ? `${model} (Ollama)` : model;
  return {
    name,
    provider: 'ollama' as const,
    model,
    purpose,
    // A chat model's own window is larger than a laptop holds.
    ...(purpose === 'embedding' && contextTokens !== null ? { contextTokens } : {}),
  };
}
