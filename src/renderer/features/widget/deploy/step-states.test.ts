import { describe, expect, it } from 'vitest';
import type { Diagnosis, Finding } from '#shared/contract/widget-diagnosis.ts';
import { stepStandings } from './step-states.ts';

const page = 'https://www.exemple.fr/';
const ready = { network: 'open', botActive: true, widgetEnabled: true, sites: 1, diagnosis: null } as const;

function found(...findings: [Finding['code'], Finding['level']][]): Diagnosis {
  return {
    pageUrl: page,
    domain: 'www.exemple.fr',
    baseUrl: 'https://foyer.exemple.fr',
    read: true,
    findings: findings.map(([code, level]) => ({ code, level, values: {} })),
  };
}

const of = (given: Partial<Parameters<typeof stepStandings>[0]>) => {
  const { reach, sites, code, check } = stepStandings({ ...ready, ...given });
  return [reach, sites, code, check].map(({ state, says }) => `${state} ${says}`);
};

describe('the steps to a page', () => {
  it('begin with nothing done', () => {
    expect(of({ network: 'closed', widgetEnabled: false, sites: 0 })).toEqual([
      'todo reachClosed',
      'todo sitesNone',
      'todo codeTodo',
      'todo checkTodo',
    ]);
  });

  it('say what keeps people from the chatbot, the worst first', () => {
    expect(of({ network: 'failed', botActive: false })[0]).toBe('problem reachFailed');
    expect(of({ network: 'closed', botActive: false })[0]).toBe('problem reachPaused');
    expect(of({ widgetEnabled: false })[0]).toBe('todo reachOff');
    expect(of({})[0]).toBe('done reachDone');
  });

  it.each<[string, Diagnosis, string, string]>([
    ['all is well', found(['snippet_found', 'fine']), 'done codeFound', 'done checkClear'],
    ['a whole page in a frame', found(['frame_found', 'fine']), 'done codeFound', 'done checkClear'],
    ['the code is not there', found(['snippet_missing', 'warns']), 'todo codeMissing', 'look checkWarned'],
    [
      'it is that of another',
      found(['snippet_other_widget', 'blocks']),
      'problem codeWrong',
      'problem checkBlocked',
    ],
    [
      'it is of before',
      found(['snippet_found', 'fine'], ['snippet_own_looks', 'tells']),
      'look codeOld',
      'done checkClear',
    ],
    [
      'the page refuses it',
      found(['snippet_found', 'fine'], ['policy_script', 'blocks']),
      'done codeFound',
      'problem checkBlocked',
    ],
  ])('know from the page that was looked at: %s', (_what, diagnosis, code, check) => {
    expect(of({ diagnosis }).slice(2)).toEqual([code, check]);
  });

  it('know nothing of the code on a page that could not be read', () => {
    const diagnosis = { ...found(['page_missing', 'warns']), read: false };
    expect(of({ diagnosis }).slice(2)).toEqual(['todo codeTodo', 'look checkWarned']);
  });

  it('count what blocks, and name the page', () => {
    const diagnosis = found(['widget_off', 'blocks'], ['domain_not_allowed', 'blocks']);
    expect(stepStandings({ ...ready, diagnosis }).check.values).toEqual({ count: 2, page });
  });
});
