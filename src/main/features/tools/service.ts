import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { ToolDeclaration } from '#main/ai/ports.ts';
import { scopeTouches, type ClientScope } from '#main/db/client-scope.ts';
import type { ArtifactService } from '#main/features/artifacts/index.ts';
import { acting, actAs } from '#main/platform/acting.ts';
import type { Tool, ToolCircumstances } from './tool.ts';

/** A tool, and the clients it is there for. */
export type OfferedTool = { tool: Tool; isOnFor(clientId: string): boolean };

/** What came of a call: what the tool gave back, or what waits for a person's yes. */
export type ToolOutcome =
  { state: 'done'; result: Record<string, unknown> } | { state: 'waiting'; artifactId: string };

/** Calls tools: what reads or drafts runs at once, anything beyond waits for a person's yes. */
export function createToolService({
  offered,
  artifacts,
}: {
  offered: () => readonly OfferedTool[];
  artifacts: Pick<ArtifactService, 'propose'>;
}) {
  let known: Map<string, OfferedTool> | null = null;
  function byName(): Map<string, OfferedTool> {
    if (known !== null) return known;
    const names = new Map<string, OfferedTool>();
    for (const each of offered()) {
      const name = modelName(each.tool);
      if (names.has(name)) throw new Error(`Two parts declare the tool ${each.tool.name}`);
      names.set(name, each);
    }
    known = names;
    return names;
  }

  const of = (clientId: string): Tool[] =>
    [...byName().values()].flatMap(({ tool, isOnFor }) => (isOnFor(clientId) ? [tool] : []));

  return {
    /** What a model is told of the tools that are there for a client; it calls them by these names. */
    toModelTools: (clientId: string): ToolDeclaration[] =>
      of(clientId).map(tool => ({ name: modelName(tool), description: tool.description, input: tool.input })),

    /**
     * Calls a tool by its name, or by the one that models call it by. Throws `resource.not_found` for a client out of reach,
     * `tool.unknown` for one that nobody declares or whose module is off, `tool.arguments` for what it cannot take, and what
     * the tool throws.
     */
    async call(
      scope: ClientScope,
      name: string,
      input: unknown,
      circumstances: ToolCircumstances,
    ): Promise<ToolOutcome> {
      const { clientId, by } = circumstances;
      if (!scopeTouches(scope, clientId)) throw new FoyerError('resource.not_found', `No client ${clientId}`);
      const tool = of(clientId).find(each => each.name === name || modelName(each) === name);
      if (tool === undefined)
        throw new FoyerError('tool.unknown', `No tool ${name.slice(0, 80)} for this client`);
      const read = tool.input.strict().safeParse(input);
      if (!read.success) throw misfit(tool, read.error);
      return actAs({ ...acting(), ...by }, async () => {
        if ('run' in tool)
          return { state: 'done', result: await tool.run(read.data, { scope, circumstances }) };
        const { chatbotId, conversationId, contactId } = circumstances;
        const artifactId = artifacts.propose(scope, {
          clientId,
          chatbotId,
          conversationId,
          contactId,
          kind: tool.artifact.name,
          content: tool.contentOf(read.data),
        });
        return { state: 'waiting', artifactId };
      });
    },
  };
}

/** Servers of models know letters, digits, `_` and `-` alone. */
function modelName({ name }: Pick<Tool, 'name'>): string {
  return name.replaceAll('.', '_');
}

/** Says what a model has to mend. */
function misfit({ name }: Tool, error: z.ZodError): FoyerError {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return new FoyerError('tool.arguments', `${name}: ${z.prettifyError(error)}`, { details: { field } });
}
