import type { MessagePart, SenderKind } from '../contract/message-parts.ts';

type PartOf<Type extends MessagePart['type']> = Extract<MessagePart, { type: Type }>;

/** Those who ask; all others answer, or tell what happened. */
export const ASKERS = ['visitor', 'user'] as const satisfies readonly SenderKind[];

export function isAsker({ kind }: { kind: SenderKind }): boolean {
  return kind === 'visitor' || kind === 'user';
}

/** The parts of one kind, in their order. */
export function partsOfType<Type extends MessagePart['type']>(
  parts: readonly MessagePart[],
  type: Type,
): PartOf<Type>[] {
  return parts.filter((part): part is PartOf<Type> => part.type === type);
}

/** All that was reasoned; empty when nothing was. */
export function reasoningIn(parts: readonly MessagePart[]): string {
  return partsOfType(parts, 'reasoning')
    .map(({ text }) => text)
    .join('\n\n');
}

/** The tools that were asked, each once, in the order of their first call. */
export function toolsAsked(parts: readonly MessagePart[]): string[] {
  return [...new Set(partsOfType(parts, 'tool_call').map(({ name }) => name))];
}
