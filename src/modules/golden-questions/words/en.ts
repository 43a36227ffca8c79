import type { Words } from '#shared/i18n/words.ts';
import type { words as french } from './fr.ts';

export const words: Words<typeof french> = {
  intro:
    'Questions whose right answer you know. Foyer asks them and tells whether the chatbot finds the passage that answers.',
  chatbot: 'Chatbot',
  noChatbot: 'No chatbot',
  noChatbotAdvice: 'A test question is put to a chatbot: create one first.',
  toChatbots: 'See the chatbots',
  add: 'Add a question',
  tabs: {
    label: 'Test questions',
    results: 'Results',
    questions: 'Questions',
    proposed: 'To approve',
    conversations: 'From conversations',
  },
  document: 'See it in the document',
  noAnswer: 'No answer is known: the chatbot should say so.',
  results: {
    title: 'Latest result',
    firstThree_one: '{{found}} of {{count}} question finds its passage among the first three',
    firstThree_many: '{{found}} of {{count}} questions find their passage among the first three',
    firstThree_other: '{{found}} of {{count}} questions find their passage among the first three',
    place_first: 'First',
    place_firstThree: 'Among the first three',
    place_firstFive: 'Among the first five',
    threeOfAll: 'among the first three: {{found}} of {{count}}',
    ofAll: '{{found}} of {{count}}',
    covered: 'The first five passages hold {{share}} of the words that answer.',
    answered_one: 'The chatbot would answer {{found}} of {{count}} question that has an answer.',
    answered_many: 'The chatbot would answer {{found}} of the {{count}} questions that have an answer.',
    answered_other: 'The chatbot would answer {{found}} of the {{count}} questions that have an answer.',
    refused_one: 'It would say that it does not know for {{found}} of {{count}} question that has none.',
    refused_many:
      'It would say that it does not know for {{found}} of the {{count}} questions that have none.',
    refused_other:
      'It would say that it does not know for {{found}} of the {{count}} questions that have none.',
    lost_one:
      '{{count}} question was not asked: the words that answer it are no longer in the documents, or are being read.',
    lost_many:
      '{{count}} questions were not asked: the words that answer them are no longer in the documents, or are being read.',
    lost_other:
      '{{count}} questions were not asked: the words that answer them are no longer in the documents, or are being read.',
    measure: 'For those who know these measures: {{name}} {{share}}',
    onlyUnanswerable: 'No question that was asked has an answer in the documents.',
    cause_hand: 'On request',
    cause_change: 'After a change',
    stood: 'What was in place',
    documents_one: '{{count}} document',
    documents_many: '{{count}} documents',
    documents_other: '{{count}} documents',
    passages_one: '{{count}} passage',
    passages_many: '{{count}} passages',
    passages_other: '{{count}} passages',
    words: 'search by words',
    meaning: 'search by words and meaning ({{model}})',
    reranker: 'put in order by {{model}}',
    noReranker: 'not put in order again',
    model: '{{model}} answers',
    noModel: 'answers by quoting the documents',
    readers: 'reading version {{version}}',
    run: 'Ask the questions',
    running: 'The questions are being asked…',
    changed: 'Something has changed since this result',
    changedText:
      'Documents, models or settings are no longer the same. Ask the questions again to see what that changes.',
    changedSoon:
      'Documents, models or settings are no longer the same. The questions will be asked by themselves once nothing moves any more, once an hour at most.',
    automatic: 'Ask the questions after each change',
    automaticHint:
      'Once documents, models or settings have changed and nothing moves any more, once an hour at most.',
    empty: 'No result yet',
    emptyAdvice: 'Ask the questions a first time. Each change can then be compared with this starting point.',
    noQuestions: 'No test question',
    noQuestionsAdvice:
      'Add a question whose answer you know, take one from the conversations, or have a model propose some.',
    compared: 'Question by question',
    comparedFirst: 'There is no earlier result to compare with.',
    against: 'Compared with the result of {{date}}.',
    better_one: '{{count}} better',
    better_many: '{{count}} better',
    better_other: '{{count}} better',
    worse_one: '{{count}} worse',
    worse_many: '{{count}} worse',
    worse_other: '{{count}} worse',
    same_one: '{{count}} the same',
    same_many: '{{count}} the same',
    same_other: '{{count}} the same',
    change_better: 'Better',
    change_worse: 'Worse',
    change_same: 'The same',
    change_new: 'New',
    before: 'Before: {{outcome}}',
    rankFirst: 'found first',
    rank: 'found in place {{rank}}',
    notFound: 'passage not found',
    saysNothing: 'says that it does not know',
    answersAnyway: 'would answer without knowing',
    wouldRefuse: 'but would say that it does not know',
    notAsked: 'not asked',
    history: 'Earlier results',
    historyHint: 'Choose one to see it in detail.',
    shown: 'Shown',
  },
  questions: {
    edit: 'Edit',
    remove: 'Delete',
    removeTitle: 'Delete this test question?',
    removeBody: '“{{question}}” will no longer be asked. Past results stay.',
    removed: 'Question deleted',
    state_held: 'Passage in place',
    state_reading: 'Document being read',
    state_lost: 'Lost',
    state_none: 'No answer',
    why_words:
      'These words are no longer in the document. Choose the passage that answers now, or delete the question.',
    why_answer:
      'This frequent answer is no longer there, or no longer on. Choose a passage, or delete the question.',
    why_document: 'This document is no longer there. Choose another passage, or delete the question.',
    why_chatbot: 'The chatbot no longer has this document. Choose another passage, or give it back.',
  },
  editor: {
    new: 'New test question',
    existing: 'Edit the test question',
    save: 'Save',
    question: 'Question',
    questionHint: 'As a visitor would ask it.',
    what: 'Expected answer',
    byOffice: 'The office answers itself (frequent answer)',
    inDocuments: 'It is in the documents',
    nowhere: 'No answer is known: the chatbot should say so',
    search: 'Look for the passage',
    searchHint: 'With the question, or with other words where the right passage does not come.',
    searchWords: 'Words to look for',
    nothingFound: 'No passage found. Try other words.',
    choose: 'The passage that answers',
    chosen: 'The words that answer',
    chosenHint:
      'Press the first sentence that answers, then the last. Without a choice, the whole passage is kept.',
    keepAll: 'Keep the whole passage',
    another: 'Choose another passage',
    saved: 'Question saved',
  },
  proposed: {
    propose: 'Have questions proposed',
    proposing: 'A model is reading passages and proposing questions…',
    proposingHint: 'It goes on if you leave this page.',
    failed: 'The questions could not be proposed',
    failedText: 'The model did not answer to the end. What it proposed is kept; try again.',
    empty: 'No question to approve',
    emptyAdvice:
      'This chatbot’s model can read a few passages and propose ten questions that they answer. None counts before you approve it.',
    noModel: 'No model to ask',
    noModelAdvice:
      'This chatbot answers by quoting the documents. With a model that writes, it could propose questions; you can always add some yourself.',
    approve: 'Approve',
    approved: 'Question approved',
    setAside: 'Set aside',
    setAsideDone: 'Question set aside',
    started: 'The model is at it',
  },
  conversations: {
    hint: 'What people asked. A good answer shows where the passage is; a question left without an answer checks that the chatbot can say so.',
    empty: 'Nothing to take from the conversations',
    emptyAdvice:
      'Questions put to this chatbot will appear here, those whose answer was called helpful first.',
    take: 'Take up',
    kind_helpful: 'Called helpful',
    kind_unanswered: 'No answer',
    kind_answered: 'Answered',
    from: '{{title}}: “{{quote}}”',
  },
  errors: {
    duplicate: { title: 'This question is there already', advice: 'Edit the existing test question.' },
    full: {
      title: 'This chatbot has as many test questions as it can have',
      advice: 'Delete those that are no longer of use.',
    },
    no_such_place: {
      title: 'These words are not in the documents of this chatbot',
      advice: 'Choose the passage that answers again: the document may have changed meanwhile.',
    },
    none: {
      title: 'There is no question to ask',
      advice: 'Add a test question first, or approve those that are proposed.',
    },
    no_model: {
      title: 'No model can propose questions',
      advice:
        'Give this chatbot a model that writes, or allow what is sent to it. You can also write the questions yourself.',
    },
    lost: {
      title: 'The words that answer are no longer there',
      advice: 'Choose the passage that answers now, then approve the question.',
    },
  },
  help: {
    title: 'Test questions',
    summary: 'Know whether a chatbot finds the right pages, and what a change makes better or worse.',
    body: `A **test question** is a question whose answer you know: you show the words of a document that give it, or you say that no answer is known. Foyer puts these questions to the chatbot as a visitor would, and looks at what it finds. No answer is written, and nobody sees any of it.

## Where they come from

- **By hand**: write the question, look for the passage, press the sentences that answer.
- **From conversations**: take up a question whose answer was called helpful, or that was left without one.
- **Proposed by a model**: when you ask for it, the chatbot’s model reads a few passages and proposes questions. They wait for your yes and count nowhere before.

## What the results say

- *18 of 20 questions find their passage among the first three*: the more there are, the more answers rest on the right page.
- *The first five passages hold 90% of the words that answer*: the rest would be missing from the answer.
- *It would say that it does not know*: a good chatbot answers when the documents allow it, and says so when they do not.

Hold the pointer over a figure to see what specialists call it. Each question is compared with the result before: **Better** when the passage moves up, **Worse** when it moves down.

The office’s frequent answers, which come before the documents, are not looked at here.

## When they are asked

When you ask for it and, if you leave it on, by themselves after a change of documents, models or settings, once nothing moves any more, once an hour at most.

## A question that is “lost”

The chosen words are found again in a new version of the document, as long as they are still there. Once they are not, the question is *lost*: it is not asked, and the result says so. Choose the passage that answers now.

## The bench

In **Knowledge → Test bench**, type a question to see what words find, what meaning finds, and the final order; two settings are compared side by side.

## On the command line

\`foyer eval --bot NAME\` asks the questions and prints the figures; \`--least 80\` fails when fewer than 80% of the questions find their passage among the first three.`,
  },
};
