import { moduleErrors } from '../modules/index.ts';

/**
 * Every error code that can reach a person or a program, with the HTTP status it travels under.
 * The words a person reads live in the `errors` namespace of the catalogue, one entry a code; those of a
 * module with the module.
 */
export const errorStatus = {
  // requests
  'request.invalid': 400,
  'request.too_large': 413,
  'request.forbidden_origin': 403,
  'request.timeout': 408,
  'request.rate_limited': 429,
  'request.secret_in_address': 400,
  'request.account_in_address': 400,
  'request.key_reused': 422,
  'request.in_progress': 409,
  'request.outcome_unknown': 409,
  'auth.required': 401,
  'auth.invalid_credentials': 401,
  'auth.session_expired': 401,
  'auth.key_refused': 401,
  'auth.throttled': 429,
  'auth.forbidden': 403,
  'auth.local_only': 403,
  'auth.password_too_short': 400,
  'auth.password_common': 400,
  'auth.password_wrong': 403,
  'auth.second_factor_required': 401,
  'auth.second_factor_wrong': 401,
  'auth.second_factor_changed': 409,
  'auth.second_factor_needs_password': 409,
  'auth.locked': 423,
  'auth.lock_code_wrong': 403,
  'auth.lock_code_weak': 400,
  'account.email_taken': 409,
  'account.initials_taken': 409,
  'account.last_owner': 409,
  'account.own': 403,
  'account.disabled': 409,
  'link.unknown': 404,
  'link.used': 400,
  'link.expired': 400,
  'setup.already_done': 409,
  'setup.link_invalid': 403,
  'setup.local_only': 403,
  'resource.not_found': 404,
  'resource.conflict': 409,
  'key.revoked': 409,
  'module.off': 409,
  // clients
  'client.archived': 409,
  'client.inactive': 409,
  'client.erasing': 409,
  'client.last': 409,
  'client.quota_reached': 429,
  'erasure.not_confirmed': 400,
  'erasure.last_owner': 409,
  'erasure.oneself': 409,
  // documents
  'document.encrypted': 422,
  'document.wrong_password': 422,
  'document.protected': 422,
  'document.no_password_asked': 409,
  'document.damaged': 422,
  'document.empty': 422,
  'document.no_text': 422,
  'document.being_read': 409,
  'passages.group_changed': 409,
  'document.too_large': 413,
  'document.unsupported': 415,
  'document.timeout': 422,
  'document.memory': 422,
  'document.interrupted': 500,
  'document.page_not_drawable': 422,
  'document.file_missing': 410,
  'document.file_changed': 409,
  'document.beyond_comparison': 422,
  'passage.not_cuttable': 422,
  'passage.not_joinable': 422,
  'passage.too_long': 422,
  'upload.busy': 503,
  'path.not_found': 404,
  'path.not_a_file': 422,
  'path.of_foyer': 422,
  'path.not_a_folder': 422,
  // sources of knowledge
  'tag.name_taken': 409,
  'tag.too_many': 409,
  'tag.bound': 409,
  'source.unreachable': 502,
  'source.folder_empty': 409,
  'source.still_written': 409,
  'source.robots_unreachable': 502,
  'source.login_refused': 502,
  'source.no_feed': 422,
  'source.feed_not_found': 502,
  'source.needs_login': 502,
  'source.mailbox_login_refused': 502,
  'source.mailbox_login_needed': 422,
  'source.mailbox_folder_gone': 502,
  'source.certificate_refused': 502,
  'source.certificate_changed': 502,
  'source.encryption_failed': 502,
  'source.encryption_required': 422,
  'source.message_failed': 502,
  'source.page_failed': 502,
  'source.browser_missing': 503,
  // models
  'model.unreachable': 502,
  'model.missing': 502,
  'model.key_refused': 502,
  'model.rate_limited': 429,
  'model.context_too_long': 422,
  'model.timeout': 504,
  'model.bad_response': 502,
  'model.server_error': 502,
  'model.interrupted': 502,
  'model.web_page': 502,
  'model.only_reasoning': 502,
  'model.filtered': 502,
  'model.no_tools': 422,
  'model.no_images': 422,
  'model.bad_tool_call': 502,
  'model.not_embedding': 422,
  'model.not_reranking': 422,
  'model.not_chat': 422,
  'model.none_embedding': 404,
  'model.no_consent': 403,
  'model.spending_cap': 403,
  'model.other_vectors': 502,
  'model.searches': 409,
  'search_index.none': 409,
  'search_index.not_ready': 409,
  'search_index.same_model': 409,
  'search_index.under_way': 409,
  'search_index.model_off': 409,
  'search_index.former_gone': 409,
  'model.no_space': 507,
  'model.not_in_library': 422,
  'model.server_too_old': 422,
  'model.library_unreachable': 502,
  'model.pull_offline': 409,
  'model.in_use': 409,
  'model.name_taken': 409,
  'model.kind_unknown_to_server': 422,
  'model.engine_missing': 503,
  'model.engine_stopped': 502,
  'model.no_memory': 507,
  'model.file_missing': 502,
  'model.download_unreachable': 502,
  'model.download_gone': 502,
  'model.download_wrong': 502,
  'model.file_changed': 409,
  'model.file_not_gguf': 422,
  'model.file_cut': 422,
  'model.file_unknown_kind': 422,
  // mail
  'mail.not_configured': 409,
  'mail.password_needed': 400,
  'mail.offline': 403,
  'mail.unreachable': 502,
  'mail.no_answer': 504,
  'mail.interrupted': 502,
  'mail.bad_response': 502,
  'mail.encryption_failed': 502,
  'mail.encryption_required': 422,
  'mail.certificate_refused': 502,
  'mail.sign_in_refused': 502,
  'mail.sender_refused': 502,
  'mail.recipient_refused': 422,
  'mail.refused': 502,
  'mail.rate_limited': 429,
  'mail.try_later': 503,
  'mail.expired': 410,
  // what waits for a person's yes, and tools
  'artifact.changed': 409,
  'artifact.decided': 409,
  'artifact.kind_gone': 409,
  'artifact.needs_another': 403,
  'artifact.outcome_unknown': 500,
  'tool.unknown': 404,
  'tool.arguments': 422,
  // widgets and their visitors
  'widget.disabled': 403,
  'widget.origin_refused': 403,
  'widget.logo_unsupported': 415,
  'visitor.limit_reached': 429,
  'visitor.consent_required': 403,
  'answers.busy': 503,
  'answers.failed': 502,
  'attachment.off': 403,
  'attachment.refused': 415,
  'transcript.off': 403,
  // contacts
  'contact.empty': 400,
  'contact.too_many': 409,
  'contact.merge_self': 409,
  'contact.merge_kinds': 409,
  'contact.merged': 409,
  'contact.not_merged': 409,
  'contact.merged_further': 409,
  'contact.file_unreadable': 422,
  'contact.file_too_long': 413,
  // operations
  'network.certificate_invalid': 422,
  'outbound.blocked': 403,
  'storage.full': 507,
  'storage.read_only': 507,
  'storage.locked': 409,
  'storage.no_folder_named': 400,
  'storage.not_a_folder': 500,
  'storage.no_permission': 500,
  'storage.newer_schema': 409,
  'storage.damaged': 503,
  'storage.database_missing': 503,
  'secrets.unreadable': 500,
  'secrets.passphrase_needed': 409,
  'secrets.passphrase_wrong': 409,
  'secrets.keychain_only': 409,
  'secrets.keychain_unusable': 409,
  'port.in_use': 409,
  'internal.unexpected': 500,
  ...moduleErrors,
} as const satisfies Record<string, number>;

/** A longer wait is not said in hours: what to do instead is. */
export const LONGEST_WAIT_SECONDS = 86_400;

export type ErrorCode = keyof typeof errorStatus;

export const errorCodes = Object.keys(errorStatus) as ErrorCode[];

export type ErrorDetails = Record<string, string | number | boolean | null>;

/** An error with a code both sides know. `message` is for the log; people read the catalogue's words for `code`. */
export class FoyerError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'FoyerError';
    this.code = code;
    this.details = options.details ?? {};
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

export function isFoyerError(value: unknown): value is FoyerError {
  return value instanceof FoyerError;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorStatus, value);
}
