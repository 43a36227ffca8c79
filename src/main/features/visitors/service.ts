import type { z } from 'zod';
import type { visitorProfile, VisitorMessage, VisitorSession } from '#shared/contract/visitor-panel.ts';
import type { Lead } from '#shared/contract/widgets.ts';
import type { LeadField } from '#shared/contract/widget-settings.ts';
import { FoyerError } from '#shared/errors.ts';
import { isOpen } from '#shared/lib/office-hours.ts';
import { asVisitorPassage } from '#shared/lib/visitor-views.ts';
import type { VisitorPrincipal } from '#main/features/access/principal.ts';
import type { ConversationService } from '#main/features/conversations/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { behaviourOf, limitsOf, type Admission } from './admission.ts';
import type { VisitorCaller } from './chat.ts';
import { ANSWER_RATED, CONTACT_LEFT } from './events.ts';
import type { VisitorFiles } from './files.ts';
import type { VisitorLimits } from './limits.ts';
import type { VisitorRow, VisitorStore } from './store.ts';
import { turnsOf, type TranscriptMail } from './transcript.ts';
import { asServedWidget, withParticulars } from './views.ts';

const TRANSCRIPTS_A_MINUTE = 2; // mail to an address of the visitor's choice: no more than a person needs
const IDLE_DAYS = 30;

type Dependencies = {
  store: VisitorStore;
  admission: Admission;
  limits: VisitorLimits;
  conversations: ConversationService;
  models: Pick<ModelService, 'prepare'>;
  files: VisitorFiles;
  /** The extracted text of a document; null when it is gone. */
  textOf: (clientId: HeldId, documentId: string) => string | null;
  mail: TranscriptMail;
  version: string;
  events: Events;
  changes: Changes;
  clock: Clock;
};

type Profile = z.infer<typeof visitorProfile>;

export type VisitorService = ReturnType<typeof createVisitorService>;

/** Everything a visitor does but asking. */
export function createVisitorService(dependencies: Dependencies) {
  const { store, admission, limits, conversations, models, files, textOf, mail, version } = dependencies;
  const { events, changes, clock } = dependencies;
  const now = () => clock.now().toISOString();

  function visitorOf({ chatbotId, visitorId }: VisitorPrincipal): VisitorRow {
    const visitor = store.visitor(chatbotId, visitorId);
    if (visitor === null) throw new FoyerError('auth.session_expired', 'The visitor was erased');
    return visitor;
  }

  /** Small acts count too, apart from questions: a form is not a way to fill the disk. */
  function countAct({ principal }: VisitorCaller, what: string, most?: number): void {
    const served = admission.widgetOf(principal);
    limits.take([
      {
        name: 'visitor',
        key: `${what}:${principal.visitorId}`,
        most: most ?? limitsOf(served).visitorPerMinute,
        words: behaviourOf(served).limitMessages.visitor,
      },
    ]);
  }

  function conversation(caller: VisitorCaller, id: string) {
    const { messages, ...found } = conversations.get(caller, id);
    return { found, messages };
  }

  return {
    /** Throws `visitor.consent_required` when the notice asks for a yes that was not given. */
    requireConsent({ principal }: VisitorCaller): void {
      const { privacyNotice } = behaviourOf(admission.widgetOf(principal));
      if (privacyNotice?.consentRequired !== true || visitorOf(principal).consentAt !== null) return;
      throw new FoyerError('visitor.consent_required', 'The privacy notice was not agreed to');
    },

    session({ principal }: VisitorCaller): VisitorSession {
      const served = admission.widgetOf(principal);
      models.prepare(served.bot);
      return {
        widget: asServedWidget(served, mail.isReady()),
        visitor: asProfile(visitorOf(principal)),
        conversations: store.conversations(principal.visitorId),
        open: isOpen(behaviourOf(served).officeHours, clock.now()),
        server: { version },
      };
    },

    identify(
      { principal }: VisitorCaller,
      input: {
        name?: string | null | undefined;
        email?: string | null | undefined;
        language?: string | undefined;
      },
    ): Profile {
      const { name, email, language } = input;
      store.updateVisitor(principal.visitorId, {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(language === undefined ? {} : { language }),
        lastSeenAt: now(),
      });
      return asProfile(visitorOf(principal));
    },

    consent({ principal }: VisitorCaller): Profile {
      const visitor = visitorOf(principal);
      if (visitor.consentAt === null) store.updateVisitor(visitor.id, { consentAt: now() });
      return asProfile(visitorOf(principal));
    },

    async forgetMe(caller: VisitorCaller): Promise<void> {
      const { visitorId, clientId } = caller.principal;
      // Through the service: answers under way are stopped, open pages of the office read again.
      for (;;) {
        const some = store.conversations(visitorId);
        if (some.length === 0) break;
        for (const { id } of some) conversations.remove(caller, id);
      }
      store.removeVisitor(visitorId);
      await files.sweep();
      changes.publish({ topic: 'conversations', clientId, id: null });
    },

    conversation(caller: VisitorCaller, id: string) {
      const { found, messages } = conversation(caller, id);
      const shown: VisitorMessage[] = withParticulars(messages, store.particulars(found.id));
      return { id: found.id, title: found.title, updatedAt: found.updatedAt, messages: shown };
    },

    feedback(
      caller: VisitorCaller,
      input: { messageId: string; rating: 'up' | 'down'; comment?: string | null | undefined },
    ): void {
      const message = conversations.messageOf(caller, input.messageId);
      if (message.sender.kind !== 'bot') throw new FoyerError('resource.not_found', 'Only answers are rated');
      countAct(caller, 'feedback');
      const { clientId, chatbotId, visitorId } = caller.principal;
      const { rating, comment = null } = input;
      events.atOnce(() => {
        store.saveFeedback({ messageId: message.id, clientId, rating, comment, createdAt: now() });
        events.record(ANSWER_RATED, {
          clientId,
          subjectId: message.conversationId,
          contactId: visitorId,
          payload: { chatbotId, messageId: message.id, rating },
        });
      });
    },

    source(caller: VisitorCaller, messageId: string, number: number, place = 0) {
      const message = conversations.messageOf(caller, messageId);
      // Until an answer cites, the numbers are those of the quotes shown meanwhile.
      const source = [message, conversations.underWay(message.id)?.quotes()]
        .flatMap(told => told?.sources ?? [])
        .find(one => one.number === number);
      if (!source) throw new FoyerError('resource.not_found', `No source ${number}`);
      return asVisitorPassage(source, place, textOf(caller.principal.clientId, source.documentId));
    },

    lead(
      caller: VisitorCaller,
      input: { reason: Lead['reason']; conversationId?: string | undefined; fields: Lead['fields'] },
    ): void {
      const { principal } = caller;
      const behaviour = behaviourOf(admission.widgetOf(principal));
      const conversationId =
        input.conversationId === undefined ? null : conversations.get(caller, input.conversationId).id;
      const fields = filled(input.fields);
      // The form for a person, or for a message, asks for other things than the owner's contact form.
      requireFields(fields, input.reason, input.reason === 'lead' ? (behaviour.leadForm?.fields ?? []) : []);
      countAct(caller, 'lead');
      const leave = (inConversation: HeldId | null) => {
        const id = newId();
        store.insertLead({
          id,
          clientId: principal.clientId,
          chatbotId: principal.chatbotId,
          conversationId: inConversation,
          visitorId: principal.visitorId,
          reason: input.reason,
          fields,
          createdAt: now(),
        });
        const visitor = visitorOf(principal);
        store.updateVisitor(principal.visitorId, {
          name: visitor.name ?? fields.name ?? null,
          email: visitor.email ?? fields.email ?? null,
        });
        const { clientId, chatbotId, visitorId } = principal;
        const { reason } = input;
        events.record(CONTACT_LEFT, {
          clientId,
          subjectId: id,
          contactId: visitorId,
          payload: { chatbotId, conversationId: inConversation, reason },
        });
      };
      if (input.reason !== 'lead') {
        const { chatbotId } = principal;
        conversations.leaveWord(caller, { chatbotId, conversationId, words: fields.message ?? '' }, leave);
      } else events.atOnce(() => leave(conversationId));
    },

    /** Throws `transcript.off` when the owner does not want it, or no mail can leave. */
    transcript(caller: VisitorCaller, input: { conversationId: string; email: string }): void {
      const served = admission.widgetOf(caller.principal);
      const off = () => new FoyerError('transcript.off', 'Conversations are not sent by mail here');
      if (!behaviourOf(served).transcriptByMail || !mail.isReady()) throw off();
      const { found, messages } = conversation(caller, input.conversationId);
      countAct(caller, 'transcript', TRANSCRIPTS_A_MINUTE);
      const queued = mail.send(
        {
          to: input.email,
          language: served.bot.language,
          botName: found.chatbotName,
          turns: turnsOf(messages),
        },
        `transcript:${found.id}:${now()}`,
      );
      if (!queued) throw off();
    },

    /** Forgets those who opened a widget long ago and never used it. */
    forgetIdle: (): number =>
      store.removeIdleVisitors(new Date(clock.now().getTime() - IDLE_DAYS * 86_400_000).toISOString()),
  };
}

function asProfile({ id, name, email, consentAt }: VisitorRow): Profile {
  return { id, name, email, consentAt };
}

function filled(fields: Lead['fields']): Lead['fields'] {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** What the form asks for; whoever asks for a person leaves a way to be reached. */
function requireFields(
  fields: Lead['fields'],
  reason: Lead['reason'],
  form: readonly { name: LeadField; required: boolean }[],
): void {
  const missing = form.find(({ name, required }) => required && fields[name] === undefined);
  if (missing !== undefined) throw missingField(missing.name);
  if (reason !== 'lead' && fields.email === undefined && fields.phone === undefined)
    throw missingField('email');
  if (fields.email !== undefined && !looksLikeAddress(fields.email)) throw missingField('email');
}

function missingField(field: LeadField): FoyerError {
  return new FoyerError('request.invalid', `${field}: needed`, { details: { field } });
}

/** Enough to notice a slip; whether anybody reads there only a mail can tell. */
function looksLikeAddress(value: string): boolean {
  const at = value.lastIndexOf('@');
  return at > 0 && at < value.length - 1 && !value.includes(' ');
}
