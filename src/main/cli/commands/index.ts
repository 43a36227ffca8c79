import type { Command } from '../command.ts';
import { articleApprove, articleDrop, articleList } from './article.ts';
import { ask } from './ask.ts';
import { botAdd, botList } from './bot.ts';
import { clientAdd, clientList } from './client.ts';
import { connectionList, connectionPlaces } from './connection.ts';
import { doctor } from './doctor.ts';
import {
  documentDismiss,
  documentGive,
  documentList,
  documentRead,
  documentRemove,
  documentRename,
  documentRestore,
  documentForgetPassword,
  documentUnlock,
  documentShow,
  documentWithdraw,
} from './document.ts';
import { evaluate } from './eval.ts';
import { ingest } from './ingest.ts';
import { jobList } from './job.ts';
import { sourceAdd, sourceList, sourceLook } from './source.ts';
import { modelCatalogue, modelDownload } from './model-catalogue.ts';
import { modelImport, modelMeasure } from './model-file.ts';
import { modelIndex } from './model-index.ts';
import { modelAdd, modelList, modelTest } from './model.ts';
import { restore } from './restore.ts';
import { search } from './search.ts';
import { secretsProtect, secretsRotate, secretsStatus } from './secrets.ts';
import { serve } from './serve.ts';
import { stop } from './stop.ts';
import { userAdd, userLink, userList, userResetSecondFactor, userUnlock } from './user.ts';
import { version } from './version.ts';
import { botWordpress } from './wordpress.ts';

/** Every command, in the order of the help. `help` itself is answered before any of them. */
export const commands: readonly Command[] = [
  serve,
  stop,
  userList,
  userAdd,
  userUnlock,
  userResetSecondFactor,
  userLink,
  clientList,
  clientAdd,
  botList,
  botAdd,
  botWordpress,
  modelList,
  modelAdd,
  modelTest,
  modelImport,
  modelCatalogue,
  modelDownload,
  modelMeasure,
  modelIndex,
  ingest,
  documentList,
  documentShow,
  documentRename,
  documentGive,
  documentWithdraw,
  documentRead,
  documentDismiss,
  documentRestore,
  documentUnlock,
  documentForgetPassword,
  documentRemove,
  ask,
  search,
  evaluate,
  articleList,
  articleApprove,
  articleDrop,
  sourceList,
  sourceAdd,
  sourceLook,
  jobList,
  connectionPlaces,
  connectionList,
  secretsStatus,
  secretsRotate,
  secretsProtect,
  doctor,
  restore,
  version,
];
