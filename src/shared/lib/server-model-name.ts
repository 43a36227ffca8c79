const PART = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}';

/** What Ollama takes as the name of a model: `name`, `name:tag`, `owner/name:tag`. */
export const SERVER_MODEL_NAME = new RegExp(`^(?:${PART}/)?${PART}(?::${PART})?$`);

const LONGEST = 80; // characters of a part

/** The name that a file gives its model: `Mon modèle Q4.gguf` is `mon-modele-q4`. */
export function serverModelName(fileName: string): string {
  const plain = fileName
    .replace(/\.gguf$/iu, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/gu, '-')
    .replace(/^[^a-z0-9_]+|-+$/gu, '');
  return plain.slice(0, LONGEST) || 'model';
}
