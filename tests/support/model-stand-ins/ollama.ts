import { promptText } from '#main/ai/model-pace.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import { DEFAULT_MODELS, countWords, piecesOf } from './behaviour.ts';
import type { OllamaStandInOptions, StandIn, StandInModel, StandInOptions } from './behaviour.ts';
import { asRecord, readChatRequest, readEmbeddingInput } from './chat-body.ts';
import { embedText } from './embedding.ts';
import { createOllamaFiles } from './ollama-files.ts';
import { createOllamaLibrary } from './ollama-library.ts';
import { startStandIn } from './server.ts';
import type { Exchange, Protocol } from './server.ts';

const FIXED_INSTANT = '2026-01-05T09:00:00.000000Z';

function describe(model: StandInModel) {
  const family = model.purpose === 'embedding' ? 'bert' : 'llama';
  return {
    details: {
      parent_model: '',
      format: 'gguf',
      family,
      families: [family],
      parameter_size: model.purpose === 'embedding' ? '566.70M' : '7.2B',
      quantization_level: 'Q4_K_M',
    },
    model_info: {
      'general.architecture': family,
      [`${family}.context_length`]: model.contextTokens,
      [`${family}.block_count`]: 32,
      [`${family}.embedding_length`]: 4_096,
      [`${family}.attention.head_count`]: 32,
      [`${family}.attention.head_count_kv`]: 8,
    },
    capabilities: model.capabilities ?? [model.purpose === 'embedding' ? 'embedding' : 'completion'],
  };
}

/** 32 layers of 8 heads that keep a key and a value of 128 numbers each, in 16 bits. */
const BYTES_PER_TOKEN = 131_072;

/** Ollama's own, where a request does not say. */
const DEFAULT_WINDOW = 4_096;
const NANOSECONDS = 1e9;

/** The models in memory, what each last read, and what reading, writing and loading cost. */
function createMemory({ speed, holdsOne = false }: Pick<StandInOptions, 'speed' | 'holdsOne'>) {
  const loaded = new Map<string, { contextTokens: number; prompt: string }>();
  return {
    list: () => [...loaded].map(([name, { contextTokens }]) => ({ name, contextTokens })),
    unload: (name: string) => loaded.delete(name),
    /** Loads a model, unless it is there with this window; nanoseconds. */
    load(name: string, contextTokens: number): number {
      if (loaded.get(name)?.contextTokens === contextTokens) return 0;
      if (holdsOne) loaded.clear();
      loaded.set(name, { contextTokens, prompt: '' });
      return ((speed?.loadMs ?? 0) / 1_000) * NANOSECONDS;
    },
    /** Counts the whole prompt, and the time of what is not as it was before. */
    read(name: string, prompt: string): Record<string, number> {
      const model = loaded.get(name);
      if (speed === undefined || model === undefined) return {};
      let shared = 0;
      while (shared < prompt.length && prompt[shared] === model.prompt[shared]) shared += 1;
      model.prompt = prompt;
      return {
        prompt_eval_count: estimateTokens(prompt),
        prompt_eval_duration: (estimateTokens(prompt.slice(shared)) / speed.read) * NANOSECONDS,
      };
    },
    write(text: string): Record<string, number> {
      if (speed === undefined) return {};
      const tokens = estimateTokens(text);
      return { eval_count: tokens, eval_duration: (tokens / speed.written) * NANOSECONDS };
    },
  };
}

/** Starts a server that speaks Ollama's protocol: /api/chat, /api/ps, /api/tags, /api/show, /api/embed, /api/pull, /api/blobs, /api/create, /api/delete and /api/version. */
export function startOllamaStandIn(options: OllamaStandInOptions = {}): Promise<StandIn> {
  const models = [...(options.models ?? DEFAULT_MODELS)];
  const library = createOllamaLibrary(models, options);
  const files = createOllamaFiles(models, options);
  const memory = createMemory(options);

  function find(name: unknown): StandInModel | undefined {
    return models.find(model => model.name === name || model.name === `${String(name)}:latest`);
  }

  async function chat(exchange: Exchange): Promise<void> {
    const request = readChatRequest(exchange.body);
    const model = find(request.model);
    if (model === undefined) {
      exchange.json(404, { error: `model '${request.model}' not found` });
      return;
    }
    if (model.isOfUnknownKind === true) {
      const said = "error loading model architecture: unknown model architecture: 'unheard-of'";
      exchange.json(500, { error: `llama runner process has terminated: error loading model: ${said}` });
      return;
    }
    if (model.purpose === 'embedding') {
      exchange.json(400, { error: `"${request.model}" does not support chat` });
      return;
    }
    if (request.turns.length === 0) {
      const unload = request.body['keep_alive'] === 0;
      if (unload) memory.unload(model.name);
      else memory.load(model.name, windowOf(request.body));
      exchange.json(200, { model: model.name, done: true, done_reason: unload ? 'unload' : 'load' });
      return;
    }
    const load_duration = memory.load(model.name, windowOf(request.body));
    const reply = exchange.reply(request);
    const line = (content: Record<string, unknown>): string =>
      `${JSON.stringify({ model: model.name, created_at: FIXED_INSTANT, ...content })}\n`;
    const piece = (content: string): string => line({ message: { role: 'assistant', content }, done: false });
    await exchange.stream({
      contentType: 'application/x-ndjson',
      opening: [],
      thinking: piecesOf(reply.thinking ?? '').map(thinking =>
        line({ message: { role: 'assistant', content: '', thinking }, done: false }),
      ),
      pieces: piecesOf(reply.text).map(piece),
      closing: [
        line({
          message: { role: 'assistant', content: '' },
          done: true,
          done_reason: reply.truncated === true ? 'length' : 'stop',
          total_duration: 1_000_000,
          prompt_eval_count: countWords(JSON.stringify(request.body['messages'])),
          eval_count: countWords(reply.text),
          load_duration,
          ...memory.read(model.name, promptText(request.system, request.turns)),
          ...memory.write(reply.text),
        }),
      ],
      filler: piece(' encore et encore'),
      failure: `${JSON.stringify({ error: 'an error was encountered while running the model: CUDA error' })}\n`,
    });
  }

  const protocol: Protocol = {
    refuse(behaviour) {
      switch (behaviour.kind) {
        case 'unauthorised':
          return { status: 401, body: { error: 'unauthorized' } };
        case 'missing-model':
          return { status: 404, body: { error: `model 'absent' not found` } };
        case 'rate-limited':
          return {
            status: 429,
            body: { error: 'too many requests' },
            headers: retryAfter(behaviour.retryAfterSeconds),
          };
        case 'server-error':
          return { status: 500, body: { error: 'llama runner process has terminated: signal: killed' } };
        case 'context-overflow':
          return { status: 400, body: { error: 'the input length exceeds the context length' } };
        default:
          return null;
      }
    },
    authorised: (headers, apiKey) => headers['authorization'] === `Bearer ${apiKey}`,
    looks: path => path === '/api/ps',
    runsModel: (path, method) =>
      ['/api/chat', '/api/embed', '/api/pull', '/api/create'].includes(path) ||
      (path.startsWith('/api/blobs/') && method === 'POST'),
    async handle(exchange) {
      if (exchange.path.startsWith('/api/blobs/')) return files.blob(exchange);
      switch (`${exchange.method} ${exchange.path}`) {
        case 'GET /api/version':
          return exchange.json(200, { version: options.version ?? '0.24.0' });
        case 'GET /api/ps':
          return exchange.json(200, {
            models: memory.list().map(({ name, contextTokens }) => {
              const size = (find(name)?.bytes ?? 0) + contextTokens * BYTES_PER_TOKEN;
              return {
                name,
                model: name,
                context_length: contextTokens,
                size,
                size_vram: Math.min(size, options.graphicsBytes ?? 0),
              };
            }),
          });
        case 'GET /api/tags':
          return exchange.json(200, {
            models: models.map(model => ({
              name: model.name,
              model: model.name,
              modified_at: FIXED_INSTANT,
              size: model.bytes,
              digest: 'sha256:0',
              details: describe(model).details,
            })),
          });
        case 'POST /api/show': {
          const asked = asRecord(exchange.body);
          const model = find(asked['model'] ?? asked['name']);
          return model === undefined
            ? exchange.json(404, { error: `model '${String(asked['model'])}' not found` })
            : exchange.json(200, describe(model));
        }
        case 'POST /api/embed': {
          const name = asRecord(exchange.body)['model'];
          const model = find(name);
          if (model === undefined) return exchange.json(404, { error: `model '${String(name)}' not found` });
          if (model.purpose !== 'embedding') {
            return exchange.json(501, { error: 'this model does not support embeddings' });
          }
          memory.load(model.name, model.contextTokens);
          const input = readEmbeddingInput(exchange.body);
          return exchange.json(200, {
            model: model.name,
            embeddings: input.map(embedText),
            prompt_eval_count: countWords(input.join(' ')),
          });
        }
        case 'POST /api/chat':
          return chat(exchange);
        case 'POST /api/pull':
          return library.pull(exchange);
        case 'POST /api/create':
          return files.create(exchange);
        case 'DELETE /api/delete':
          return library.remove(exchange);
        case 'GET /':
          return exchange.json(200, 'Ollama is running');
        default:
          return exchange.json(404, { error: '404 page not found' });
      }
    },
  };
  return startStandIn(protocol, options);
}

function windowOf(body: Record<string, unknown>): number {
  const window = asRecord(body['options'])['num_ctx'];
  return typeof window === 'number' ? window : DEFAULT_WINDOW;
}

/** The Retry-After header, or none. */
export function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}
