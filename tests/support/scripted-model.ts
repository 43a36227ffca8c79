import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import type { ChatModel } from '#main/ai/ports.ts';

export type Script = {
  expectsMs?: number;
  thinks?: string;
  text?: string[];
  fails?: ErrorCode;
  hangs?: boolean;
};

/** A model that follows a script, and counts how often it was asked. */
export function scripted(name: string, script: Script): ChatModel & { asked: number; script: Script } {
  return {
    provider: 'openai',
    model: name,
    asked: 0,
    script,
    async *stream(_request, { signal }) {
      this.asked += 1;
      signal.throwIfAborted();
      if (this.script.thinks !== undefined)
        yield { type: 'reasoning', text: this.script.thinks, fresh: true };
      if (this.script.expectsMs !== undefined)
        yield { type: 'expects', firstTokenMs: this.script.expectsMs, loads: false };
      for (const text of this.script.text ?? []) yield { type: 'text', text };
      if (this.script.hangs === true) {
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        );
      }
      if (this.script.fails !== undefined) throw new FoyerError(this.script.fails, name);
      yield { type: 'end', reason: 'stop', inputTokens: 1, outputTokens: 2 };
    },
  };
}
