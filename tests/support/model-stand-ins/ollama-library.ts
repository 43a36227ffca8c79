import type { LibraryModel, OllamaStandInOptions, StandInModel } from './behaviour.ts';
import { asRecord } from './chat-body.ts';
import type { Exchange } from './server.ts';

/** Lines in which a layer comes. */
const PIECES_OF_LAYER = 4;

/** As a full disk is told. */
export const NO_SPACE = 'write /root/.ollama/models/blobs/sha256-1-partial: no space left on device';

/** Pulls and deletions: `/api/pull` and `/api/delete`, as Ollama 0.24.0 words them. What came of a broken pull is kept. */
export function createOllamaLibrary(
  models: StandInModel[],
  { library = [], pullFailure = NO_SPACE }: OllamaStandInOptions,
) {
  /** How many lines of each model came. */
  const received = new Map<string, number>();

  return {
    async pull(exchange: Exchange): Promise<void> {
      const name = String(asRecord(exchange.body)['model']);
      const line = (content: Record<string, unknown>): string => `${JSON.stringify(content)}\n`;
      const wanted = library.find(model => model.name === name || model.name === `${name}:latest`);
      const opening = [line({ status: 'pulling manifest' })];
      const ending = { contentType: 'application/x-ndjson', thinking: [], filler: '' };
      if (wanted === undefined) {
        const failure = line({ error: 'pull model manifest: file does not exist' });
        await exchange.stream({ ...ending, opening, pieces: [], closing: [failure], failure });
        return;
      }
      const all = linesOf(wanted);
      const from = received.get(name) ?? 0;
      // Those before the last are on the disk already: a layer begins where it stopped.
      const pieces = all.slice(from).map(line);
      const isWhole = await exchange.stream({
        ...ending,
        opening,
        pieces,
        closing: ['verifying sha256 digest', 'writing manifest', 'success'].map(status => line({ status })),
        failure: line({ error: pullFailure }),
      });
      if (!isWhole) {
        received.set(name, Math.min(all.length - 1, from + 2));
        return;
      }
      received.delete(name);
      if (!models.some(model => model.name === wanted.name)) models.push(wanted);
    },

    remove(exchange: Exchange): void {
      const name = String(asRecord(exchange.body)['model']);
      const place = models.findIndex(model => model.name === name || model.name === `${name}:latest`);
      if (place === -1) exchange.json(404, { error: `model '${name}' not found` });
      else {
        models.splice(place, 1);
        exchange.json(200, null);
      }
    },
  };
}

function linesOf({ layers }: LibraryModel): Record<string, unknown>[] {
  return layers.flatMap((total, layer) => {
    const digest = `sha256:${String(layer).repeat(64)}`;
    const status = `pulling ${digest.slice(7, 19)}`;
    return Array.from({ length: PIECES_OF_LAYER + 1 }, (_, piece) => ({
      status,
      digest,
      total,
      // The first line of a layer says nothing of what came.
      ...(piece === 0 ? {} : { completed: Math.round((total * piece) / PIECES_OF_LAYER) }),
    }));
  });
}
