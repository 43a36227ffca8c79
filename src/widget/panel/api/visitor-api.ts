import type {
  AnswerEvent,
  Attachment,
  Conversation,
  Lead,
  Passage,
  PersonDetails,
  Question,
  Rating,
  Session,
  Visitor,
} from '../../wire.ts';

/**
 * Why a call did not succeed, as far as the visitor is concerned:
 * `offline` nobody answers (the connection, or the server asleep); `busy` come back in a moment; `limited` the visitor
 * has asked a lot; `gone` what it was about no longer exists; `ended` this page may no longer show the widget;
 * `refused` not accepted as it is; `failed` the server's own fault.
 */
export type FailureKind = 'offline' | 'busy' | 'limited' | 'gone' | 'ended' | 'refused' | 'failed';

export class ApiFailure extends Error {
  declare readonly kind: FailureKind;
  declare readonly code: string;
  /** The owner's words for the visitor, when there are some. */
  declare readonly words: string | null;
  declare readonly retryAfterSeconds: number | null;

  constructor(
    kind: FailureKind,
    rest: { code?: string; words?: string | null; retryAfterSeconds?: number | null } = {},
  ) {
    super(kind);
    this.kind = kind;
    this.code = rest.code ?? '';
    this.words = rest.words ?? null;
    this.retryAfterSeconds = rest.retryAfterSeconds ?? null;
  }
}

export type OnEvent = (event: AnswerEvent) => void;

/**
 * What the panel asks of the server. Every call throws an `ApiFailure` and nothing else. `chat` and `follow` end when
 * the stream does; when it breaks before the answer is finished they throw `offline`.
 */
export type VisitorApi = {
  session(): Promise<Session>;
  identify(person: PersonDetails): Promise<Visitor>;
  consent(): Promise<Visitor>;
  forget(): Promise<void>;
  conversation(id: string): Promise<Conversation>;
  chat(question: Question, onEvent: OnEvent): Promise<void>;
  follow(messageId: string, onEvent: OnEvent): Promise<void>;
  stop(messageId: string): Promise<void>;
  rate(messageId: string, rating: Rating, comment: string | null): Promise<void>;
  /** @param place which of the places of the source, from 0 */
  passage(messageId: string, number: number, place: number): Promise<Passage>;
  attach(file: File, signal: AbortSignal): Promise<Attachment>;
  leave(lead: Lead): Promise<void>;
  sendTranscript(conversationId: string, email: string): Promise<void>;
};
