import type { doctor as french } from '../fr/doctor.ts';
import type { Words } from '../words.ts';

export const doctor: Words<typeof french> = {
  version: { label: 'Version', text: 'Foyer {{version}}, Node {{node}}, {{platform}}' },
  database: {
    label: 'Database',
    whole: 'whole',
    damaged: 'damaged: {{fault}}',
    orphans: 'references that lead nowhere: {{count}}',
  },
  words: {
    label: 'Index of words',
    whole: 'holds every passage',
    rebuilding: 'being made again from the passages; answers are right meanwhile, but slower',
  },
  meaning: {
    label: 'Index of meaning',
    off: 'none: search goes by words',
    whole: 'holds every passage that is compared by meaning',
    rebuilding: 'being made again from the database; search goes by words meanwhile',
  },
  originals: {
    label: 'Original files',
    whole: 'all {{count}} there',
    missing:
      '{{count}} of {{total}} missing: {{names}}. Their passages still answer; add the files again to read or download them.',
    changed:
      '{{count}} with other bytes than were taken in: {{names}}. They are not handed out; add the files again.',
  },
  audit: {
    label: 'Activity log',
    whole: '{{count}} entries, unbroken',
    broken: 'broken at entry {{sequence}}: {{kind}}',
    changed: 'it was changed',
    missing: 'it is missing',
    missing_at_end: 'the end is missing',
    foreign: 'it was not written here',
    end_lost: 'where the log ends is no longer known',
  },
  disk: {
    label: 'Disk',
    text: '{{free}} GB free in {{folder}}',
    unknown: 'free space unknown in {{folder}}',
    full: 'nearly no room left in {{folder}}: answers are kept, nothing else is taken in',
    read_only: '{{folder}} cannot be written: nothing is kept',
  },
  memory: { label: 'Memory', text: '{{total}} GB' },
  documents: {
    label: 'Documents',
    text: '{{ready}} ready, {{working}} under way, {{failed}} failed, {{passages}} passages',
  },
  models: { label: 'Models', none: 'none: answers quote the documents' },
  modelFiles: {
    label: 'Models on this computer',
    none: 'none',
    unused: 'used by no model:',
    missing: 'file missing:',
    damaged: 'file of another size:',
  },
  servers: {
    label: 'Model servers',
    none: 'none on this machine',
    open: 'open to the network',
    old: 'version with a known hole, to be updated',
  },
};
