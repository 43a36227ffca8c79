/**
 * Everything the audit log can say, by subject and deed. Written by the triggers of the database, or by `record`
 * where no row changes. Each has its sentence in the `audit` namespace of both languages.
 */
export const auditActions = [
  // signing in
  'sessions.opened',
  'sessions.ended',
  'auth.sign_in_failed',
  'auth.locked_out',
  'auth.second_factor_failed',
  'auth.token_reused',
  // people and programs
  'users.created',
  'users.updated',
  'users.deleted',
  'memberships.given',
  'memberships.changed',
  'memberships.taken',
  'recovery_codes.renewed',
  'recovery_codes.used',
  'one_time_links.created',
  'one_time_links.used',
  'one_time_links.withdrawn',
  'api_keys.created',
  'api_keys.updated',
  'api_keys.revoked',
  'api_keys.deleted',
  // clients
  'clients.created',
  'clients.updated',
  'clients.deleted',
  'client_exports.started',
  'client_exports.downloaded',
  'client_exports.deleted',
  'erasures.requested',
  'erasures.done',
  'retention.applied',
  // chatbots and what they know
  'chatbots.created',
  'chatbots.updated',
  'chatbots.deleted',
  'chatbots.shared',
  'chatbots.unshared',
  'documents.added',
  'documents.read_again',
  'documents.downloaded',
  'documents.deleted',
  'documents.linked',
  'documents.unlinked',
  'conversations.renamed',
  'conversations.deleted',
  'models.created',
  'models.updated',
  'models.deleted',
  'models.key_used',
  // the installation
  'jobs.cancelled',
  'jobs.retried',
  'settings.changed',
  'secrets.rotated',
  'secrets.protected',
  'system.started',
  'system.shut_down',
  'audit.exported',
] as const;

export type AuditAction = (typeof auditActions)[number];
