import type { ZodObject, z } from 'zod';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ArtifactKind } from '#main/features/artifacts/index.ts';
import type { Acting } from '#main/platform/acting.ts';

/** For whom a tool is called, and from where. */
export type ToolCircumstances = {
  clientId: string;
  chatbotId?: string | undefined;
  conversationId?: string | undefined;
  contactId?: string | undefined;
  /** On whose behalf: of a visitor’s question, the visitor’s. */
  by: Pick<Acting, 'kind' | 'id'>;
  signal?: AbortSignal | undefined;
};

export type ToolRun = { scope: ClientScope; circumstances: ToolCircumstances };

/** What a tool gives back: plain values, which a model reads as JSON. */
type Given = Record<string, unknown>;

type Said<Input extends ZodObject> = {
  /** `mail.write`: of what, and what is done. */
  readonly name: string;
  /** For the model: what it does and when to ask for it. */
  readonly description: string;
  readonly input: Input;
};

type AtOnce<Input extends ZodObject> = Said<Input> & {
  /** It changes nothing, or nothing but a draft. */
  readonly effect: 'reads' | 'drafts';
  run(input: z.output<Input>, run: ToolRun): Promise<Given> | Given;
};

type AfterYes<Input extends ZodObject> = Said<Input> & {
  readonly effect: 'writes' | 'sends' | 'pays';
  /** What waits for a person's yes in its stead. */
  readonly artifact: ArtifactKind;
  contentOf(input: z.output<Input>): Record<string, unknown>;
};

/** A tool as it is used by those who know nothing of its input. */
export type Tool = Pick<Said<ZodObject>, 'name' | 'description' | 'input'> &
  (
    | { readonly effect: 'reads' | 'drafts'; run(input: unknown, run: ToolRun): Promise<Given> }
    | {
        readonly effect: 'writes' | 'sends' | 'pays';
        readonly artifact: ArtifactKind;
        contentOf(input: unknown): Record<string, unknown>;
      }
  );

/** Declares what a model, or anybody else, may ask for. Throws when its artifact does something else than it says. */
export function defineTool<Input extends ZodObject>(tool: AtOnce<Input> | AfterYes<Input>): Tool {
  const { name, description, input } = tool;
  if (!('artifact' in tool)) {
    const { effect } = tool;
    return { name, description, input, effect, run: async (given, run) => tool.run(input.parse(given), run) };
  }
  const { effect, artifact } = tool;
  if (artifact.effect !== effect)
    throw new Error(`The tool ${name} ${effect}, its artifact ${artifact.effect}`);
  return {
    name,
    description,
    input,
    effect,
    artifact,
    contentOf: given => tool.contentOf(input.parse(given)),
  };
}
