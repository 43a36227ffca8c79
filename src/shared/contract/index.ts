import { auth } from './auth.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { conversations } from './conversations.ts';
import { documents } from './documents.ts';
import { clientExports } from './exports.ts';
import { models } from './models.ts';
import { jobs, system } from './operations.ts';
import { privacy } from './privacy.ts';
import { search } from './search.ts';

/** Every operation of Foyer: the window, the browser, REST programs and the command line call these and no other. */
export const contract = {
  auth,
  clients,
  exports: clientExports,
  privacy,
  chatbots,
  documents,
  search,
  conversations,
  models,
  jobs,
  system,
};

export type Contract = typeof contract;
