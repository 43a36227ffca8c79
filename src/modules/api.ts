/**
 * All that the main side of a module may import, beside its own folder, `shared` and packages. What is missing here is
 * added here first: that is when somebody looks at what modules reach.
 */
export {
  allClients,
  conversationWithin,
  narrowScope,
  wholeClients,
  withinScope,
  type ClientScope,
} from '#main/db/client-scope.ts';
export type { Database } from '#main/db/connection.ts';
export { held, type Held } from '#main/db/held.ts';
export { isKnownTo } from '#main/db/known-to.ts';
export { rulesOf, type TableRules } from '#main/db/rules/index.ts';
export { holdsWords } from '#main/db/holds-words.ts';
export * as schema from '#main/db/schema/index.ts';
export { os } from '#main/features/access/implementer.ts';
export { userIdOf } from '#main/features/access/principal.ts';
export type { ChatbotService } from '#main/features/chatbots/index.ts';
export type { ClientService } from '#main/features/clients/index.ts';
export {
  conversationMetrics,
  askedBefore,
  isFollowUp,
  isQuestion,
  ownTest,
  personalValuesIn,
  sentencesThatAnswer,
  standaloneWordings,
  type Admission,
  type AnswerBefore,
  type AnswerBounds,
  type Asking,
  type BoundedQuestion,
  type LegPassage,
  type Proven,
  type ProvenPassage,
  type Proving,
} from '#main/features/conversations/index.ts';
export { documentEvents, heldBy, shinglesOf } from '#main/features/documents/index.ts';
export { notificationKind } from '#main/features/notifications/index.ts';
export type { House } from '#main/features/house.ts';
export type { Mailing } from '#main/features/mail/index.ts';
export type { HeldId, UnscopedId } from '#main/platform/held-id.ts';
export type { ModulePart, OfficeAnswers, TestQuestions } from '#main/features/modules/index.ts';
export { part } from '#main/features/part.ts';
export { detectLanguage } from '#main/language/detect.ts';
export { editDistance } from '#main/index/edit-distance.ts';
export { isKnownWord } from '#main/index/known-words.ts';
export { fold } from '#main/language/fold.ts';
export { wordsOf } from '#main/language/tokenise.ts';
export type { Clock } from '#main/platform/clock.ts';
export { BYTE_ORDER_MARK, CSV_MEDIA_TYPE, csvLine, type CsvCell } from '#shared/lib/csv.ts';
export { readCsv, withoutFormulaMark } from '#main/platform/csv-reading.ts';
export { textOfOnlyFile } from '#main/platform/incoming-files.ts';
export {
  defineEvent,
  eventWork,
  type EventKind,
  type EventOf,
  type Events,
} from '#main/platform/events/index.ts';
export type { Jobs } from '#main/platform/jobs/ports.ts';
export { jobKind } from '#main/platform/jobs/kind.ts';
export { jobWork } from '#main/platform/jobs/work.ts';
export { localDay } from '#main/platform/local-day.ts';
export { COST_PARTS, defineMetric, type Metric, type Metrics } from '#main/platform/metrics/index.ts';
export { systemTimeZone } from '#main/platform/system-language.ts';
export { modelMetrics, type ModelService, type UsedOutside } from '#main/features/models/index.ts';
export { searchEvents, type IndexInUse } from '#main/features/search/index.ts';
export { newId } from '#main/platform/new-id.ts';

import type { ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { Asking, Proving } from '#main/features/conversations/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { IndexInUse } from '#main/features/search/index.ts';
import type { Mailing } from '#main/features/mail/index.ts';
import type { OfficeAnswers, TestQuestions } from '#main/features/modules/index.ts';
import type { ModelService } from '#main/features/models/index.ts';

/** What every module is given. */
export type ModuleNeeds = {
  chatbots: ChatbotService;
  clients: ClientService;
  /** As they are set now. */
  models: Pick<ModelService, 'list' | 'compareAgain'>;
  mail: Pick<Mailing, 'isReady' | 'sendReport'>;
  /** What a question finds, as answers find it. */
  proving: Proving;
  /** Two complete indexes of meaning, while the model that compares is changed; null where there is one. */
  indexesNow: () => IndexInUse | null;
  /** A model of a chatbot, asked something beside any conversation. */
  asking: Asking;
  /** Documents that the office writes here. */
  documents: Pick<DocumentService, 'write' | 'untilRead'>;
  /** The answers of the office; null for a client where the module that keeps them is off. */
  officeAnswers(clientId: string): OfficeAnswers | null;
  testQuestions(): TestQuestions;
  /** Counts unanswered questions no more: they have been seen to. */
  setAside(scope: ClientScope, messageIds: readonly string[]): void;
  /** The clients it is on for by now: for its work in the background. Its routes are given less in their scope. */
  reach(): ClientScope;
};
