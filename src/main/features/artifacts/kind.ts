import type { z } from 'zod';
import type { ArtifactEffect, ArtifactLine } from '#shared/contract/artifacts.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** A line of what will happen; one with a `field` of the content may be edited. */
export type Described<Content> = {
  label: string;
  value: string;
  field?: keyof Content & string;
  long?: boolean;
};

type Definition<Content> = {
  /** `mail.message`: of what, and what it is. */
  readonly name: string;
  /** What people call it. */
  readonly called: Readonly<Record<Language, string>>;
  readonly effect: ArtifactEffect;
  readonly content: z.ZodType<Content>;
  /** A line by which a person knows it. */
  title(content: Content): string;
  /** What exactly will happen, in lines that a person reads. */
  describe(content: Content, language: Language): Described<Content>[];
  /** Throws, in words, when it could not be carried out now: asked before it is proposed and before it is approved. */
  requirePossible?(): void;
  /**
   * Errors that say for certain that nothing happened, and that pass by themselves: it is tried again. After any other
   * it has failed, and a person looks.
   */
  readonly triedAgainAfter?: readonly ErrorCode[];
  /** Carries it out. `key` is the same at each attempt of one version: whoever receives it twice can tell. */
  execute(asked: {
    content: Content;
    key: string;
    clientId: string;
    signal: AbortSignal;
  }): Promise<Record<string, unknown>>;
};

/** A kind as it is used by those who know nothing of its content. */
export type ArtifactKind = {
  readonly name: string;
  readonly called: Readonly<Record<Language, string>>;
  readonly effect: ArtifactEffect;
  readonly triedAgainAfter: ReadonlySet<ErrorCode>;
  requirePossible(): void;
  /** The content as it is kept, and its title. Throws what zod throws. */
  read(content: unknown): { content: Record<string, unknown>; title: string };
  /** Null for a content that an earlier version wrote and that cannot be read any more. */
  linesOf(content: unknown, language: Language): ArtifactLine[] | null;
  execute(asked: {
    content: unknown;
    key: string;
    clientId: string;
    signal: AbortSignal;
  }): Promise<Record<string, unknown>>;
};

/** Declares something that writes, sends or pays: what it is made of, how a person reads it, what carries it out. */
export function defineArtifact<Content extends Record<string, unknown>>(
  definition: Definition<Content>,
): ArtifactKind {
  const { name, called, effect, content: schema } = definition;
  return {
    name,
    called,
    effect,
    triedAgainAfter: new Set(definition.triedAgainAfter ?? []),
    requirePossible: () => definition.requirePossible?.(),
    read(content) {
      const read = schema.parse(content);
      return { content: read, title: definition.title(read) };
    },
    linesOf(content, language) {
      const read = schema.safeParse(content);
      if (!read.success) return null;
      return definition
        .describe(read.data, language)
        .map(({ label, value, field = null, long = false }) => ({ label, value, field, long }));
    },
    execute: asked => definition.execute({ ...asked, content: schema.parse(asked.content) }),
  };
}
