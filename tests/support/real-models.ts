import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/models');

/** Small real models: 135 million parameters that answer in English and often wrongly, and one that compares texts. */
export const REAL_CHAT = join(FOLDER, 'smollm2-135m-instruct-q4_1.gguf');
export const REAL_EMBEDDING = join(FOLDER, 'multilingual-e5-small-q4_0.gguf');

/** Whether they are on this machine. */
export const realModelsArePresent = existsSync(REAL_CHAT) && existsSync(REAL_EMBEDDING);
if (!realModelsArePresent) console.log(`real models: tests skipped, ${FOLDER} is not on this machine`);

/** Loading one on a busy machine, and some answers. */
export const REAL_MODEL_TIMEOUT_MS = 120_000;
