/** Compiles only while `wire.ts` says what the contract says. The widget itself never loads the contract. */
import type { z } from 'zod';
import type * as contract from '../../src/shared/contract/visitor.ts';
import type * as panel from '../../src/shared/contract/visitor-panel.ts';
import type { QUESTION_MAX_LENGTH as contractMaximum } from '../../src/shared/contract/conversations.ts';
import type * as wire from '../../src/widget/wire.ts';

type Equal<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
type Input<Name extends keyof typeof contract.visitor> = z.input<
  (typeof contract.visitor)[Name]['~orpc']['inputSchema'] & z.ZodType
>;
type Output<Name extends keyof typeof contract.visitor> = z.output<
  (typeof contract.visitor)[Name]['~orpc']['outputSchema'] & z.ZodType
>;

export const answers: [
  Equal<wire.Session, panel.VisitorSession>,
  Equal<wire.Message, panel.VisitorMessage>,
  Equal<wire.Attachment, panel.VisitorAttachment>,
  Equal<wire.TokenAnswer, contract.VisitorToken>,
  Equal<wire.Conversation, Output<'conversation'>>,
  Equal<wire.Passage, Output<'source'>>,
  Equal<wire.Visitor, Output<'consent'>>,
] = [true, true, true, true, true, true, true];

/** An error code is a text to the widget: it shows words, never codes. */
type LooseEvent =
  | Exclude<contract.VisitorEvent, { type: 'failed' }>
  | { type: 'failed'; error: { code: string; message: string } };

export const questions: [
  Equal<wire.AnswerEvent, LooseEvent>,
  wire.Question extends Input<'chat'> ? true : never,
  wire.Lead extends Input<'lead'> ? true : never,
  wire.PersonDetails extends Input<'identify'> ? true : never,
  Equal<typeof wire.QUESTION_MAX_LENGTH, typeof contractMaximum>,
  Equal<`/visitor/${typeof wire.UPLOAD_PATH}`, (typeof contract.visitor)['attach']['~orpc']['meta']['path']>,
] = [true, true, true, true, true, true];
