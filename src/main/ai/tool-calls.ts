import { z } from 'zod';

import { newId } from '#main/platform/new-id.ts';
import { badToolCall, type ErrorSubject } from './model-errors.ts';
import type { EndReason, ToolCallPart, ToolDeclaration } from './ports.ts';

/** A piece of a call, as servers stream them. */
export type ToolCallPiece = {
  type: 'tool-call';
  /** Which of the answer's calls it belongs to; null continues the last one, or begins one when it has an id. */
  index: number | null;
  /** Null where the server gives none, or gave it before. */
  id: string | null;
  name: string | null;
  /** More of the arguments, as JSON. */
  text: string;
};

type Call = { index: number | null; id: string | null; name: string; text: string };

/** The JSON schema of a tool's arguments, as all three protocols take it. */
export function schemaOf({ input }: ToolDeclaration): { type: 'object'; [key: string]: unknown } {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, { io: 'input' });
  return { ...schema, type: 'object' };
}

/** A tool as Ollama and OpenAI's protocol declare it. */
export function functionOf(tool: ToolDeclaration) {
  const { name, description } = tool;
  return { type: 'function', function: { name, description, parameters: schemaOf(tool) } };
}

/** The arguments of a call as the text that pieces are made of: most send JSON, some the object itself. */
export function argumentsText(given: unknown): string {
  if (given === undefined || given === null) return '';
  return typeof given === 'string' ? given : JSON.stringify(given);
}

/** Puts the calls of one answer together. Calls are ignored where no tool was declared. */
export function createToolCalls(tools: readonly ToolDeclaration[], subject: ErrorSubject) {
  const calls: Call[] = [];

  /** Some number all calls alike, or not at all: another id is another call. */
  function callOf({ index, id }: ToolCallPiece): Call | undefined {
    const isSame = (call: Call): boolean => id === null || call.id === null || call.id === id;
    const candidates =
      index === null ? calls.slice(-1) : calls.filter(call => call.index === index).slice(-1);
    return candidates.find(isSame);
  }

  return {
    add(piece: ToolCallPiece): void {
      if (tools.length === 0) return;
      let call = callOf(piece);
      if (call === undefined) {
        call = { index: piece.index, id: null, name: '', text: '' };
        calls.push(call);
      }
      call.id ??= piece.id;
      if (call.name === '') call.name = piece.name ?? '';
      call.text += piece.text;
    },

    /**
     * The calls, whole. Throws `model.bad_tool_call` for one that cannot be made: cut off in its middle, of a tool that
     * nobody declared, with arguments that are no JSON object.
     */
    complete(ended: EndReason): ToolCallPart[] {
      const ids = new Set<string>();
      return calls.map(call => {
        if (!tools.some(({ name }) => name === call.name)) {
          throw badToolCall('unknown_tool', call.name, subject);
        }
        const given = readArguments(call.text);
        // What did not end by itself may have ended before its last brace.
        if (given === null) throw badToolCall(ended === 'length' ? 'cut' : 'arguments', call.name, subject);
        // Results name their call, so that each needs an id of its own.
        const id = call.id === null || call.id === '' || ids.has(call.id) ? newId() : call.id;
        ids.add(id);
        return { type: 'tool-call', id, name: call.name, arguments: given };
      });
    },
  };
}

/** The arguments, or null when they are no JSON object. Nothing at all is a tool without arguments. */
function readArguments(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    return argumentsShape.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

const argumentsShape = z.record(z.string(), z.unknown());
