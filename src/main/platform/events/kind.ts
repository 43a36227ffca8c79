import type { z } from 'zod';
import type { ChangeEvent } from '#shared/contract/operations.ts';
import type { Acting } from '#main/platform/acting.ts';

/** A kind of event, as the feature declares it whose fact it is: data only, named for what happened. */
export type EventKind<Type extends string = string, Payload extends z.ZodType = z.ZodType> = {
  /** `conversation.answered`: what, and what became of it. */
  readonly type: Type;
  /** What it happened to: events of one subject are handed over in their order. */
  readonly subject: string;
  /** Ids, numbers and choices. Nothing that anybody wrote: an event may outlive what it tells of. */
  readonly payload: Payload;
  /** Which open pages read again; null for none. */
  readonly news: ChangeEvent['topic'] | null;
};

export function defineEvent<const Type extends string, Payload extends z.ZodType>(
  type: Type,
  rest: Omit<EventKind<Type, Payload>, 'type'>,
): EventKind<Type, Payload> {
  return { type, ...rest };
}

/** An event of a kind as it was recorded. */
export type EventOf<Kind extends EventKind> =
  Kind extends EventKind<infer Type, infer Payload>
    ? {
        /** Its place among all events. Order goes by it, never by the time. */
        sequence: number;
        type: Type;
        clientId: string | null;
        subjectId: string;
        actor: Pick<Acting, 'kind' | 'id'>;
        contactId: string | null;
        at: string;
        payload: z.output<Payload>;
      }
    : never;

/** What whoever records an event says of it; who acts and when is known. */
export type Facts<Kind extends EventKind> = {
  /** Null for what concerns the installation alone. */
  clientId: string | null;
  subjectId: string;
  /** Whom of the client's public it concerns: a visitor. */
  contactId?: string | null;
  payload: z.input<Kind['payload']>;
};
