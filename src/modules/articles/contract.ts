import { z } from 'zod';
import { document } from '#shared/contract/document.ts';
import {
  PROPOSED_QUESTION_MAX_LENGTH,
  PROPOSED_TEXT_MAX_LENGTH,
  PROPOSED_TITLE_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { conversationReaders, editors, route } from '#shared/contract/route.ts';
import { id, instant, pageOf, pageQuery } from '#shared/contract/vocabulary.ts';

/** Values of one draft that a person may say they know of. */
const KEPT_MAX = 200;
const VALUE_MAX_LENGTH = 500;

/** A frequent answer, said word for word; or an article, a document that answers rest on. */
export const kinds = ['answer', 'article'] as const;
export const states = ['waiting', 'approved', 'dropped'] as const;
/** Somebody corrected an answer, or wrote one in a conversation themselves; or wrote it without any. */
export const ways = ['correction', 'person', 'hand'] as const;

const question = z.string().trim().min(1).max(PROPOSED_QUESTION_MAX_LENGTH);
const text = z.string().trim().min(1).max(PROPOSED_TEXT_MAX_LENGTH);
const title = z.string().trim().min(1).max(PROPOSED_TITLE_MAX_LENGTH);

/** A question and what somebody of the office would have answered. */
export const proposal = z.object({
  id,
  clientId: id,
  chatbotId: id,
  chatbotName: z.string(),
  state: z.enum(states),
  kind: z.enum(kinds),
  question: z.string(),
  /** Of an article; null: called as its question. */
  title: z.string().nullable(),
  text: z.string(),
  origin: z.object({
    how: z.enum(ways),
    /** Null once the conversation is gone, or whoever asked has been forgotten. */
    conversationId: id.nullable(),
    messageId: id.nullable(),
    /** Who wrote it; null for a program, on the machine itself, and once they were erased. */
    by: z.string().nullable(),
    at: instant,
  }),
  /** Who said yes or no; null while it waits. */
  decided: z.object({ by: z.string().nullable(), at: instant }).nullable(),
  /** The frequent answer that it became; null where there is none, or none any more. */
  answerId: id.nullable(),
  /** The document that it became, as it is now; null where there is none, or none any more. */
  document: z.object({ id, state: document.shape.state }).nullable(),
  updatedAt: instant,
});
export type Proposal = z.infer<typeof proposal>;

/** Something in a draft that says who somebody is, or where to find them. Offsets in the field. */
export const personal = z.object({
  kind: z.enum(['EMAIL', 'PHONE', 'CARD', 'IBAN', 'SSN', 'ADDRESS', 'NAME']),
  field: z.enum(['question', 'title', 'text']),
  value: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** Whoever asked wrote it, or is called so: it does not go in. */
  theirs: z.boolean(),
});
export type Personal = z.infer<typeof personal>;

/** What says the same already. */
export const alike = z.object({
  /** A frequent answer, an article that the office wrote, or a passage of any other document. */
  what: z.enum(['answer', 'article', 'passage']),
  /** Of the frequent answer, or of the document. */
  id,
  /** The question, or the title. */
  title: z.string(),
  text: z.string(),
  /** Of a passage, its place in the text of the document. */
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  /** Whether that one would answer the question as it stands. */
  sameQuestion: z.boolean(),
});
export type Alike = z.infer<typeof alike>;

export const opened = proposal.extend({
  personal: z.array(personal),
  alike: z.array(alike),
  /** What the chatbot had answered, as long as it is there. */
  said: z.string().nullable(),
});
export type Opened = z.infer<typeof opened>;

const tag = 'Proposed answers';
const path = '/articles';
const one = z.object({ id }).strict();
const readers = [...editors, 'key:read'] as const;
const writers = [...editors, 'key:write'] as const;
const state = z.enum(states);

export const articles = {
  list: route({
    access: readers,
    method: 'GET',
    path,
    summary: 'What people of the office propose that chatbots answer, latest first',
    tag,
  })
    .input(
      pageQuery
        .extend({ clientId: id.optional(), chatbotId: id.optional(), state: state.default('waiting') })
        .strict(),
    )
    .output(pageOf(proposal)),

  waiting: route({
    access: readers,
    method: 'GET',
    path: `${path}/waiting`,
    summary: 'How many proposed answers wait for a yes, by client',
    tag,
  })
    .input(z.object({ clientId: id.optional() }).strict())
    .output(z.array(z.object({ clientId: id, count: z.number().int() }))),

  draft: route({
    access: [...conversationReaders, 'key:write'],
    method: 'GET',
    path: `${path}/draft`,
    summary: 'What a proposal about a message of a conversation would begin with; nothing is kept',
    tag,
  })
    .input(z.object({ messageId: id }).strict())
    .output(
      z.object({
        /** In words that stand alone, where the conversation has them. */
        question: z.string(),
        /** What a person wrote; empty for an answer of the chatbot, which is to be corrected. */
        text: z.string(),
        how: z.enum(ways),
        /** What was proposed about the message before, and was not approved. */
        before: z.object({ id, state }).nullable(),
      }),
    ),

  propose: route({
    access: [...conversationReaders, 'key:write'],
    method: 'POST',
    path,
    summary:
      'Propose an answer: the correction of one, what a person answered, or one without a conversation',
    tag,
    successStatus: 201,
  })
    .input(
      z
        .object({
          /** The answer that is corrected, or that a person wrote. */
          messageId: id.optional(),
          /** Without a message: whose answer it is to be. */
          chatbotId: id.optional(),
          /** Left out with a message: as it was asked. */
          question: question.optional(),
          /** Left out: what the person wrote in the conversation. */
          text: text.optional(),
          kind: z.enum(kinds).default('answer'),
          title: title.nullable().default(null),
        })
        .strict()
        .refine(({ messageId, chatbotId }) => (messageId === undefined) !== (chatbotId === undefined), {
          path: ['messageId'],
          message: 'Either messageId or chatbotId',
        })
        .refine(
          input =>
            input.messageId !== undefined || (input.question !== undefined && input.text !== undefined),
          { path: ['question'], message: 'Question and text, where no message is named' },
        ),
    )
    .output(proposal),

  get: route({
    access: readers,
    method: 'GET',
    path: `${path}/{id}`,
    summary: 'A proposed answer, with what is personal in it and what says the same already',
    tag,
  })
    .input(one)
    .output(opened),

  update: route({
    access: writers,
    method: 'PATCH',
    path: `${path}/{id}`,
    summary: 'Change a proposed answer that waits',
    tag,
  })
    .input(
      z
        .object({
          id,
          kind: z.enum(kinds).optional(),
          question: question.optional(),
          title: title.nullable().optional(),
          text: text.optional(),
        })
        .strict(),
    )
    .output(opened),

  approve: route({
    access: writers,
    method: 'POST',
    path: `${path}/{id}/approve`,
    summary: 'Say yes to a proposed answer: from now on the chatbot uses it',
    tag,
  })
    .input(
      z
        .object({
          id,
          /** Personal values of the draft that are to stay in it, as they stand there. */
          kept: z.array(z.string().max(VALUE_MAX_LENGTH)).max(KEPT_MAX).default([]),
          /** The frequent answer that is changed, or the article that gets a newer version, in place of another one. */
          insteadOf: id.optional(),
          /** Whether it becomes a test question too: later runs then tell when it is lost. */
          test: z.boolean().default(false),
        })
        .strict(),
    )
    .output(proposal),

  revise: route({
    access: writers,
    method: 'PUT',
    path: `${path}/{id}/text`,
    summary: 'Change an approved article: a newer version of its document takes its place once it is read',
    tag,
  })
    .input(
      z
        .object({
          id,
          title,
          text,
          /** What is personal in it was seen, and is to stay. */
          keepsPersonal: z.boolean().default(false),
        })
        .strict(),
    )
    .output(proposal),

  drop: route({
    access: writers,
    method: 'POST',
    path: `${path}/{id}/drop`,
    needs: 'writing',
    summary: 'Say no to a proposed answer: the same message is not proposed again',
    tag,
  })
    .input(one)
    .output(proposal),

  reopen: route({
    access: writers,
    method: 'POST',
    path: `${path}/{id}/reopen`,
    needs: 'writing',
    summary: 'Have a dropped answer wait again',
    tag,
  })
    .input(one)
    .output(proposal),
};
