import { auditDetails, auditEvents, auditHead, jobs, models, schedules, settings } from '../schema/index.ts';
import { audited, exempt, type AuditedTable, type ExemptTable } from './audited-table.ts';
import { byPerson, column } from './conditions.ts';

/** What belongs to the installation. */
export const installationRules: readonly (AuditedTable | ExemptTable)[] = [
  exempt(schedules, 'when work was last due; the work itself is a job'),
  audited(models, {
    columns: {
      id: 'ignored',
      name: 'watched',
      provider: 'watched',
      model: 'watched',
      url: 'watched',
      purpose: 'watched',
      sealedKey: 'masked',
      maxOutputTokens: 'watched',
      contextTokens: 'watched',
      temperature: 'watched',
      inputPrice: 'watched',
      outputPrice: 'watched',
      measuredFirstTokenMs: 'ignored',
      findings: 'ignored',
      isDefault: 'watched',
      active: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    clientId: null,
    events: [
      { on: 'insert', action: 'models.created' },
      { on: 'update', action: 'models.updated' },
      { on: 'delete', action: 'models.deleted' },
    ],
  }),
  audited(jobs, {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      type: 'watched',
      label: 'ignored',
      payload: 'ignored',
      state: 'ignored',
      priority: 'ignored',
      attempts: 'ignored',
      maxAttempts: 'ignored',
      runAt: 'ignored',
      leaseOwner: 'ignored',
      leaseUntil: 'ignored',
      step: 'ignored',
      progress: 'ignored',
      progressNote: 'ignored',
      failure: 'ignored',
      failureDetail: 'ignored',
      cancelRequested: 'ignored',
      idempotencyKey: 'ignored',
      createdAt: 'ignored',
      startedAt: 'ignored',
      finishedAt: 'ignored',
      endedAfter: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('label'),
    clientId: column('client_id'),
    events: [
      // One that waits is cancelled at once; one that runs is asked to stop, and stops by itself later.
      {
        on: 'update',
        action: 'jobs.cancelled',
        of: ['state', 'cancelRequested'],
        when: [
          `NEW.state = 'cancelled' AND OLD.state = 'queued' OR NEW.cancel_requested > OLD.cancel_requested`,
          byPerson,
        ],
      },
      {
        on: 'update',
        action: 'jobs.retried',
        of: ['state'],
        when: [`NEW.state = 'queued'`, `OLD.state IN ('failed', 'cancelled')`, byPerson],
      },
    ],
  }),
  audited(settings, {
    columns: { key: 'ignored', value: 'watched', updatedAt: 'ignored' },
    targetId: column('key'),
    targetLabel: column('key'),
    clientId: null,
    events: [
      // What Foyer keeps there for itself changes by itself.
      { on: 'insert', action: 'settings.changed', when: [byPerson] },
      { on: 'update', action: 'settings.changed', when: [byPerson] },
      { on: 'delete', action: 'settings.changed', when: [byPerson] },
    ],
  }),
  exempt(auditEvents, 'the log itself'),
  exempt(auditDetails, 'the log itself'),
  exempt(auditHead, 'the log itself'),
];
