import type { Message } from '#shared/contract/messages.ts';
import { partsOfType } from '#shared/lib/message-parts.ts';
import { AnswerReasoning } from './answer-reasoning.tsx';
import { AnswerText } from './answer-text.tsx';
import { ToolUse } from './tool-use.tsx';

type Props = {
  message: Message;
  activeSource: string | null;
  onSource: (documentId: string, place: number) => void;
};

/** What an answer is made of, in its order: words, reasoning, tools with what they gave back. Files stand below it. */
export function AnswerParts({ message, activeSource, onSource }: Props) {
  const { parts } = message;
  const calls = partsOfType(parts, 'tool_call');
  const results = partsOfType(parts, 'tool_result');
  let at = 0;
  return parts.map((part, index) => {
    const key = `${part.type} ${index}`;
    switch (part.type) {
      case 'text': {
        const from = at;
        at += part.text.length;
        return <AnswerText key={key} {...{ message, activeSource, onSource, from, text: part.text }} />;
      }
      case 'reasoning':
        return <AnswerReasoning key={key} text={part.text} />;
      case 'tool_call': {
        const result = results.find(({ callId }) => callId === part.id);
        return <ToolUse key={key} name={part.name} call={part} result={result} />;
      }
      case 'tool_result':
        // Told with its call.
        return calls.some(({ id }) => id === part.callId) ? null : (
          <ToolUse key={key} name={part.name} call={undefined} result={part} />
        );
      case 'file':
        return null;
    }
  });
}
