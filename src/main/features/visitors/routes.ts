import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { os } from '#main/features/access/implementer.ts';
import { onlyFile } from '#main/platform/incoming-files.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import { actAsSystem } from '#main/platform/acting.ts';
import type { Admission } from './admission.ts';
import type { VisitorCaller, VisitorChat } from './chat.ts';
import type { VisitorFiles } from './files.ts';
import type { VisitorService } from './service.ts';

type Dependencies = {
  admission: Admission;
  visitors: VisitorService;
  chat: VisitorChat;
  files: VisitorFiles;
};

export function createVisitorRoutes({ admission, visitors, chat, files }: Dependencies) {
  return {
    token: os.visitor.token.handler(({ input, context }) => admission.exchange(input, context)),
    session: os.visitor.session.handler(({ context }) => visitors.session(callerOf(context))),
    identify: os.visitor.identify.handler(({ input, context }) =>
      visitors.identify(callerOf(context), input),
    ),
    forgetMe: os.visitor.forgetMe.handler(async ({ context }) => {
      // The audit log would keep the titles of what is to be forgotten.
      await actAsSystem(() => visitors.forgetMe(callerOf(context)));
      return {};
    }),
    consent: os.visitor.consent.handler(({ context }) => visitors.consent(callerOf(context))),
    conversation: os.visitor.conversation.handler(({ input, context }) =>
      visitors.conversation(callerOf(context), input.id),
    ),
    chat: os.visitor.chat.handler(async ({ input, context, signal }) => {
      const caller = callerOf(context);
      visitors.requireConsent(caller);
      return chat.chat(caller, input, signal);
    }),
    follow: os.visitor.follow.handler(async ({ input, context, signal }) =>
      chat.follow(callerOf(context), input.messageId, signal),
    ),
    stop: os.visitor.stop.handler(({ input, context }) => {
      chat.stop(callerOf(context), input.messageId);
      return {};
    }),
    feedback: os.visitor.feedback.handler(({ input, context }) => {
      visitors.feedback(callerOf(context), input);
      return {};
    }),
    source: os.visitor.source.handler(({ input, context }) =>
      visitors.source(callerOf(context), input.messageId, input.number, input.place),
    ),
    attach: os.visitor.attach.handler(async ({ context, signal = new AbortController().signal }) => {
      const caller = callerOf(context);
      visitors.requireConsent(caller);
      files.requireOn(caller.principal);
      return files.receive(caller.principal, await onlyFile(context.files), signal);
    }),
    file: os.visitor.file.handler(({ input, context }) => files.open(callerOf(context).principal, input.id)),
    lead: os.visitor.lead.handler(({ input, context }) => {
      const caller = callerOf(context);
      visitors.requireConsent(caller);
      visitors.lead(caller, input);
      return {};
    }),
    transcript: os.visitor.transcript.handler(({ input, context }) => {
      visitors.transcript(callerOf(context), input);
      return {};
    }),
  };
}

/** The visitor of a request that was let in as one. */
function callerOf(context: RequestContext & { scope: ClientScope }): VisitorCaller {
  const { principal, scope, visit, remote } = context;
  if (principal.kind !== 'visitor' || visit === undefined) {
    throw new FoyerError('auth.forbidden', 'Only visitors, through the public listener');
  }
  return { principal, scope, visit, address: remote.address };
}
