import type { z } from 'zod';
import { moduleContracts } from '../../modules/contracts.ts';
import { artifacts } from './artifacts.ts';
import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { cloud } from './cloud.ts';
import { connections } from './connections.ts';
import { contacts } from './contacts.ts';
import { conversations } from './conversations.ts';
import { documents } from './documents.ts';
import type { CarriesFiles, GivesFile, TakesFiles } from './files.ts';
import { clientExports } from './exports.ts';
import { keys } from './keys.ts';
import { mail } from './mail.ts';
import { modelGetting } from './model-getting.ts';
import { models } from './models.ts';
import { modules } from './modules.ts';
import { network } from './network.ts';
import { notifications } from './notifications.ts';
import { jobs, system } from './operations.ts';
import { passages } from './passages.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import { search } from './search.ts';
import { searchIndexes } from './search-index.ts';
import { secondFactor } from './second-factor.ts';
import { secrets } from './secrets.ts';
import { security } from './security.ts';
import { sessions } from './sessions.ts';
import { scraping } from './scraping.ts';
import { sources } from './source-routes.ts';
import { tags } from './tags.ts';
import { visitor } from './visitor.ts';
import { visits } from './visits.ts';
import { webInterface } from './web-interface.ts';
import { widgets } from './widgets.ts';
import { windowLock } from './window-lock.ts';

/** Every operation of Foyer: the window, the browser, REST programs and the command line call these and no other. */
export const contract = {
  auth,
  secondFactor,
  sessions,
  windowLock,
  security,
  people,
  clients,
  exports: clientExports,
  privacy,
  chatbots,
  cloud,
  documents,
  passages,
  sources,
  scraping,
  tags,
  search,
  searchIndexes,
  conversations,
  connections,
  contacts,
  models: { ...models, ...modelGetting },
  keys,
  mail,
  artifacts,
  jobs,
  audit,
  notifications,
  secrets,
  system,
  network,
  webInterface,
  widgets,
  visits,
  visitor,
  modules,
  ...moduleContracts,
};

export type Contract = typeof contract;

/** The operations that are JSON in and JSON out: all but those that carry files. */
export type CalledContract = {
  [Feature in keyof Contract]: {
    [
      Name in keyof Contract[Feature] as Contract[Feature][Name] extends CarriesFiles ? never : Name
    ]: Contract[Feature][Name];
  };
};

type Routes = { [Feature in keyof Contract]: Contract[Feature][keyof Contract[Feature]] }[keyof Contract];
type At<Of extends { '~orpc': object }, Path> = Extract<Of, { '~orpc': { meta: { path: Path } } }>['~orpc'];

/** Where files are given, under `/api`, and what is asked for them. */
export type FilePath = Extract<Routes, GivesFile>['~orpc']['meta']['path'];
export type FileInput<Path> = SchemaInput<At<Extract<Routes, GivesFile>, Path>>;

/** Where files are taken, under `/api`, what is said of them, and what is answered. */
export type UploadPath = Extract<Routes, TakesFiles>['~orpc']['meta']['path'];
export type UploadInput<Path> = SchemaInput<At<Extract<Routes, TakesFiles>, Path>>;
export type UploadOutput<Path> = SchemaOutput<At<Extract<Routes, TakesFiles>, Path>>;

type SchemaInput<Definition> = Definition extends { inputSchema?: infer Schema }
  ? Schema extends z.ZodType
    ? z.input<Schema>
    : never
  : never;
type SchemaOutput<Definition> = Definition extends { outputSchema?: infer Schema }
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : never
  : never;
