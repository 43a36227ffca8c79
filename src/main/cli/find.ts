import { FoyerError } from '#shared/errors.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';

type Named = { id: string; name: string };

export async function findChatbot(client: RemoteClient, nameOrId: string, words: CliWords) {
  return pick(await client.chatbots.list({}), nameOrId, words.kinds.chatbot, words);
}

export async function findClient(client: RemoteClient, nameOrId: string, words: CliWords) {
  return pick(await client.clients.list({}), nameOrId, words.kinds.client, words);
}

export async function findModel(client: RemoteClient, nameOrId: string, words: CliWords) {
  return pick(await client.models.list({}), nameOrId, words.kinds.model, words);
}

/**
 * The one thing of that id or name. Letters and accents must match; capitals need not, when only one thing then
 * remains.
 *
 * @throws FoyerError `resource.not_found`, or `resource.conflict` when several have the name.
 */
export function pick<T extends Named>(all: readonly T[], nameOrId: string, kind: string, words: CliWords): T {
  const byId = all.find(one => one.id === nameOrId);
  if (byId !== undefined) return byId;
  const exact = all.filter(one => one.name === nameOrId);
  const matches = exact.length > 0 ? exact : all.filter(one => fold(one.name) === fold(nameOrId));
  const [first, ...others] = matches;
  if (first === undefined) {
    throw new FoyerError('resource.not_found', fill(words.notFound, { kind, name: nameOrId }));
  }
  if (others.length > 0) {
    const ids = matches.map(one => one.id).join(', ');
    throw new FoyerError('resource.conflict', fill(words.ambiguous, { kind, name: nameOrId, ids }));
  }
  return first;
}

function fold(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}
