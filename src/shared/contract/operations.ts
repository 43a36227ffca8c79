import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { CONNECTION_DAYS } from './limits.ts';
import { condition, conditionKind } from './conditions.ts';
import { readingLimits } from './reading-limits.ts';
import { empty, id, instant, language, named, pageOf, pageQuery } from './vocabulary.ts';
import { administrators, editors, everyone, route } from './route.ts';
import { schedule } from './schedules.ts';
import { storageState } from './storage.ts';

export const jobState = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);

export const job = z.object({
  id,
  clientId: id.nullable(),
  type: z.string(),
  /** What it is about; what it is called, where that is not the same: `{{name}}` stands for the label. */
  label: z.string(),
  called: named.nullable(),
  state: jobState,
  /** 0 to 1. */
  progress: z.number(),
  progressNote: z.string().nullable(),
  attempts: z.number().int(),
  /** Whether it may be stopped: some are carried through once they are asked for. */
  cancellable: z.boolean(),
  failure: z.enum(errorCodes).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type Job = z.infer<typeof job>;

export const jobs = {
  list: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/jobs',
    summary: 'Jobs, latest first',
    tag: 'Jobs',
  })
    .input(
      pageQuery
        .extend({ state: jobState.optional(), open: z.stringbool().or(z.boolean()).optional() })
        .strict(),
    )
    .output(
      pageOf(job).extend({
        /** How many of the current batch are done, and an estimate of what is left. */
        batch: z.object({
          done: z.number().int(),
          total: z.number().int(),
          progress: z.number(),
          secondsLeft: z.number().int().nullable(),
        }),
      }),
    ),

  cancel: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/jobs/{id}/cancel',
    needs: 'writing',
    summary: 'Cancel a job',
    tag: 'Jobs',
  })
    .input(z.object({ id }).strict())
    .output(job),

  retry: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/jobs/{id}/retry',
    summary: 'Run a failed job again',
    tag: 'Jobs',
  })
    .input(z.object({ id }).strict())
    .output(job),

  dismiss: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/jobs/{id}/dismiss',
    needs: 'writing',
    summary: 'Take a failed job off the list: what it was to do is left out',
    tag: 'Jobs',
  })
    .input(z.object({ id }).strict())
    .output(job),

  schedules: route({
    access: administrators,
    method: 'GET',
    path: '/schedules',
    summary: 'Work that is due again and again',
    tag: 'Jobs',
  })
    .input(empty)
    .output(z.array(schedule)),

  runSchedule: route({
    access: administrators,
    method: 'POST',
    path: '/schedules/{name}/run',
    summary: 'Do the work of a schedule now',
    tag: 'Jobs',
  })
    .input(z.object({ name: z.string().min(1).max(100) }).strict())
    .output(job),
};

/** What changed, so that open pages read again. Carries no content. */
export const changeEvent = z.object({
  topic: z.enum([
    'documents',
    'sources',
    'jobs',
    'conversations',
    'contacts',
    'chatbots',
    'clients',
    'models',
    'modelServers',
    'keys',
    'settings',
    'index',
    'people',
    'conditions',
    'storage',
    'modules',
    'approvals',
    'notifications',
    'connections',
  ]),
  clientId: id.nullable(),
  id: z.string().nullable(),
});
export type ChangeEvent = z.infer<typeof changeEvent>;

export const indexState = z.object({
  /** `keyword` when no embedding model is configured or its index is not ready yet. */
  mode: z.enum(['keyword', 'hybrid']),
  /** `failed`: the model is well, and gave a vector of no passage. */
  state: z.enum(['off', 'building', 'ready', 'failed']),
  embeddedPassages: z.number().int(),
  passages: z.number().int(),
  /** What all passages have together, about, in tokens: with a model's speed, how long they take. */
  passageTokens: z.number().int(),
  /** How long those take that have no vector yet, by the measured speed of the model; null while it is not known, or nothing is left. */
  secondsLeft: z.number().int().nullable(),
  /** Passages too long for the model: their beginning stands for them. */
  cutPassages: z.number().int(),
  /** Passages that the model gave no vector for, and why most of them: found by words alone. */
  failedPassages: z.number().int(),
  failure: z.enum(errorCodes).nullable(),
  /** What keeps the index from being built now, if anything; it is tried again. */
  waitsFor: z.enum(errorCodes).nullable(),
  model: z.string().nullable(),
  /** Its server holds one model at a time: questions are compared by words, passages embedded when nobody asks. */
  throwsOut: z.boolean(),
});

export const systemInfo = z.object({
  version: z.string(),
  mode: z.enum(['desktop', 'server', 'command-line']),
  dataFolder: z.string(),
  address: z.string().nullable(),
  platform: z.string(),
  nodeVersion: z.string(),
  memoryBytes: z.number(),
  diskFreeBytes: z.number().nullable(),
  databaseBytes: z.number(),
  filesBytes: z.number(),
});

export const doctorCheck = z.object({
  name: z.string(),
  /** What is checked, in words. */
  label: z.string(),
  state: z.enum(['ok', 'warning', 'failed', 'not_measured']),
  detail: z.string(),
  /** Whether what is not as it should be is being repaired in the background. */
  mending: z.boolean(),
});

/** `192.168.1.4:11434`, `[fd00::4]:8000`, `serveur:587`. */
const PLACE = /^(?:\[[0-9a-f:.]+\]|[^\s/:@[\]]+):\d{1,5}$/;

export const settingsValue = z.object({
  /** Refuses every connection that leaves this machine, but for the places of `stillReachable`. */
  offline: z.boolean(),
  /** Places of the local network that a setting names (`192.168.1.4:11434`) and that stay reachable while `offline` is on. */
  stillReachable: z.array(z.string().max(300).regex(PLACE, 'Not a host and a port')).max(50),
  /** For how many days the list of connections is kept. */
  connectionDays: z.number().int().min(CONNECTION_DAYS.min).max(CONNECTION_DAYS.max),
  /** Recognises the text of pictures and scanned pages (OCR), on this machine. */
  recogniseText: z.boolean(),
  /** What one document may cost; what goes beyond is refused or left out, and said. */
  reading: readingLimits,
  defaultLanguage: language,
  firstRunDone: z.boolean(),
});
export type Settings = z.infer<typeof settingsValue>;

const dayFigures = z.object({
  day: z.iso.date(),
  /** Of visitors, programs and colleagues who may only chat. */
  questions: z.number().int(),
  /** Of the office, which tries its own chatbots. */
  ownQuestions: z.number().int(),
});

/** Days are those of the client's time zone; the office's own tests count only where they are named. */
export const overview = z.object({
  conversationsToday: z.number().int(),
  questionsToday: z.number().int(),
  ownQuestionsToday: z.number().int(),
  /** Share of the last 7 days' answers from documents that cite a source; null when there was none. */
  answersWithSource: z.number().nullable(),
  /** Of the last 7 days, neither answered since nor dismissed. */
  unansweredCount: z.number().int(),
  /** Median of the last 7 days; null when not measured. */
  medianFirstTokenMs: z.number().nullable(),
  /** The last 7 days, today last. */
  questionsByDay: z.array(dayFigures),
  documents: z.object({
    /** Ready or on their way; what failed is counted apart. */
    total: z.number().int(),
    ready: z.number().int(),
    working: z.number().int(),
    /** Failures that nobody has dismissed. */
    failed: z.number().int(),
    passages: z.number().int(),
  }),
  chatbots: z.number().int(),
  models: z.number().int(),
  /** True when every active model is on this machine or network. */
  allLocal: z.boolean(),
  /** True once anything was asked, the office's tests included. */
  everAsked: z.boolean(),
  /** True when a page of a client may show one of its chatbots. */
  onAPage: z.boolean(),
  /** What is not as it should be with the installation, now. */
  conditions: z.array(condition),
});
export type Overview = z.infer<typeof overview>;

export const system = {
  info: route({
    access: administrators,
    method: 'GET',
    path: '/system/info',
    summary: 'Version, folders, sizes',
    tag: 'System',
  })
    .input(empty)
    .output(systemInfo),

  doctor: route({
    access: administrators,
    method: 'GET',
    path: '/system/doctor',
    summary: 'Checks of the installation',
    tag: 'System',
  })
    // Left out: the language of `Accept-Language`, else that of the installation.
    .input(z.object({ language: language.optional() }).strict())
    .output(z.object({ ok: z.boolean(), checks: z.array(doctorCheck) })),

  index: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/system/index',
    summary: 'State of the search index',
    tag: 'System',
  })
    .input(z.object({ clientId: id.optional() }).strict())
    .output(indexState),

  overview: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/system/overview',
    summary: 'Figures of the home page',
    tag: 'System',
  })
    .input(z.object({ clientId: id.optional() }).strict())
    .output(overview),

  /** Told to anyone: a page must say why it keeps nothing before anybody has signed in. */
  storage: route({
    access: ['public'],
    method: 'GET',
    path: '/system/storage',
    summary: 'Whether the data folder takes what is written',
    tag: 'System',
  })
    .input(empty)
    .output(
      z.object({
        state: storageState,
        /** False while not even answers are kept. */
        keepsAnswers: z.boolean(),
      }),
    ),

  settings: route({
    access: everyone,
    method: 'GET',
    path: '/system/settings',
    summary: 'Settings',
    tag: 'System',
  })
    .input(empty)
    .output(settingsValue),

  updateSettings: route({
    access: administrators,
    method: 'PATCH',
    path: '/system/settings',
    summary: 'Change settings',
    tag: 'System',
  })
    .input(settingsValue.partial().strict())
    .output(settingsValue),

  changes: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/system/changes',
    summary: 'Stream of what changed',
    tag: 'System',
  })
    .input(empty)
    .output(eventIterator(changeEvent)),

  acknowledge: route({
    access: administrators,
    method: 'POST',
    path: '/system/conditions/{kind}/seen',
    summary: 'Take note of what is not as it should be; what mends itself stays until it has',
    tag: 'System',
  })
    .input(z.object({ kind: conditionKind }).strict())
    .output(z.object({ conditions: z.array(condition) })),

  /** Ends the running instance (command line only). */
  shutDown: route({
    access: ['local'],
    method: 'POST',
    path: '/system/shutdown',
    needs: 'nothing',
    summary: 'Stop this instance',
    tag: 'System',
  })
    .input(empty)
    .output(z.object({ at: instant })),
};
