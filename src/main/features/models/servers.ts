import type { ModelProvider } from '#shared/contract/model-kinds.ts';
import type { DetectedServer, OfferedModel } from '#shared/contract/model-sources.ts';
import type { ModelAddress } from '#shared/contract/models.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { ServerAddress, ServerPlace } from '#main/ai/ports.ts';
import { addressOf, serversOf } from './model-settings.ts';
import type { ModelService } from './service.ts';

/** How servers are asked what they have. */
export type ServerConnections = {
  detect(given: readonly ServerPlace[], signal?: AbortSignal): Promise<DetectedServer[]>;
  offered(server: ServerAddress, signal?: AbortSignal): Promise<OfferedModel[]>;
};

type Offered = { models: OfferedModel[]; failure: ErrorCode | null };

export type ModelServers = ReturnType<typeof createModelServers>;

/** The servers that models run on, and what they have. */
export function createModelServers({
  models,
  connect,
}: {
  models: Pick<ModelService, 'list' | 'keyFor' | 'isLocal'>;
  connect: ServerConnections;
}) {
  return {
    /** Those of this machine, and those of this network that a model was configured with. */
    detect(signal?: AbortSignal): Promise<DetectedServer[]> {
      const given = models
        .list()
        .flatMap(({ provider, ...model }) =>
          serversOf(model).flatMap(url =>
            url !== null && isServed(provider) && models.isLocal(provider, url) ? [{ provider, url }] : [],
          ),
        );
      return connect.detect(given, signal);
    },

    /** What a server lists, or why it does not. */
    async offered({ provider, url, apiKey, modelId }: ModelAddress, signal?: AbortSignal): Promise<Offered> {
      const address = url == null ? null : addressOf(provider, url);
      const key =
        apiKey ?? (modelId === undefined ? null : models.keyFor(modelId, { provider, url: address }));
      try {
        const listed = await connect.offered({ provider, url: address, apiKey: key }, signal);
        return { models: listed, failure: null };
      } catch (error) {
        if (!isFoyerError(error)) throw error;
        return { models: [], failure: error.code };
      }
    },
  };
}

function isServed(provider: ModelProvider): provider is ServerPlace['provider'] {
  return provider === 'ollama' || provider === 'openai';
}
