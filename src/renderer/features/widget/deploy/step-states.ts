import type { Diagnosis } from '#shared/contract/widget-diagnosis.ts';

/** How far a step is: `look` works, but somebody should have a look. */
export type StepState = 'done' | 'todo' | 'look' | 'problem';

/** A step with the sentence that says where it stands; `values` are what the sentence names. */
export type StepStanding<Says extends string = string> = {
  state: StepState;
  says: Says;
  values: { count: number; page: string };
};

type Given = {
  /** Whether Foyer is listened to from the network, or should be and is not. */
  network: 'open' | 'closed' | 'failed';
  botActive: boolean;
  widgetEnabled: boolean;
  sites: number;
  /** What was found on the page that was looked at; null while none was. */
  diagnosis: Diagnosis | null;
};

/** Where each of the four steps to a page stands, in their order. */
export function stepStandings(given: Given) {
  return {
    reach: reach(given),
    sites: given.sites === 0 ? standing('todo', 'sitesNone') : standing('done', 'sitesSome', given.sites),
    code: code(given.diagnosis),
    check: check(given.diagnosis),
  };
}

function standing<Says extends string>(
  state: StepState,
  says: Says,
  count = 0,
  page = '',
): StepStanding<Says> {
  return { state, says, values: { count, page } };
}

function reach({ network, botActive, widgetEnabled }: Given) {
  if (network === 'failed') return standing('problem', 'reachFailed');
  if (!botActive) return standing('problem', 'reachPaused');
  if (network === 'closed') return standing('todo', 'reachClosed');
  return widgetEnabled ? standing('done', 'reachDone') : standing('todo', 'reachOff');
}

function code(diagnosis: Diagnosis | null) {
  if (diagnosis === null || !diagnosis.read) return standing('todo', 'codeTodo');
  const { findings, pageUrl } = diagnosis;
  const own = findings.filter(({ code: found }) => /^(snippet|frame)_/.test(found));
  if (own.some(({ level }) => level === 'blocks')) return standing('problem', 'codeWrong', 0, pageUrl);
  if (own.some(({ code: found }) => found === 'snippet_own_looks'))
    return standing('look', 'codeOld', 0, pageUrl);
  return own.some(({ level }) => level === 'fine')
    ? standing('done', 'codeFound', 0, pageUrl)
    : standing('todo', 'codeMissing', 0, pageUrl);
}

function check(diagnosis: Diagnosis | null) {
  if (diagnosis === null) return standing('todo', 'checkTodo');
  const { findings, pageUrl } = diagnosis;
  const blocking = findings.filter(({ level }) => level === 'blocks').length;
  if (blocking > 0) return standing('problem', 'checkBlocked', blocking, pageUrl);
  return findings.some(({ level }) => level === 'warns')
    ? standing('look', 'checkWarned', 0, pageUrl)
    : standing('done', 'checkClear', 0, pageUrl);
}
