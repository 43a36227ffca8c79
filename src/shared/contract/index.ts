import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { conversations } from './conversations.ts';
import { documents } from './documents.ts';
import { clientExports } from './exports.ts';
import { keys } from './keys.ts';
import { mail } from './mail.ts';
import { models } from './models.ts';
import { network } from './network.ts';
import { jobs, system } from './operations.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import { search } from './search.ts';
import { secondFactor } from './second-factor.ts';
import { secrets } from './secrets.ts';
import { security } from './security.ts';
import { sessions } from './sessions.ts';
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
  documents,
  search,
  conversations,
  models,
  keys,
  mail,
  jobs,
  audit,
  secrets,
  system,
  network,
  webInterface,
  widgets,
  visits,
  visitor,
};

export type Contract = typeof contract;
